// SPDX-License-Identifier: MIT
#include "cli/smart_case.h"

#include <doctest/doctest.h>

#include <initializer_list>
#include <string>
#include <vector>

namespace trawl::test {
namespace {

bool ignores(std::initializer_list<const char*> patterns,
             Syntax syntax = Syntax::regex) {
  const std::vector<std::string> texts(patterns.begin(), patterns.end());
  return smart_case_ignores(texts, syntax);
}

TEST_CASE("case is ignored unless a pattern has an upper-case literal") {
  CHECK(ignores({"error"}));
  CHECK_FALSE(ignores({"Error"}));
  CHECK_FALSE(ignores({"error", "Warn"}));
  CHECK_FALSE(ignores({"[A-Z]"}));
  CHECK_FALSE(ignores({"\u00c9t\u00e9"}));
  CHECK(ignores({"\u00e9t\u00e9"}));
  CHECK_FALSE(ignores({"\\QA\\E"}));
  CHECK_FALSE(ignores({"(?:A)"}));
  CHECK_FALSE(ignores({"(?<=A)b"}));
  CHECK_FALSE(ignores({"(?=A)"}));
}

TEST_CASE("names and sets are no literals") {
  for (const char* pattern :
       {"a\\W\\S\\D", "\\p{Lu}a", "a\\pL", "\\x41", "\\x{4A}b", "(*UCP)a",
        "(?<Name>a)", "(?P<Name>a)(?P=Name)", "(?'Name'a)\\k<Name>", "(?U)a",
        "(?#A)b", "a(?&Name)", "(?(Name)a|b)", "\\cAb", "[[:alpha:]a]",
        "\\g{Name}a", "\\N{U+4A}a", "a\\Qb\\E"}) {
    CAPTURE(pattern);
    CHECK(ignores({pattern}));
  }
}

TEST_CASE("patterns without any literal keep the case, as in ripgrep") {
  CHECK_FALSE(ignores({"\\w+"}));
  CHECK_FALSE(ignores({"^.*$"}));
  CHECK_FALSE(ignores({"\\p{Lu}"}));
  CHECK_FALSE(ignores({}));
  CHECK(ignores({"\\w", "a"}));
}

TEST_CASE("what a letter behind a backslash means depends on the syntax") {
  CHECK_FALSE(ignores({"a\\W"}, Syntax::fixed));
  CHECK(ignores({"a\\W"}, Syntax::basic));
  CHECK_FALSE(ignores({"a\\(?<B>\\)"}, Syntax::basic));
  CHECK_FALSE(ignores({"x\\QA"}, Syntax::basic));
}

TEST_CASE("a pattern that is cut off is read to its end") {
  for (const char* pattern :
       {"a\\", "a\\p", "a\\p{", "a\\x", "a\\c", "a(?", "a(?<", "a(*", "a(?P",
        "a\\Qb", "a\\k<", "\xff", "a(?(", "a(?(x"}) {
    CAPTURE(pattern);
    CHECK(ignores({pattern}));
  }
}

}  // namespace
}  // namespace trawl::test
