// SPDX-License-Identifier: MIT
#include "cli/extended_syntax.h"

#include <doctest/doctest.h>

namespace trawl::test {
namespace {

TEST_CASE("the edges of a word are put into PCRE2's words") {
  CHECK(translate_extended("\\<foo\\>|x") == "\\b(?=\\w)foo\\b(?<=\\w)|x");
  CHECK(translate_extended("") == "");
}

TEST_CASE("what is repeated at most so often may be missing") {
  CHECK(translate_extended("\\({,3}\\|{,2}^{,1}") == "\\({0,3}\\|{0,2}^{,1}");
  CHECK(translate_extended("ab{,2}c(d|e){,13}") == "ab{0,2}c(d|e){0,13}");
  for (const char* pattern :
       {"a{,}", "a{,x}", "{,2}", "(a|{,2})", "[a{,2}]", "a\\{,2}", "a{,2"}) {
    CAPTURE(pattern);
    CHECK(translate_extended(pattern) == pattern);
  }
}

TEST_CASE("what only looks like the edge of a word stays") {
  for (const char* pattern :
       {"a<b>", "\\\\<", "[\\<]", "[]\\<]", "[^]\\>]", "[[:alpha:]\\<]",
        "\\Q\\<\\E", "\\Q\\<", "[\\]\\<]", "\\", "[", "[\\", "[^"}) {
    CAPTURE(pattern);
    CHECK(translate_extended(pattern) == pattern);
  }
  CHECK(translate_extended("[a]\\<") == "[a]\\b(?=\\w)");
  CHECK(translate_extended("\\Qa\\E\\<") == "\\Qa\\E\\b(?=\\w)");
}

}  // namespace
}  // namespace trawl::test
