// SPDX-License-Identifier: MIT
#include "query/kept_patterns.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "cache_folder.h"
#include "trawl/error.h"

namespace trawl {
namespace {

namespace fs = std::filesystem;

// One of each kind that make_patterns() tells apart.
std::vector<std::string> many_texts() {
  std::vector<std::string> texts;
  for (int i = 0; i < 100; ++i) {
    const std::string number = std::to_string(i);
    texts.push_back("plain " + number);
    texts.push_back("ki" + number + "\\d+.*x");
    texts.push_back("(?<=a)" + number + "(b){2}?");
    texts.push_back("[^a]{" + number + "}ß\\W");
    texts.push_back("\\G" + number);
    texts.push_back("");
  }
  return texts;
}

void check_equal(const std::vector<Pattern>& some,
                 const std::vector<Pattern>& others) {
  REQUIRE(some.size() == others.size());
  for (std::size_t i = 0; i < some.size(); ++i) {
    CHECK(some[i].index == others[i].index);
    CHECK(some[i].caseless == others[i].caseless);
    CHECK(some[i].newline_free == others[i].newline_free);
    CHECK(some[i].text == others[i].text);
    CHECK(some[i].several_lines == others[i].several_lines);
    CHECK(some[i].utf == others[i].utf);
    CHECK(some[i].bulk == others[i].bulk);
    CHECK(some[i].bulk_text == others[i].bulk_text);
    CHECK(some[i].bulk_utf == others[i].bulk_utf);
    CHECK(some[i].bulk_folds == others[i].bulk_folds);
    CHECK(some[i].matches_all == others[i].matches_all);
  }
}

}  // namespace

TEST_CASE("KeptPatterns: AreWhatWasMadeOfTheSameTexts") {
  const CacheFolder folder;
  const std::vector<std::string> texts = many_texts();
  for (const bool ignore_case : {false, true}) {
    Query query;
    query.ignore_case = ignore_case;
    const std::vector<Pattern> made = make_patterns(texts, query);
    check_equal(make_or_restore_patterns(texts, query, folder.path), made);
    check_equal(make_or_restore_patterns(texts, query, folder.path), made);
  }
  CHECK(folder.entries() == 2);
}

TEST_CASE("KeptPatterns: OfAnotherQueryAreOthers") {
  const CacheFolder folder;
  const std::vector<std::string> texts = many_texts();
  std::vector<Query> queries(6);
  queries[1].boundary = Boundary::word;
  queries[2].syntax = Syntax::basic;
  queries[3].crlf = true;
  queries[4].terminator = '\0';
  queries[5].records.rule = RecordGrouping::Rule::time;
  for (const Query& query : queries) {
    make_or_restore_patterns(texts, query, folder.path);
  }
  CHECK(folder.entries() == queries.size());
  for (const Query& query : queries) {
    check_equal(make_or_restore_patterns(texts, query, folder.path),
                make_patterns(texts, query));
  }
}

TEST_CASE("KeptPatterns: AFewOrFixedOnesAreMadeEachTime") {
  const CacheFolder folder;
  make_or_restore_patterns({"a\\d", "b"}, {}, folder.path);
  Query fixed;
  fixed.syntax = Syntax::fixed;
  make_or_restore_patterns(many_texts(), fixed, folder.path);
  make_or_restore_patterns(many_texts(), {}, "");
  CHECK(folder.entries() == 0);
}

TEST_CASE("KeptPatterns: AWrongPatternIsNamedEachTime") {
  const CacheFolder folder;
  std::vector<std::string> texts = many_texts();
  texts.push_back("a)(b");
  for (int i = 0; i < 2; ++i) {
    CHECK_THROWS_AS(make_or_restore_patterns(texts, {}, folder.path),
                    PatternError);
  }
  CHECK(folder.entries() == 0);
}

}  // namespace trawl
