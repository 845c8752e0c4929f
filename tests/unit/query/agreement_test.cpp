// SPDX-License-Identifier: MIT
// Every engine gives the same answer as PCRE2 on each record alone. Random, and
// repeatable: TRAWL_SEED sets the first seed, TRAWL_ROUNDS how many follow.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <string>
#include <vector>

#include "naive_matcher.h"
#include "query/matcher.h"
#include "query/record_finder.h"
#include "query/span_finder.h"
#include "random_pattern.h"
#include "trawl/error.h"

namespace trawl::test {
namespace {

std::uint64_t number_from(const char* name, std::uint64_t otherwise) {
  const char* text = std::getenv(name);
  return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

std::string visible(std::string_view bytes) {
  std::string text;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x20 && byte < 0x7f) {
      text += c;
    } else {
      char escape[8];
      std::snprintf(escape, sizeof escape, "\\x%02x",
                    static_cast<unsigned>(byte));
      text += escape;
    }
  }
  return text;
}

std::string visible(std::string_view block,
                    const std::vector<RecordRange>& records) {
  std::string text;
  for (const RecordRange& record : records) {
    text += std::to_string(record.begin) + "\"" +
            visible(block.substr(record.begin, record.end - record.begin)) +
            "\" ";
  }
  return text;
}

Query random_query(RandomText& random) {
  Query query;
  const std::size_t count =
      random.one_in(4) ? 2 + random.below(random.one_in(4) ? 8 : 3) : 1;
  query.ignore_case = random.one_in(3);
  if (random.one_in(4)) query.boundary = Boundary::word;
  if (random.one_in(6)) query.boundary = Boundary::line;
  for (std::size_t i = 0; i < count; ++i) {
    query.patterns.push_back(random.pattern(query.boundary == Boundary::none));
  }
  return query;
}

// The naive answer for a block, and which records may be answered either way.
struct Expected {
  std::vector<RecordRange> records, either;
};

Expected expect(const NaiveMatcher& naive, std::string_view block) {
  using Answer = NaiveMatcher::Answer;
  Expected expected;
  for (std::size_t begin = 0; begin < block.size();) {
    const std::size_t end = std::min(block.find('\n', begin), block.size());
    const Answer answer = naive.matches(block.substr(begin, end - begin));
    if (answer == Answer::yes) expected.records.push_back({begin, end});
    if (answer == Answer::either) expected.either.push_back({begin, end});
    begin = end + 1;
  }
  return expected;
}

// The same finder for all blocks: what it remembers must not show.
void check_finder(const Matcher& matcher, Engine engine,
                  const std::vector<std::string>& blocks,
                  const std::vector<Expected>& expected) {
  RecordFinder finder(matcher, engine);
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    std::vector<RecordRange> found;
    std::vector<MatchFailure> failures;
    finder.find(blocks[i], std::string::npos, found, failures);
    const auto is_open = [&](const RecordRange& record) {
      const auto& either = expected[i].either;
      return std::find(either.begin(), either.end(), record) != either.end();
    };
    std::erase_if(found, is_open);
    std::erase_if(failures, [&](const MatchFailure& failure) {
      return is_open(failure.record);
    });
    if (found == expected[i].records && failures.empty()) continue;
    INFO("engine ", static_cast<int>(engine));
    INFO("block ", visible(blocks[i]));
    INFO("found    ", visible(blocks[i], found));
    INFO("expected ", visible(blocks[i], expected[i].records));
    CHECK(found == expected[i].records);
    INFO("failures ", failures.size(),
         failures.empty() ? "" : failures[0].reason);
    CHECK(failures.empty());
    return;
  }
}

void check_query(const Query& query, const NaiveMatcher& naive,
                 RandomText& random) {
  std::vector<std::string> blocks;
  std::vector<Expected> expected;
  for (int i = 0; i < 4; ++i) {
    blocks.push_back(random.block(i < 2));
    expected.push_back(expect(naive, blocks.back()));
  }
  Matcher plain(query);
  Matcher bulk(query);
  bulk.prepare_for_bulk(1);
  for (const Matcher* matcher : {&plain, &bulk}) {
    INFO("bulk ", matcher == &bulk);
    check_finder(*matcher, Engine::automatic, blocks, expected);
    check_finder(*matcher, Engine::hyperscan, blocks, expected);
    check_finder(*matcher, Engine::pcre2, blocks, expected);
  }
}

std::string visible(const std::vector<Span>& spans) {
  std::string text;
  for (const Span& span : spans) {
    text += std::to_string(span.begin) + "-" + std::to_string(span.end) + " ";
  }
  return text;
}

// With \K or \G a match depends on where the search for it began, which with
// several patterns depends on the others.
bool depends_on_search_start(const Query& query) {
  return query.patterns.size() > 1 &&
         std::any_of(query.patterns.begin(), query.patterns.end(),
                     [](const std::string& pattern) {
                       return pattern.find("\\K") != pattern.npos ||
                              pattern.find("\\G") != pattern.npos;
                     });
}

void check_spans(const Query& query, const NaiveMatcher& naive,
                 RandomText& random) {
  if (depends_on_search_start(query)) return;
  Matcher plain(query);
  Matcher bulk(query);
  bulk.prepare_for_bulk(1);
  SpanFinder plain_finder(plain);
  SpanFinder bulk_finder(bulk);
  for (int i = 0; i < 6; ++i) {
    const std::string record = random.record();
    const auto expected = naive.spans(record);
    if (!expected) continue;
    for (SpanFinder* finder : {&plain_finder, &bulk_finder}) {
      std::vector<Span> spans;
      if (!finder->find(record, spans)) continue;
      INFO("record ", visible(record));
      INFO("bulk ", finder == &bulk_finder);
      CHECK(visible(spans) == visible(*expected));
    }
  }
}

#ifdef TRAWL_SANITIZED
constexpr std::uint64_t kUsualRounds = 200;
#else
constexpr std::uint64_t kUsualRounds = 2000;
#endif

// Calls `check` with queries that PCRE2 compiles, and checks that they are
// most of them.
template <typename Check>
void for_random_queries(const Check& check) {
  const std::uint64_t first = number_from("TRAWL_SEED", 1);
  const std::uint64_t rounds = number_from("TRAWL_ROUNDS", kUsualRounds);
  std::uint64_t compiled = 0;
  for (std::uint64_t seed = first; seed < first + rounds; ++seed) {
    RandomText random(seed);
    const Query query = random_query(random);
    const auto naive = NaiveMatcher::compile(query);
    if (!naive) continue;
    ++compiled;
    std::string patterns;
    for (const std::string& p : query.patterns) patterns += visible(p) + "   ";
    INFO("TRAWL_SEED=", seed, " boundary ", static_cast<int>(query.boundary),
         " ignore_case ", query.ignore_case);
    INFO("patterns ", patterns);
    try {
      check(query, *naive, random);
    } catch (const Error& error) {
      FAIL_CHECK(error.what());
    }
  }
  CHECK((rounds < 10 || compiled * 2 > rounds));
}

}  // namespace

TEST_CASE("Every engine agrees with PCRE2 on each record alone") {
  for_random_queries(check_query);
}

TEST_CASE("Spans agree with PCRE2 on each record alone") {
  for_random_queries(check_spans);
}

}  // namespace trawl::test
