// SPDX-License-Identifier: MIT
// Record edges found from any place, through windows, against the naive split
// of the whole input.
#include "scan/record_edges.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "input/memory_block.h"
#include "support/naive_records.h"
#include "support/random_source.h"

namespace trawl::test {
namespace {

class AtSign final : public RecordStart {
 public:
  bool begins_record(std::string_view line) override {
    return line.starts_with('@');
  }
};

struct Log {
  std::string text;
  std::size_t most_bytes;
  std::vector<ByteOffset> given_starts{};
  std::vector<NaiveRecord> records;

  RecordShape shape(RecordStart& start) const {
    RecordShape shape(start, most_bytes);
    shape.set_starts(given_starts);
    return shape;
  }
};

// Lines much longer than a first look among short ones. The naive split sees an
// at sign also where a start is given.
Log random_log(RandomSource& random) {
  Log log;
  log.most_bytes = random.pick(std::vector<std::size_t>{1, 30, 500, 20'000});
  if (random.chance(30)) log.text = "\xef\xbb\xbf";
  for (std::size_t line = random.below(40); line > 0; --line) {
    if (random.chance(20)) log.text += '@';
    if (random.chance(5)) log.given_starts.push_back(log.text.size());
    log.text += std::string(random.below(random.chance(10) ? 9000 : 20), 'x');
    log.text += '\n';
  }
  if (random.chance(30)) log.text += "last";
  std::string marked = log.text;
  std::erase_if(log.given_starts, [&](ByteOffset start) {
    const bool begins_line = start < marked.size() && marked[start] == 'x' &&
                             (start == 0 || marked[start - 1] == '\n');
    if (begins_line) marked[start] = '@';
    return !begins_line;
  });
  AtSign start;
  log.records = naive_records(
      marked, log.most_bytes,
      [&](std::string_view line) { return start.begins_record(line); });
  return log;
}

ByteOffset end_of(const Log& log, const NaiveRecord& record) {
  return std::min(log.text.size(), record.end + 1);
}

}  // namespace

TEST_CASE("RecordEdgesAreThoseOfTheNaiveSplit") {
  AtSign start;
  for (std::size_t i = 0; i < 300; ++i) {
    RandomSource random(case_seed(i));
    const Log log = random_log(random);
    if (log.records.empty()) continue;
    const RecordShape shape = log.shape(start);
    MemoryBlock block(log.text, 0);
    RecordEdges edges(block, shape);
    const std::size_t size = log.text.size();
    CAPTURE(i);
    for (int look = 0; look < 60; ++look) {
      const std::size_t at = random.between(log.records[0].begin, size - 1);
      CAPTURE(at);
      const auto next = std::ranges::find_if(
          log.records, [&](const NaiveRecord& r) { return r.begin >= at; });
      const ByteOffset first = edges.first_record(at, size);
      if (next == log.records.end()) {
        REQUIRE(first >= size);
      } else {
        REQUIRE(first == next->begin);
      }
      const auto around = std::ranges::find_if(
          log.records, [&](const NaiveRecord& r) { return r.end >= at; });
      REQUIRE(edges.end_of_record(at) == end_of(log, *around));
      const auto index = static_cast<std::size_t>(around - log.records.begin());
      const std::size_t back = random.below(6);
      const std::size_t reached = index + 1 - std::min(back, index + 1);
      const ByteOffset wanted =
          back == 0 ? end_of(log, *around) : log.records[reached].begin;
      REQUIRE(edges.start_back(end_of(log, *around), back) == wanted);
      REQUIRE(edges.begins_by_itself(around->begin) ==
              around->begins_by_itself);
      const auto [quiet_begin, quiet_end] = edges.quiet();
      for (const NaiveRecord& record : log.records) {
        if (record.begin < quiet_begin || record.begin >= quiet_end) continue;
        REQUIRE_FALSE(record.begins_by_itself);
      }
    }
  }
}

TEST_CASE("LinesAmongWhichNoneBeginsARecordAreJudgedOnce") {
  struct Counting final : RecordStart {
    bool begins_record(std::string_view) override {
      ++judged;
      return false;
    }
    std::size_t judged = 0;
  };
  Counting start;
  constexpr std::size_t kLines = 10'000;
  std::string text;
  for (std::size_t i = 0; i < kLines; ++i) text += "goes on and on\n";
  const RecordShape shape(start, text.size() / 4);
  MemoryBlock block(text, 0);
  RecordEdges edges(block, shape);
  std::size_t blocks = 0;
  for (ByteOffset begin = text.size() / 3; begin < text.size(); ++blocks) {
    edges.is_cut_off(begin, false);
    begin = *edges.block_end(begin, text.size(), 5000);
  }
  CHECK(blocks > 10);
  CHECK(start.judged < kLines + 10 * blocks);
}

TEST_CASE("ALaterBlockOfAStreamBeginsNoInput") {
  AtSign start;
  const RecordShape shape(start, 100);
  MemoryBlock first("x\ny\n", 0);
  CHECK(RecordEdges(first, shape).end_of_record(0) == 4);
  MemoryBlock later("x\ny\n", 10);
  CHECK(RecordEdges(later, shape).end_of_record(10) == 12);
}

}  // namespace trawl::test
