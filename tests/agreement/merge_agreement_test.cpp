// SPDX-License-Identifier: MIT
// TimeWindow::merges_inputs against a sort: for random logs in any order, some
// of them compressed, with context and limits, for any number of workers and
// any shard size.
#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <limits>
#include <string>
#include <vector>

#include "support/compressed_bytes.h"
#include "support/random_source.h"
#include "support/temp_directory.h"
#include "timed_log.h"
#include "trawl/search.h"

namespace trawl::test {
namespace {

struct MergedLine {
  std::int64_t turn = 0;  // seconds; 0 where it is not known
  std::size_t input = 0;
  Line line;

  bool operator==(const MergedLine& other) const {
    return input == other.input && line == other.line;
  }
};

class Collector : public Sink {
 public:
  RecordNeeds needs() const override { return {.line_numbers = true}; }
  void begin_input(const InputInfo& input) override {
    begun.push_back(input.index);
  }
  bool record(const Record& record) override {
    lines.push_back({0, record.input->index,
                     Line{record.offset, record.line_number,
                          record.kind == Record::Kind::selected}});
    return true;
  }
  void end_input(const InputSummary& summary) override {
    ended.push_back(summary.input.index);
  }
  void problem(const Problem&) override {}

  std::vector<MergedLine> lines;
  std::vector<std::size_t> begun, ended;
};

// What is found in one log, each line with its turn: the latest time so far.
std::vector<MergedLine> find_turns(const std::string& text, std::size_t input,
                                   const Query& query) {
  constexpr auto kNever = std::numeric_limits<std::int64_t>::min();
  const std::vector<TimedLine> lines = timed_lines(text);
  const std::vector<Line> found = naive_answer(text, query);
  std::vector<MergedLine> merged;
  std::int64_t turn = lines.front().time.value_or(kNever);
  LineNumber owed_to = 0;  // the last line of context after one
  for (std::size_t i = 0; i < found.size(); ++i) {
    const bool leads = !found[i].is_selected && found[i].number > owed_to;
    auto timed = found.begin() + static_cast<std::ptrdiff_t>(i);
    if (leads)
      timed = std::ranges::find(timed, found.end(), true, &Line::is_selected);
    if (timed != found.end() && (timed->is_selected || leads)) {
      turn = std::max(turn, lines[timed->number - 1].time.value_or(kNever));
    }
    if (found[i].is_selected && query.context) {
      owed_to = found[i].number + query.context->after;
    }
    merged.push_back({turn, input, found[i]});
  }
  return merged;
}

std::vector<MergedLine> naive_merge(const std::vector<std::string>& texts,
                                    const Query& query) {
  std::vector<MergedLine> merged;
  for (std::size_t input = 0; input < texts.size(); ++input) {
    const auto found = find_turns(texts[input], input, query);
    merged.insert(merged.end(), found.begin(), found.end());
  }
  std::ranges::stable_sort(merged, {}, &MergedLine::turn);
  if (query.max_total && merged.size() > *query.max_total) {
    merged.resize(*query.max_total);
  }
  return merged;
}

Query random_merge(RandomSource& random, std::size_t lines) {
  Query query = random_timed_query(random, lines);
  query.time->merges_inputs = true;
  query.last.reset();
  if (random.chance(50)) query.time->since = query.time->until = std::nullopt;
  if (random.chance(20) && !query.context) query.max_total = random.below(30);
  return query;
}

std::string random_text(RandomSource& random, std::size_t lines) {
  const LogTraits traits{.lines = random.between(1, lines),
                         .disorder = random.chance(50) ? 0u : 60u,
                         .unstamped = random.below(70),
                         .is_shuffled = random.chance(20)};
  const auto first = kFirstSecond + static_cast<std::int64_t>(random.below(99));
  return std::to_string(first) + " begins\n" + make_timed_log(random, traits);
}

Collector search_files(const std::vector<std::string>& paths,
                       const Query& query, const SearchOptions& options) {
  Collector collector;
  search(query, {.paths = paths}, options, collector);
  return collector;
}

// So few that nothing waits but what is due next, some records, and all.
const std::vector<ByteCount> kMostWaiting{0, 3000, 32 * 1024 * 1024};

}  // namespace

TEST_CASE("MergeAgreement: RecordsOfSeveralInputsComeInTheOrderOfTheirTimes") {
  for (std::size_t i = 0; i < case_count(25); ++i) {
    RandomSource random(case_seed(i));
    const std::size_t lines = random.between(1, 100);
    const Query query = random_merge(random, lines);
    TempDirectory directory;
    std::vector<std::string> texts, paths;
    for (std::size_t input = 0; input < random.between(1, 6); ++input) {
      texts.push_back(random_text(random, lines));
      const std::string bytes =
          random.chance(20)
              ? random.pick(compression_tools()).pack(texts.back())
              : texts.back();
      paths.push_back(directory.write("log" + std::to_string(input), bytes));
    }
    const std::vector<MergedLine> expected = naive_merge(texts, query);
    CAPTURE(i);
    CHECK(search_files(paths, query, {}).lines == expected);
    for (const unsigned workers : {0U, 1U, 3U}) {
      for (const ByteCount shard_size : {7, 64, 4096}) {
        CAPTURE(workers);
        CAPTURE(shard_size);
        const ByteCount most_waiting = random.pick(kMostWaiting);
        CAPTURE(most_waiting);
        const Collector found = search_files(paths, query,
                                             {.workers = workers,
                                              .shard_size = shard_size,
                                              .most_waiting = most_waiting});
        CHECK(found.lines == expected);
      }
    }
  }
}

TEST_CASE("MergeAgreement: EachInputBeginsAndEndsOnce") {
  RandomSource random(case_seed(0));
  TempDirectory directory;
  std::vector<std::string> paths;
  for (const std::string name : {"a", "b", "c", "d"}) {
    paths.push_back(directory.write(name, random_text(random, 2000)));
  }
  Query query{.patterns = {"b"}};
  query.time = TimeWindow{.merges_inputs = true};
  Collector found =
      search_files(paths, query, {.workers = 2, .shard_size = 512});
  std::ranges::sort(found.begun);
  std::ranges::sort(found.ended);
  CHECK(found.begun == std::vector<std::size_t>{0, 1, 2, 3});
  CHECK(found.ended == found.begun);
}

}  // namespace trawl::test
