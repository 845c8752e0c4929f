// SPDX-License-Identifier: MIT
// Every engine gives the same answer as PCRE2 on each record alone. Random, and
// repeatable: TRAWL_SEED sets the first seed, TRAWL_ROUNDS how many follow.
#include <doctest/doctest.h>

#include <cstdlib>
#include <string>
#include <vector>

#include "naive_matcher.h"
#include "query/matcher.h"
#include "query/record_finder.h"
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
    query.patterns.push_back(
        random.pattern(query.boundary == Boundary::none));
  }
  return query;
}

std::vector<RecordRange> find_all(const Matcher& matcher, Engine engine,
                                  const std::vector<std::string>& blocks,
                                  std::size_t index, bool& undecided) {
  // The same finder for all blocks: what it remembers must not show.
  RecordFinder finder(matcher, engine);
  std::vector<RecordRange> found;
  std::vector<MatchFailure> failures;
  for (std::size_t i = 0; i <= index; ++i) {
    found.clear();
    failures.clear();
    finder.find(blocks[i], std::string::npos, found, failures);
  }
  undecided = undecided || !failures.empty();
  return found;
}

void check_query(const Query& query, const NaiveMatcher& naive,
                 RandomText& random) {
  std::vector<std::string> blocks;
  for (int i = 0; i < 4; ++i) blocks.push_back(random.block(i < 2));
  Matcher plain(query);
  Matcher bulk(query);
  bulk.prepare_for_bulk();
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    const std::string& block = blocks[i];
    bool undecided = false;
    const auto expected = naive.find(block, undecided);
    if (undecided) continue;
    for (const Matcher* matcher : {&plain, &bulk}) {
      for (const Engine engine :
           {Engine::automatic, Engine::hyperscan, Engine::pcre2}) {
        const auto found = find_all(*matcher, engine, blocks, i, undecided);
        if (undecided || found == expected) continue;
        INFO("bulk ", matcher == &bulk, " engine ", static_cast<int>(engine));
        INFO("block ", visible(block));
        INFO("found    ", visible(block, found));
        INFO("expected ", visible(block, expected));
        CHECK(found == expected);
        return;
      }
    }
  }
}

}  // namespace

TEST_CASE("Every engine agrees with PCRE2 on each record alone") {
  const std::uint64_t first = number_from("TRAWL_SEED", 1);
  const std::uint64_t rounds = number_from("TRAWL_ROUNDS", 3000);
  std::size_t compiled = 0;
  for (std::uint64_t seed = first; seed < first + rounds; ++seed) {
    RandomText random(seed);
    const Query query = random_query(random);
    const auto naive = NaiveMatcher::compile(query);
    if (!naive) continue;
    ++compiled;
    INFO("TRAWL_SEED=", seed);
    INFO("boundary ", static_cast<int>(query.boundary), " ignore_case ",
         query.ignore_case);
    std::string patterns;
    for (const std::string& p : query.patterns) patterns += visible(p) + "   ";
    INFO("patterns ", patterns);
    try {
      check_query(query, *naive, random);
    } catch (const Error& error) {
      FAIL_CHECK(error.what());
    }
  }
  CHECK(compiled * 2 > rounds);
}

}  // namespace trawl::test
