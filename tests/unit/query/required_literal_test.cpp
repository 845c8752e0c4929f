// SPDX-License-Identifier: MIT
#include "query/required_literal.h"

#include <doctest/doctest.h>

#include <string>

namespace trawl {

TEST_CASE("RequiredLiteral: TheLongestThatEveryMatchNeeds") {
  CHECK(required_literal("ERROR") == "ERROR");
  CHECK(required_literal("(ERROR|WARN).*retry=\\d+") == "retry=");
  CHECK(required_literal("\\w+\\s+took\\s+\\d{3,}") == "took");
  CHECK(required_literal("\\bnode-\\d+\\b") == "node-");
  CHECK(required_literal("^2023-03-14 00:0[0-4]") == "2023-03-14 00:0");
  CHECK(required_literal("(?<!\\w)(?:lost it)(?!\\w)") == "lost it");
  CHECK(required_literal("a\\.b\\\\c") == "a.b\\c");
  CHECK(required_literal("x(ab)+cd") == "ab");
  CHECK(required_literal("[]ab]cd[^]x]") == "cd");
  CHECK(required_literal("[[:digit:]\\]]+ms") == "ms");
}

TEST_CASE("RequiredLiteral: WhatMayBeMissingOrRepeatedEndsIt") {
  CHECK(required_literal("abc*de") == "ab");
  CHECK(required_literal("abc?de") == "ab");
  CHECK(required_literal("abc{0,2}d") == "ab");
  CHECK(required_literal("ab+cd") == "ab");
  CHECK(required_literal("abc++?") == "");
  CHECK(required_literal("abcd+?e") == "abcd");
  CHECK(required_literal("x(abc)?de") == "de");
  CHECK(required_literal("(abc)*") == "");
  CHECK(required_literal("(?=abc)d.ef") == "ef");
  CHECK(required_literal("a.b.c") == "");
}

TEST_CASE("RequiredLiteral: AlternativesHaveNone") {
  CHECK(required_literal("abc|abd") == "");
  CHECK(required_literal("x(abc|abd)yz") == "yz");
  CHECK(required_literal("(abc|)yy|") == "");
}

TEST_CASE("RequiredLiteral: WhatIsNotUnderstoodHasNone") {
  for (const char* pattern :
       {"(?i)abc", "(*UCP)abc", "\\Qa|b\\E", "ab{|cd", "ab{x}", "ab\\K",
        "(a)\\1", "(?<n>abc)", "(?#(abc)", "[\\Q]\\E]abc", "ab\\x{63}",
        "(?x)a b", "(?|abc)", "ab(?R)?", "abc(*ACCEPT)", "ab)cd", "(abc",
        "[abc", "abc\\"}) {
    CAPTURE(pattern);
    CHECK(required_literal(pattern) == "");
  }
}

TEST_CASE("RequiredLiteral: CharactersBeyondAsciiEndIt") {
  CHECK(required_literal("abé*cd") == "ab");
  CHECK(required_literal("é") == "");
}

}  // namespace trawl
