// SPDX-License-Identifier: MIT
// The probe says of a record in parts what the finder says of it as a whole, or
// that it does not know.
#include "query/record_probe.h"

#include <doctest/doctest.h>

#include <random>
#include <string>
#include <vector>

#include "query/record_finder.h"
#include "query_of.h"

namespace trawl::test {
namespace {

using Answer = RecordProbe::Answer;

// Parts of `part_bytes` each, as many of them new as the overlap leaves.
Answer probe(RecordProbe& probe, std::string_view record,
             std::size_t part_bytes) {
  probe.begin_record();
  std::size_t seen = 0;
  do {
    const std::size_t begin = seen - std::min(seen, probe.overlap());
    seen = std::min(record.size(), seen + part_bytes);
    probe.look_at({.bytes = record.substr(begin, seen - begin),
                   .begins_record = begin == 0,
                   .ends_record = seen == record.size()});
  } while (seen < record.size());
  return probe.answer();
}

bool matches(RecordFinder& finder, std::string_view record) {
  std::vector<RecordRange> found;
  std::vector<MatchFailure> failures;
  finder.find(record, 1, found, failures);
  REQUIRE(failures.empty());
  return !found.empty();
}

std::string random_record(std::mt19937_64& random) {
  constexpr std::string_view kBytes = "aabb \xc3\xa9";
  std::string record;
  for (std::size_t left = 1 + random() % 40; left > 0; --left) {
    record += kBytes[random() % kBytes.size()];
  }
  return record;
}

// How often it knew.
struct Known {
  int matches = 0, others = 0;
};

Known check(const Query& query) {
  const Matcher matcher(query);
  RecordFinder finder(matcher, Engine::pcre2);
  RecordProbe tried(matcher);
  std::mt19937_64 random(11);
  Known known;
  for (int i = 0; i < 3000; ++i) {
    const std::string record = random_record(random);
    const bool expected = matches(finder, record);
    CAPTURE(query.patterns.front());
    CAPTURE(record);
    const Answer whole = probe(tried, record, record.size());
    for (const std::size_t part_bytes : {1U, 3U, 8U}) {
      const Answer answer = probe(tried, record, part_bytes);
      // Of several factors another one may be met first.
      if (query.patterns.size() == 1) REQUIRE(answer == whole);
      if (answer == Answer::unknown) continue;
      REQUIRE((answer == Answer::match) == expected);
      ++(expected ? known.matches : known.others);
    }
  }
  return known;
}

}  // namespace

TEST_CASE("RecordProbe: KnowsWhatExactFactorsTell") {
  for (const char* pattern :
       {"abba", "ab a", R"(\bab)", R"(ab\b)", "^ab", "ab$", "a[b ]b", "éa",
        "bé", "bbb|a  a", "aabb|ab"}) {
    const Known known = check(query_of({pattern}));
    CAPTURE(pattern);
    CHECK(known.matches > 100);
    CHECK(known.others > 1000);
  }
  CHECK(check(query_of({"ab"}, Boundary::word)).matches > 100);
  CHECK(check(query_of({"abba", "bb b", "^b b"})).matches > 100);
}

TEST_CASE("RecordProbe: KnowsOfOthersOnlyWhereTheyDoNotMatch") {
  for (const char* pattern : {"abb+(?!a)", "aab.*é", "(?<=b)aa b"}) {
    const Known known = check(query_of({pattern}));
    CAPTURE(pattern);
    CHECK(known.others > 1000);
  }
}

TEST_CASE("RecordProbe: KnowsNothingWithoutFactors") {
  for (const char* pattern : {"a*", "."}) {
    const Known known = check(query_of({pattern}));
    CHECK(known.matches + known.others == 0);
  }
}

TEST_CASE("RecordProbe: AConditionIsLeftToTheEngines") {
  Query query = query_of({"abb"});
  query.excluded = {"é"};
  const Known known = check(query);
  CHECK(known.matches == 0);
  CHECK(known.others > 1000);
}

}  // namespace trawl::test
