// SPDX-License-Identifier: MIT
#include "query/required_factors.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace trawl {
namespace {

std::string text_of(const ByteSet& bytes) {
  std::string text;
  for (int byte = 0; byte < 256; ++byte) {
    if (bytes.contains(static_cast<char>(byte))) {
      text += static_cast<char>(byte);
    }
  }
  if (text.size() == 1) return text;
  if (text == "0123456789") return "#";
  return "[" + text + "]";
}

std::string text_of(Factor::Edge edge) {
  switch (edge) {
    case Factor::Edge::none:
      return "";
    case Factor::Edge::line_begin:
      return "^";
    case Factor::Edge::line_end:
      return "$";
    case Factor::Edge::word:
      return "\\b";
    case Factor::Edge::no_word_before:
      return "<";
    case Factor::Edge::no_word_behind:
      return ">";
  }
  return "?";
}

// In alphabetical order, with a question mark behind one that is not exact.
std::string factors(std::string_view pattern, PatternReading reading = {}) {
  std::vector<std::string> texts;
  for (const Factor& factor : required_factors(pattern, reading).factors) {
    std::string text = text_of(factor.before);
    for (const ByteSet& bytes : factor.classes) text += text_of(bytes);
    text += text_of(factor.behind);
    texts.push_back(text + (factor.is_exact ? "" : "?"));
  }
  std::ranges::sort(texts);
  std::string all;
  for (const std::string& text : texts) all += (all.empty() ? "" : " ") + text;
  return all;
}

bool begin_match(std::string_view pattern) {
  return required_factors(pattern, {}).begin_match;
}

}  // namespace

TEST_CASE("RequiredFactors: AllThatIsMatchedIsExact") {
  CHECK(factors("ERROR") == "ERROR");
  CHECK(factors("a|bc|d\\.e") == "a bc d.e");
  CHECK(factors("x(ab|c)[12]") == "xab[12] xc[12]");
  CHECK(factors("blk_-?\\d") == "blk_# blk_-#");
  CHECK(factors("(?:\\d{4})ms") == "####ms");
  CHECK(factors("[[:digit:]][\\x{2d}-\\x{2f}]") == "#[-./]");
  CHECK(factors("\xc3\xa9t\xc3\xa9") == "\xc3\xa9t\xc3\xa9");
  CHECK(factors("(?<n>ab)(?P<m>c)") == "abc");
}

TEST_CASE("RequiredFactors: WhatIsRepeatedAtAnEndIsNeededOnce") {
  CHECK(factors("\\d+ms") == "#ms");
  CHECK(factors("blk_-?\\d+") == "blk_# blk_-#");
  CHECK(factors("\\d{4,6}ms") == "####ms");
  CHECK(factors("ab*") == "a");
  CHECK(factors("x*ab+?c*?d?") == "ab");
  CHECK(factors("ERROR.*") == "ERROR");
  CHECK(factors("a+|b+c") == "a bc");
  CHECK(factors("(ab)+c") == "abc");
  CHECK(factors("a{2}") == "aa");
  CHECK(factors("(?-i)x*a+b.*") == "ab");
}

TEST_CASE("RequiredFactors: EdgesAreComparedToo") {
  CHECK(factors("^2023") == "^2023");
  CHECK(factors("\\d+ms$") == "#ms$");
  CHECK(factors("\\bnode\\b") == "\\bnode\\b");
  CHECK(factors("(?<![\\w])(?:a|bc)(?![\\w])") == "<a> <bc>");
  CHECK(factors("^(?:ab|c)$") == "^ab$ ^c$");
  CHECK(factors("(^|x)ab") == "^ab xab");
  CHECK(factors("^\\bab") == "^ab?");
  CHECK(factors("a\\bc") == "ac?");
  CHECK(factors("a$b") == "ab?");
  CHECK(factors("$a") == "a?");
  CHECK(factors("a^") == "a?");
}

