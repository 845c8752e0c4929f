// SPDX-License-Identifier: MIT
#include "cli/word_edges.h"

#include <doctest/doctest.h>

namespace trawl::test {
namespace {

TEST_CASE("the edges of a word are put into PCRE2's words") {
  CHECK(translate_word_edges("\\<foo\\>|x") == "\\b(?=\\w)foo\\b(?<=\\w)|x");
  CHECK(translate_word_edges("") == "");
}

TEST_CASE("what only looks like the edge of a word stays") {
  for (const char* pattern :
       {"a<b>", "\\\\<", "[\\<]", "[]\\<]", "[^]\\>]", "[[:alpha:]\\<]",
        "\\Q\\<\\E", "\\Q\\<", "[\\]\\<]", "\\", "[", "[\\", "[^"}) {
    CAPTURE(pattern);
    CHECK(translate_word_edges(pattern) == pattern);
  }
  CHECK(translate_word_edges("[a]\\<") == "[a]\\b(?=\\w)");
  CHECK(translate_word_edges("\\Qa\\E\\<") == "\\Qa\\E\\b(?=\\w)");
}

}  // namespace
}  // namespace trawl::test
