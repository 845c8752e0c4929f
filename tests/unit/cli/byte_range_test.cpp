// SPDX-License-Identifier: MIT
#include "cli/byte_range.h"

#include <doctest/doctest.h>

#include <limits>
#include <string>

#include "cli/usage_error.h"

namespace trawl::test {
namespace {

std::string fault(const char* text) {
  try {
    parse_byte_range(text);
  } catch (const UsageError& error) {
    return error.what();
  }
  return "(none)";
}

TEST_CASE("a range of bytes may leave out either side") {
  constexpr ByteOffset kEnd = std::numeric_limits<ByteOffset>::max();
  const auto is = [](const char* text, ByteOffset begin, ByteOffset end) {
    const ByteRange range = parse_byte_range(text);
    return range.begin == begin && range.end == end;
  };
  CHECK(is("5:7", 5, 7));
  CHECK(is("5:5", 5, 5));
  CHECK(is("5:", 5, kEnd));
  CHECK(is(":7", 0, 7));
  CHECK(is("1K:2M", 1024, 2 << 20));
  CHECK(is("1k:3g", 1024, ByteOffset{3} << 30));
  CHECK(is(":1T", 0, ByteOffset{1} << 40));
}

TEST_CASE("a range that is none is refused") {
  const std::string expected =
      ": expected FROM:TO in bytes, as in 512K:4M, :4M or 512K:";
  for (const char* text : {"", ":", "5", "a:b", "5:x", "-1:5", "5:1KB", "5: 7",
                           "99999999999999999999:", ":99999999999T", "1:2:3"}) {
    CAPTURE(text);
    CHECK(fault(text) == std::string("--range ") + text + expected);
  }
  CHECK(fault("2K:1K") == "--range 2K:1K: FROM is behind TO");
}

}  // namespace
}  // namespace trawl::test
