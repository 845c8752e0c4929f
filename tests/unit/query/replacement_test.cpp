// SPDX-License-Identifier: MIT
#include "query/replacement.h"

#include <doctest/doctest.h>

namespace trawl {
namespace {

// What stands for the first match of `pattern` in `record`.
std::string replaced(std::string_view pattern, std::string_view record,
                     std::string_view replacement) {
  const Pcre2Code code(pattern, {});
  Pcre2Scratch scratch;
  scratch.want_groups(code.group_count());
  REQUIRE(scratch.match(code, record, 0).outcome == Pcre2Match::Outcome::match);
  std::vector<Span> groups;
  scratch.get_groups(groups);
  std::string out;
  Replacement(replacement).append(code, record, groups, out);
  return out;
}

}  // namespace

TEST_CASE("GroupsAreNamedByNumberAndByName") {
  constexpr auto kPattern = "(?<host>\\w+):(\\d+)";
  CHECK(replaced(kPattern, "at db1:80", "$2 of $host") == "80 of db1");
  CHECK(replaced(kPattern, "at db1:80", "${2}x${host}y") == "80xdb1y");
  CHECK(replaced(kPattern, "at db1:80", "[$0]") == "[db1:80]");
}

TEST_CASE("ANameIsAsLongAsItCanBe") {
  CHECK(replaced("(a)", "a", "$1x") == "");
  CHECK(replaced("(a)", "a", "$1-x") == "a-x");
}

TEST_CASE("GroupsThatAreNotThereAreEmpty") {
  CHECK(replaced("(a)|(b)", "a", "<$1$2$3$no${99}>") == "<a>");
}

TEST_CASE("ADollarThatNamesNothingIsADollar") {
  CHECK(replaced("a", "a", "$$1 $ ${} ${x $") == "$1 $ ${} ${x $");
}

}  // namespace trawl
