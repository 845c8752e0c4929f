// SPDX-License-Identifier: MIT
#include "input/glob.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "input/brace_list.h"
#include "input/glob_filter.h"
#include "support/random_source.h"
#include "trawl/error.h"

namespace trawl::test {
namespace {

using Strings = std::vector<std::string>;

bool matches(const std::string& glob, const std::string& path,
             bool is_directory = false) {
  return Glob({.text = glob}).matches(split_parts(path), is_directory);
}

std::string fault(const std::string& glob) {
  try {
    Glob({.text = glob});
  } catch (const Error& error) {
    return error.what();
  }
  return "(none)";
}

// What is left of `paths`, all of them files.
Strings kept(const Strings& globs, const Strings& paths) {
  std::vector<InputSelection::Glob> all;
  for (const std::string& glob : globs) all.push_back({.text = glob});
  const GlobFilter filter(all, "/here");
  Strings result;
  for (const std::string& path : paths) {
    if (filter.judge(path, false) != GlobFilter::Verdict::unwanted) {
      result.push_back(path);
    }
  }
  return result;
}

// By trying all that each ** may stand for.
bool matches_naively(const Strings& pattern, std::size_t at,
                     const Strings& parts, std::size_t part) {
  if (at == pattern.size()) return part == parts.size();
  if (pattern[at] != "**") {
    return part < parts.size() &&
           (pattern[at] == "*" || pattern[at] == parts[part]) &&
           matches_naively(pattern, at + 1, parts, part + 1);
  }
  if (at + 1 == pattern.size()) return part < parts.size();
  for (; part <= parts.size(); ++part) {
    if (matches_naively(pattern, at + 1, parts, part)) return true;
  }
  return false;
}

std::string joined(const Strings& parts) {
  std::string path;
  for (const std::string& part : parts) path += '/' + part;
  return path;
}

TEST_CASE("Glob: ManyTwoStarsMatchWhatTryingAllDoes") {
  for (std::size_t i = 0; i < case_count(10000); ++i) {
    RandomSource random(case_seed(i));
    Strings pattern, parts;
    for (std::size_t left = random.between(1, 6); left > 0; --left) {
      pattern.push_back(Strings{"a", "b", "*", "**"}[random.below(4)]);
    }
    for (std::size_t left = random.between(1, 7); left > 0; --left) {
      parts.push_back(Strings{"a", "b"}[random.below(2)]);
    }
    CAPTURE(joined(pattern));
    CAPTURE(joined(parts));
    const Glob glob({.text = joined(pattern)});
    REQUIRE(glob.matches(parts, false) ==
            matches_naively(pattern, 0, parts, 0));
  }
}

// Trying all would take longer than anybody lives.
TEST_CASE("Glob: ManyTwoStarsTakeNoLongerThanOne") {
  std::string glob;
  for (int i = 0; i < 100; ++i) glob += "**/a/";
  CHECK_FALSE(Glob({.text = glob + "b"}).matches(Strings(900, "a"), false));
}

TEST_CASE("Glob: WithoutSlashItIsANameInAnyDirectory") {
  CHECK(matches("*.log", "a.log"));
  CHECK(matches("*.log", "x/y/a.log"));
  CHECK(matches("*.log", ".log"));
  CHECK_FALSE(matches("*.log", "a.log/b"));
  CHECK_FALSE(matches("a*c", "a/c"));
}

TEST_CASE("Glob: WithASlashItIsAWholePath") {
  CHECK(matches("x/*.log", "x/a.log"));
  CHECK_FALSE(matches("x/*.log", "y/x/a.log"));
  CHECK_FALSE(matches("x/*.log", "x/y/a.log"));
  CHECK(matches("/a", "a"));
  CHECK_FALSE(matches("/a", "x/a"));
}

TEST_CASE("Glob: TwoStarsAreAnyNumberOfDirectories") {
  CHECK(matches("**/a", "a"));
  CHECK(matches("**/x/a", "y/x/a"));
  CHECK(matches("x/**/a", "x/a"));
  CHECK(matches("x/**/a", "x/y/z/a"));
  CHECK_FALSE(matches("x/**/a", "x/y/z/b"));
  CHECK(matches("x/**", "x/y/z"));
  CHECK_FALSE(matches("x/**", "x"));
  CHECK(matches("x/**/y/**/a", "x/1/y/2/y/a"));
  CHECK(matches("**", "x/y"));
}

TEST_CASE("Glob: ASlashAtTheEndMeansDirectoriesOnly") {
  CHECK(matches("old/", "x/old", true));
  CHECK_FALSE(matches("old/", "x/old", false));
}

TEST_CASE("Glob: CharactersAreThoseOfUtf8") {
  CHECK(matches("?.log", "\u00e9.log"));
  CHECK(matches("[\u00e9]", "\u00e9"));
  CHECK(matches("*", "a\xff"));
  CHECK(matches("a?", "a\xff"));
}

TEST_CASE("Glob: CaseCountsUnlessIgnored") {
  CHECK_FALSE(matches("*.LOG", "a.log"));
  CHECK(Glob({.text = "*.LOG", .ignore_case = true})
            .matches(split_parts("a.log"), false));
}

TEST_CASE("BraceList: ListsMultiplyAndNest") {
  CHECK(expand_braces("a") == Strings{"a"});
  CHECK(expand_braces("{a,b}{1,2}") == Strings{"a1", "a2", "b1", "b2"});
  CHECK(expand_braces("x{a,{b,c}d,}") == Strings{"xa", "xbd", "xcd", "x"});
  CHECK(expand_braces("a,b") == Strings{"a,b"});
}

TEST_CASE("BraceList: BracesInSetsAndBehindABackslashAreOrdinary") {
  CHECK(expand_braces("[{]a,[}]") == Strings{"[{]a,[}]"});
  CHECK(expand_braces("\\{a,b\\}") == Strings{"\\{a,b\\}"});
  CHECK(expand_braces("{[,],b}") == Strings{"[,]", "b"});
  CHECK(expand_braces("[]}][!]}][[:alpha:]}]") ==
        Strings{"[]}][!]}][[:alpha:]}]"});
}

TEST_CASE("BraceList: FaultsNameTheGlobAndTheReason") {
  CHECK(fault("{a,b") == "glob '{a,b': a { without a } behind it");
  CHECK(fault("a}") == "glob 'a}': a } without a { before it");
  CHECK(fault("[a") == "glob '[a': a [ without a ] behind it");
  CHECK(fault("[[:alpha:]") == "glob '[[:alpha:]': a [ without a ] behind it");
  CHECK(fault("[[:alpha") == "glob '[[:alpha': a [ without a ] behind it");
  CHECK(fault("a\\") == "glob 'a\\': nothing follows the last backslash");
  CHECK(fault("") == "glob '': it matches no name");
  CHECK(fault("!/") == "glob '!/': it matches no name");
  std::string many;
  for (int i = 0; i < 20; ++i) many += "{a,b}";
  CHECK(fault(many).ends_with("more than 10000 alternatives"));
}

TEST_CASE("GlobFilter: TheLastMatchDecides") {
  const Strings paths = {"a.c", "b.c", "b.h"};
  CHECK(kept({}, paths) == paths);
  CHECK(kept({"*.c"}, paths) == Strings{"a.c", "b.c"});
  CHECK(kept({"*.c", "!a.*"}, paths) == Strings{"b.c"});
  CHECK(kept({"!a.*", "*.c"}, paths) == Strings{"a.c", "b.c"});
  CHECK(kept({"!*.c"}, paths) == Strings{"b.h"});
  CHECK(kept({"!*.c", "a.c"}, paths) == Strings{"a.c"});
}

TEST_CASE("GlobFilter: PathsBeginAtTheCurrentDirectory") {
  CHECK(kept({"/x/*"}, {"x/a", "./x/a", "/here/x/a", "/x/a", "y/x/a"}) ==
        Strings{"x/a", "./x/a", "/here/x/a", "/x/a"});
  CHECK(kept({"/x/*"}, {"/there/x/a", "/here/here/x/a"}).empty());
}

TEST_CASE("GlobFilter: DirectoriesThatNoGlobNamesAreEntered") {
  const GlobFilter filter({{.text = "*.c"}, {.text = "!old/"}}, "/here");
  CHECK(filter.judge("src", true) == GlobFilter::Verdict::none);
  CHECK(filter.judge("old", true) == GlobFilter::Verdict::unwanted);
  CHECK(filter.judge("old", false) == GlobFilter::Verdict::unwanted);
  CHECK(filter.judge("a.c", false) == GlobFilter::Verdict::wanted);
}

}  // namespace
}  // namespace trawl::test
