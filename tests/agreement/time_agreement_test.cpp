// SPDX-License-Identifier: MIT
// Query::time and Record::time against a filter that counts times along line by
// line: for random logs in any order, with lines that have no stamp, for any
// number of workers, any shard size, and as a stream.
#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "support/compressed_bytes.h"
#include "support/random_source.h"
#include "support/run_program.h"
#include "support/temp_directory.h"
#include "timed_log.h"
#include "trawl/search.h"

namespace trawl::test {
namespace {

using std::chrono::seconds;
using Words = std::vector<std::string>;

const std::vector<Words> kTunings{{"-j0"}, {}, {"-j3", "--shard-size=64K"}};

// Of the selected lines, in seconds.
using Times = std::vector<std::optional<std::int64_t>>;

Times times_of(const std::vector<Line>& lines, std::string_view text) {
  const std::vector<TimedLine> timed = timed_lines(text);
  Times times;
  for (const Line& line : lines) {
    if (line.is_selected) times.push_back(timed[line.number - 1].time);
  }
  return times;
}

class Collector : public Sink {
 public:
  RecordNeeds needs() const override {
    return {.line_numbers = true, .times = true};
  }
  bool record(const Record& record) override {
    lines.push_back({record.offset, record.line_number,
                     record.kind == Record::Kind::selected});
    if (record.kind == Record::Kind::context) {
      CHECK_FALSE(record.time);
    } else if (record.time) {
      times.push_back(
          std::chrono::floor<seconds>(*record.time).time_since_epoch().count());
    } else {
      times.emplace_back();
    }
    return true;
  }
  void problem(const Problem& problem) override {
    problems.push_back(problem.kind);
  }

