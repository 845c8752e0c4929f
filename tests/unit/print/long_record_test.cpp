// SPDX-License-Identifier: MIT
#include "print/long_record.h"

#include <doctest/doctest.h>

#include <vector>

namespace trawl::test {
namespace {

TEST_CASE("a preview ends behind a whole character") {
  CHECK(find_preview_end("abc", 0) == 0);
  CHECK(find_preview_end("abc", 2) == 2);
  CHECK(find_preview_end("abc", 9) == 3);
  CHECK(find_preview_end("\u20ac\u00e9x", 1) == 3);
  CHECK(find_preview_end("\u20ac\u00e9x", 2) == 5);
  CHECK(find_preview_end("\xff\xe2\x82x", 2) == 2);
}

TEST_CASE("matches behind the preview are counted, not those cut by it") {
  const std::vector<Span> matches = {{0, 2}, {3, 5}, {6, 7}, {8, 8}};
  const ShownRecord record{"01234567", matches};
  CHECK(omitted_rest(record, 2) == " [... 2 more matches]");
  CHECK(omitted_rest(record, 4) == " [... 1 more match]");
  CHECK(omitted_rest(record, 7) == " [... 0 more matches]");
  CHECK(omitted_rest({"01234567", {}}, 7) == " [... omitted end of long line]");
}

}  // namespace
}  // namespace trawl::test