TEST_CASE("RequiredFactors: TheRarestOfWhatIsNeeded") {
  CHECK(factors("(ERROR|WARN).*a=\\d+") == "ERROR? WARN?");
  CHECK(factors("\\w+\\s+took\\s+\\d{3,}") == "took?");
  CHECK(factors("\\bnode-\\d+\\b") == "\\bnode-#?");
  CHECK(factors("\\b\\d{1,3}(\\.\\d{1,3}){3}\\b") == "#.#?");
  CHECK(factors("(abc|d[0-9]{3,}|ef*g).*") == "abc? d###? g?");
  CHECK(factors("abc?de") == "abcde abde");
  CHECK(factors("abc*de") == "ab?");
  CHECK(factors("(abc)*Q+") == "Q");
  CHECK(factors(".*(foo|bar).*") == "bar foo");
  CHECK(factors(".+(foo|bar).+") == "bar? foo?");
  CHECK(factors("q.z") == "z?");
  CHECK(factors("user=[^\\n\\x{22}]*") == "user=");
}

TEST_CASE("RequiredFactors: LooksAroundAndWhatGivesNothingBackAreNotExact") {
  CHECK(factors("(?=abc)d.ef").ends_with("?"));
  CHECK(factors("ab(?!c)") == "ab?");
  CHECK(factors("(?<=x)ab") == "ab?");
  CHECK(factors("a++b") == "ab?");
  CHECK(factors("(?>a|ab)c") == "abc? ac?");
  CHECK(factors("ab\\B") == "ab?");
}

TEST_CASE("RequiredFactors: WhatIsAheadIsNeededToo") {
  CHECK(factors("(?=abc)") == "abc?");
  CHECK(factors("(?=.*abc)(?=.*xyzz)") == "xyzz?");
  CHECK(factors("^(?=.*(?:abc|de)).*f") == "abc? de?");
  CHECK(factors("(?=.*abc)x|yz") == "abc? yz?");
  CHECK(factors("(?=.*a*)bc") == "bc?");
  CHECK(factors("(?!(?=abc))de") == "de?");
  CHECK_FALSE(begin_match("(?=.*abc)d"));
}

TEST_CASE("RequiredFactors: AnythingHasNone") {
  for (const char* pattern :
       {"", "a*", "a|", "(a|)", ".", "[^a]", "\\s+", "^$", "(abc)*", "(?!abc)",
        "(?=abc)?", "\\b", "[a\\W]"}) {
    CAPTURE(pattern);
    CHECK(factors(pattern) == "");
  }
}

TEST_CASE("RequiredFactors: CasesFold") {
  const PatternReading bytes{true, false};
  const PatternReading characters{true, true};
  CHECK(factors("eR1", bytes) == "[Ee][Rr]1");
  CHECK(factors("as", bytes) == "[Aa][Ss]");
  CHECK(factors("as", characters) == "[Aa][Ss] [Aa]\xc5\xbf");
  CHECK(factors("k", characters) == "[Kk] \xe2\x84\xaa");
  CHECK(factors("[k-m]b", characters) == "[Bb]?");
  CHECK(factors("[l-m]b", characters) == "[LMlm][Bb]");
  CHECK(factors("\xc3\xa9"
                "b",
                characters) == "[Bb]?");
  CHECK(factors("(?i-s)a(?-i)b") == "[Aa]b");
  CHECK(factors("(?i:a)b") == "[Aa]b");
  CHECK(factors("((?i)a|b)c") == "[Aa]c [Bb]c");
}

TEST_CASE("RequiredFactors: WhatIsNotUnderstoodHasNone") {
  for (const char* pattern :
       {"(*UCP)abc", "ab{|cd", "ab{x}", "ab\\K", "(a)\\1", "(?#(abc)",
        "[\\Q]\\E]abc", "(?x)a b", "(?|abc)", "ab(?R)?", "abc(*ACCEPT)",
        "ab)cd", "(abc", "[abc", "abc\\", "a\nb", "(?(1)a)", "a**",
        "[[.a.]]"}) {
    CAPTURE(pattern);
    CHECK(factors(pattern) == "");
  }
}

TEST_CASE("RequiredFactors: KnowsWhetherTheyBeginAMatch") {
  CHECK(begin_match("\\bnode-\\d+\\b"));
  CHECK(begin_match("\\d+ms.*x"));
  CHECK(begin_match("(ERROR|WARN) \\d*x"));
  CHECK_FALSE(begin_match("\\w+\\s+took"));
  CHECK_FALSE(begin_match(".x"));
}

}  // namespace trawl
