// SPDX-License-Identifier: MIT
#include "cli/pattern_list.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "cli/pattern_excerpt.h"
#include "cli/pattern_name.h"

namespace trawl::test {
namespace {

using Strings = std::vector<std::string>;

TEST_CASE("patterns on the command line are split at every newline") {
  PatternList list;
  list.add_text("a\nb");
  list.add_text("");
  list.add_text("c\n");
  CHECK(list.texts == Strings{"a", "b", "", "c", ""});
}

TEST_CASE("the newline at the end of a file begins no pattern") {
  PatternList list;
  list.add_file("", "empty");
  CHECK(list.texts.empty());
  list.add_file("\n", "F");
  list.add_file("a\n\nb", "F");
  CHECK(list.texts == Strings{"", "a", "", "b"});
}

TEST_CASE("a pattern's name is split off where names are asked for") {
  const auto name = [](std::string_view typed) {
    return std::string(split_pattern_name(typed).name);
  };
  CHECK(name("oom:::Out of memory") == "oom");
  CHECK(name("_a.b-2:::") == "_a.b-2");
  CHECK(name("a:::b:::c") == "a");
  CHECK(split_pattern_name("a::::c").text == ":c");
  for (const char* typed : {":::a", "2a:::b", "a b:::c", "a::b", "(a):::b",
                            "\u00e9:::b", "-a:::b", ""}) {
    CAPTURE(typed);
    CHECK(name(typed).empty());
    CHECK(split_pattern_name(typed).text == typed);
  }
}

TEST_CASE("patterns without a name are called by their number") {
  PatternList list;
  list.add_text("a:::x");
  CHECK(list.texts == Strings{"a:::x"});
  CHECK(list.names.empty());
  list = {};
  list.takes_names = true;
  list.add_text("a:::x\ny");
  list.add_file("b:::z\n", "F");
  CHECK(list.texts == Strings{"x", "y", "z"});
  CHECK(list.names == Strings{"a", "2", "b"});
  CHECK(list.describe_place("z") == "F:1: ");
  CHECK(list.describe_place("x") == "pattern 1 of 3: ");
}

TEST_CASE("no two patterns have one name") {
  PatternList list;
  list.takes_names = true;
  list.add_text("a:::x\nb:::x");
  CHECK_THROWS_WITH_AS(
      list.add_file("a:::z\n", "F"),
      "--ids: two patterns are called a; what finds both is a:::A|B",
      UsageError);
}

TEST_CASE("a pattern among several is named by its place") {
  PatternList list;
  list.add_text("only");
  CHECK(list.describe_place("only").empty());
  list.add_text("second");
  list.add_file("x\ny\n", "F");
  CHECK(list.describe_place("second") == "pattern 2 of 4: ");
  CHECK(list.describe_place("y") == "F:2: ");
  CHECK(list.describe_place("unknown").empty());
}

TEST_CASE("an error is told in terms of the pattern as typed") {
  PatternList list;
  list.add_text("a");
  list.add_text("\\<(");
  const std::vector<std::string> searched = {"a", "\\b(?=\\w)("};
  const PatternError typed =
      list.as_typed(PatternError(searched[1], 9, "why"), searched);
  CHECK(typed.pattern == "\\<(");
  CHECK(typed.offset == 3);
  CHECK(typed.reason == "why");
  const PatternError other("x", 1, "why");
  CHECK(list.as_typed(other, searched).pattern == "x");
}

TEST_CASE("the caret stands below the place") {
  CHECK(pattern_excerpt("(foo", 0, 80) == "  (foo\n  ^\n");
  CHECK(pattern_excerpt("(foo", 2, 80) == "  (foo\n    ^\n");
  CHECK(pattern_excerpt("(foo", 4, 80) == "  (foo\n      ^\n");
  CHECK(pattern_excerpt("", 0, 80) == "  \n  ^\n");
}

TEST_CASE("the caret counts columns, not bytes") {
  CHECK(pattern_excerpt("\u00e9\u00e9(", 4, 80) == "  \u00e9\u00e9(\n    ^\n");
  // Inside a character: at its beginning.
  CHECK(pattern_excerpt("\u00e9\u00e9(", 3, 80) == "  \u00e9\u00e9(\n   ^\n");
  CHECK(pattern_excerpt("\u65e5\u672c(", 6, 80) ==
        "  \u65e5\u672c(\n      ^\n");
  CHECK(pattern_excerpt("e\u0301(", 3, 80) == "  e\u0301(\n   ^\n");
}

TEST_CASE("what a terminal would not show is escaped") {
  CHECK(pattern_excerpt("\t(", 1, 80) == "  \\t(\n    ^\n");
  CHECK(pattern_excerpt("\x1b\xff(", 2, 80) == "  \\x1b\\xff(\n          ^\n");
}

TEST_CASE("of a long pattern the surroundings are shown") {
  const std::string pattern =
      std::string(200, 'a') + '(' + std::string(200, 'b');
  CHECK(pattern_excerpt(pattern, 200, 28) ==
        "  ...aaaaaaaaaa(bbbbbbbbb...\n"
        "               ^\n");
  CHECK(pattern_excerpt(pattern, 3, 28) ==
        "  aaaaaaaaaaaaaaaaaaaa...\n"
        "     ^\n");
  CHECK(pattern_excerpt(pattern, 401, 28) ==
        "  ...bbbbbbbbbbbbbbbbbbbb\n"
        "                         ^\n");
}

}  // namespace
}  // namespace trawl::test
