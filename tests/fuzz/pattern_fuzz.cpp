// SPDX-License-Identifier: MIT
// Any pattern over any bytes: every engine, with Hyperscan and without, selects
// the records that PCRE2 selects when it is asked about each alone.
//
// Input: a line of options (i: any case, w: words, x: whole lines), a pattern,
// and the block to be searched.
#include <vector>

#include "fuzz/fuzz_input.h"
#include "query/matcher.h"
#include "query/record_finder.h"
#include "trawl/error.h"
#include "unit/query/naive_matcher.h"

namespace trawl::test {
namespace {

using Answer = NaiveMatcher::Answer;

struct Expected {
  std::vector<RecordRange> selected;
  std::vector<RecordRange> open;  // may be answered either way
};

Expected expect(const NaiveMatcher& naive, std::string_view block) {
  Expected expected;
  for (std::size_t begin = 0; begin < block.size();) {
    const std::size_t end = std::min(block.find('\n', begin), block.size());
    const Answer answer = naive.matches(block.substr(begin, end - begin));
    if (answer == Answer::yes) expected.selected.push_back({begin, end});
    if (answer == Answer::either) expected.open.push_back({begin, end});
    begin = end + 1;
  }
  return expected;
}

std::string shown(const std::vector<RecordRange>& records) {
  std::string text;
  for (const RecordRange& record : records) {
    text += " " + std::to_string(record.begin);
  }
  return text;
}

void check_engine(const Matcher& matcher, Engine engine, std::string_view block,
                  const Expected& expected) {
  RecordFinder finder(matcher, engine);
  std::vector<RecordRange> found;
  std::vector<MatchFailure> failures;
  finder.find(block, std::string::npos, found, failures);
  // What an engine could not decide it names; then it may be either.
  const auto is_open = [&](const RecordRange& record) {
    return std::ranges::find(expected.open, record) != expected.open.end() ||
           std::ranges::find(failures, record, &MatchFailure::record) !=
               failures.end();
  };
  std::vector<RecordRange> wanted = expected.selected;
  std::erase_if(found, is_open);
  std::erase_if(wanted, is_open);
  if (found == wanted) return;
  broken("engine " + std::to_string(static_cast<int>(engine)) +
         " selects the records at" + shown(found) + ", not at" + shown(wanted));
}

Query query_of(std::string_view options, std::string_view pattern) {
  Query query;
  query.patterns = {std::string(pattern)};
  query.ignore_case = has(options, 'i');
  if (has(options, 'w')) query.boundary = Boundary::word;
  if (has(options, 'x')) query.boundary = Boundary::line;
  return query;
}

void check(const Query& query, std::string_view block) {
  const auto naive = NaiveMatcher::compile(query);
  try {
    const Matcher plain(query);
    Matcher bulk(query);
    bulk.prepare_for_bulk(0);
    if (!naive) return;  // larger with a boundary around it than PCRE2 takes
    const Expected expected = expect(*naive, block);
    for (const Matcher* matcher :
         {&plain, static_cast<const Matcher*>(&bulk)}) {
      for (const Engine engine :
           {Engine::automatic, Engine::hyperscan, Engine::pcre2}) {
        check_engine(*matcher, engine, block, expected);
      }
    }
  } catch (const PatternError& error) {
    promise(error.offset <= error.pattern.size(),
            "the place is in the pattern");
    // With a boundary around it even a)b(c compiles.
    Query bare = query;
    bare.boundary = Boundary::none;
    promise(!naive || !NaiveMatcher::compile(bare),
            "what PCRE2 compiles is taken");
  }
}

}  // namespace

void try_input(std::string_view rest) {
  const std::string_view options = take_line(rest);
  const std::string_view pattern = take_line(rest);
  check(query_of(options, pattern), rest);
}

}  // namespace trawl::test