  std::vector<Line> lines;
  Times times;
  std::vector<Problem::Kind> problems;
};

Collector search_file(const std::filesystem::path& path, const Query& query,
                      unsigned workers, std::optional<ByteCount> shard_size) {
  InputSelection selection;
  selection.paths = {path};
  SearchOptions options;
  options.workers = workers;
  options.shard_size = shard_size;
  Collector collector;
  search(query, selection, options, collector);
  return collector;
}

// Records of several lines, as of `git log`, and which of them hold a b and lie
// in the window: each has the first stamp that is in it, if any is, else that
// of the last one before it.
std::string make_records(RandomSource& random, std::size_t records,
                         const TimeWindow& window, std::vector<Line>& expected,
                         Times& times) {
  std::string text = "1678786013 at first\n";
  std::int64_t now = kFirstSecond;
  LineNumber lines = 1;
  for (std::size_t i = 0; i < records; ++i) {
    const ByteOffset begin = text.size();
    const LineNumber line = lines + 1;
    const std::int64_t before = now;
    std::optional<std::int64_t> first;
    bool has_b = false;
    text += "commit\n";
    const std::size_t more = random.below(5);
    for (std::size_t j = 0; j < more; ++j) {
      if (random.chance(40)) {
        // Also further than the slack.
        now += static_cast<std::int64_t>(
            random.below(random.chance(2) ? 3000 : 9));
        if (!first) first = now;
        text += std::to_string(now) + " a\n";
      } else {
        const bool is_b = random.chance(30);
        has_b = has_b || is_b;
        text += is_b ? "  b\n" : "  c\n";
      }
    }
    lines += 1 + more;
    const std::int64_t time = first.value_or(before);
    const Moment moment{seconds(time)};
    const bool is_inside = (!window.since || moment >= *window.since) &&
                           (!window.until || moment < *window.until);
    if (!has_b || !is_inside) continue;
    expected.push_back({begin, line, true});
    times.emplace_back(time);
  }
  return text;
}

}  // namespace

TEST_CASE("TimeAgreement: AnySplitGivesTheLinesOfAFilter") {
  const std::size_t cases = case_count(30);
  for (std::size_t i = 0; i < cases; ++i) {
    RandomSource random(case_seed(i));
    const LogTraits traits{.lines = random.between(1, 200),
                           .disorder = random.chance(50) ? 0u : 60u,
                           .unstamped = random.below(70),
                           .is_shuffled = random.chance(30)};
    const std::string text =
        "1678786013 begins\n" + make_timed_log(random, traits);
    const Query query = random_timed_query(random, traits.lines);
    const std::vector<Line> expected = naive_answer(text, query);
    TempDirectory directory;
    const auto path = directory.write("log", text);
    CAPTURE(i);
    CHECK(search_file(path, query, 0, {}).lines == expected);
    for (const unsigned workers : {0U, 1U, 3U}) {
      for (const ByteCount shard_size : {7, 64, 4096}) {
        CAPTURE(workers);
        CAPTURE(shard_size);
        const Collector found = search_file(path, query, workers, shard_size);
        CHECK(found.lines == expected);
        CHECK(found.times == times_of(expected, text));
      }
    }
  }
}

TEST_CASE("TimeAgreement: ARecordHasTheFirstStampInIt") {
  for (std::size_t i = 0; i < case_count(30); ++i) {
    RandomSource random(case_seed(i));
    // The larger ones are searched by bisection.
    const std::size_t records = i % 10 == 9 ? 80'000 : random.between(1, 60);
    Query query;
    query.patterns = {"b"};
    query.records = {.rule = RecordGrouping::Rule::pattern,
                     .pattern = "commit"};
    query.time = random_window(random, records);
    std::vector<Line> expected;
    Times times;
    const std::string text =
        make_records(random, records, *query.time, expected, times);
    TempDirectory directory;
    const auto path = directory.write("log", text);
    CAPTURE(i);
    for (const unsigned workers : {0U, 3U}) {
      for (const ByteCount shard_size : {7, 64, 65536}) {
        if (records > 60 && shard_size < 65536) continue;
        CAPTURE(workers);
        CAPTURE(shard_size);
        const Collector found = search_file(path, query, workers, shard_size);
        CHECK((found.lines == expected));
        CHECK((found.times == times));
      }
    }
  }
}

TEST_CASE("TimeAgreement: OfALargeSortedFileOnlyAPartIsRead") {
  for (std::size_t i = 0; i < case_count(12); ++i) {
    RandomSource random(case_seed(i));
    const LogTraits traits{.lines = 80'000,
                           .disorder = random.chance(50) ? 0u : 60u,
                           .unstamped = 10};
    const std::string text = make_timed_log(random, traits);
    Query query = random_timed_query(random, traits.lines);
    query.time = random_window(random, traits.lines);
    if (query.time->since) {
      query.time->until = *query.time->since + std::chrono::minutes(5);
    }
    TempDirectory directory;
    const auto path = directory.write("log", text);
    REQUIRE(text.size() > 1024 * 1024);
    CAPTURE(i);
    const std::vector<Line> expected = naive_answer(text, query);
    for (const unsigned workers : {0U, 2U}) {
      const Collector found = search_file(path, query, workers, 64 * 1024);
      CHECK(found.lines == expected);
      CHECK(found.problems.empty());
    }
  }
}

TEST_CASE("TimeAgreement: ALargeFileOutOfOrderIsReadWholeAndToldOf") {
  for (std::size_t i = 0; i < case_count(4); ++i) {
    RandomSource random(case_seed(i));
    const LogTraits traits{.lines = 80'000, .is_shuffled = true};
    const std::string text = make_timed_log(random, traits);
    Query query = random_timed_query(random, traits.lines);
    query.time = {.since = Moment(seconds(kFirstSecond + 1000)),
                  .until = Moment(seconds(kFirstSecond + 2000))};
    TempDirectory directory;
    const auto path = directory.write("log", text);
    const Collector found = search_file(path, query, 2, 64 * 1024);
    CHECK(found.lines == naive_answer(text, query));
    CHECK(found.problems == std::vector{Problem::Kind::unordered});
  }
}

// No Moment can tell how far apart such stamps are, nor hold all of them: a
// line with a year of 2201 or more has the time of the line before it.
TEST_CASE("TimeAgreement: StampsMayBeCenturiesApart") {
  for (std::size_t i = 0; i < case_count(12); ++i) {
    RandomSource random(case_seed(i));
    const bool is_sorted = random.chance(50);
    const std::string text = make_log_of_centuries(random, is_sorted);
    Query query = random_timed_query(random, 1);
    query.time = random_centuries(random);
    TempDirectory directory;
    const auto path = directory.write("log", text);
    REQUIRE(text.size() > 1024 * 1024);
    CAPTURE(i);
    const std::vector<Line> expected = naive_answer(text, query);
    for (const unsigned workers : {0U, 2U}) {
      const Collector found = search_file(path, query, workers, 64 * 1024);
      CHECK(found.lines == expected);
      CHECK(found.times == times_of(expected, text));
      CHECK(found.problems.empty() == (is_sorted || !query.time->has_limits()));
    }
  }
}

TEST_CASE("TimeAgreement: AStreamGivesTheLinesOfTheFile") {
  for (std::size_t i = 0; i < case_count(6); ++i) {
    RandomSource random(case_seed(i));
    const LogTraits traits{.lines = 100'000,
                           .unstamped = random.chance(50) ? 20u : 99u,
                           .is_shuffled = true};
    const std::string text =
        "1678786013 begins\n" + make_timed_log(random, traits);
    TempDirectory directory;
    const auto path = directory.write("log", text);
    const std::vector<std::string> words{
        trawl_program(), "-n",          "-C1", "--since", "@1678800000",
        "--until",       "@1678990000", "ab",  "-h"};
    Command of_file{.words = words};
    of_file.words.push_back(path);
    Command of_stream{.words = words, .input = PipedInput{text}};
    of_stream.words.push_back("-");
    const Outcome file = run_program(of_file);
    const Outcome stream = run_program(of_stream);
    CHECK(file.out == stream.out);
    CHECK(file.out.size() > 1000);
    CHECK(stream.err.empty());
  }
}

TEST_CASE("AFileWithoutStampsIsLeftOutHoweverItIsRead") {
  TempDirectory directory;
  const auto in_utf16 = [](std::string_view text) {
    std::string units = "\xff\xfe";
    for (const char c : text) units += {c, '\0'};
    return units;
  };
  std::string large;
  while (large.size() < 1'200'000) large += "a line of no time\n";
  for (const std::string& text : {large.substr(0, 1000), large}) {
    directory.write("plain", text);
    directory.write("utf16", in_utf16(text));
    directory.write("gz", compression_tools().front().pack(text));
    for (const std::string name : {"plain", "utf16", "gz"}) {
      CAPTURE(name);
      const std::string problem =
          R"({"type":"problem","data":{"path":{"text":")" + name +
          R"("},"kind":"skipped","offset":null,)";
      for (const Words& tuning : kTunings) {
        const auto search = [&](const Words& flags) {
          Words words{trawl_program(), "--since=2023-03-14"};
          words.insert(words.end(), tuning.begin(), tuning.end());
          words.insert(words.end(), flags.begin(), flags.end());
          words.insert(words.end(), {"line", name});
          return run_program({.words = words, .directory = directory.path()});
        };
        CHECK(search({"-c"}).out.empty());
        CHECK(search({"-L"}).out.empty());
        const std::string json = search({"--json"}).out;
        CHECK(json.starts_with(problem));
        CHECK(json.find(R"("type":"end")") == std::string::npos);
      }
    }
  }
}

// Of a clock that is set back for a while, between two lines that are looked
// at, nothing is known but by who reads all.
TEST_CASE("StrictSearchMissesNoLineOfAClockThatWasSetBack") {
  std::string log;
  for (int i = 0; i < 60000; ++i) {
    const int second = i < 40000 || i >= 40100 ? i : i - 36000;
    log += std::to_string(1767225600 + second) + " a line of an ordinary log\n";
  }
  TempDirectory directory;
  directory.write("log", log);
  const std::vector<std::string> words{
      trawl_program(),       "--strict", "-c", "--since=@1767229600",
      "--until=@1767229700", "line",     "log"};
  CHECK(run_program({.words = words, .directory = directory.path()}).out ==
        "200\n");
  std::vector<std::string> piped = words;
  piped.pop_back();
  CHECK(run_program({.words = piped, .input = PipedInput{log}}).out == "200\n");
}

}  // namespace trawl::test
