// SPDX-License-Identifier: MIT
// Query::time against a filter that counts times along line by line: for random
// logs in any order, with lines that have no stamp, for any number of workers,
// any shard size, and as a stream.
#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "support/random_source.h"
#include "support/run_program.h"
#include "support/temp_directory.h"
#include "trawl/search.h"

namespace trawl::test {
namespace {

using std::chrono::seconds;

constexpr std::int64_t kFirst = 1678786013;

struct Line {
  ByteOffset offset = 0;
  LineNumber number = 0;
  bool is_selected = false;

  bool operator==(const Line&) const = default;
};

class Collector : public Sink {
 public:
  RecordNeeds needs() const override { return {.line_numbers = true}; }
  bool record(const Record& record) override {
    lines.push_back({record.offset, record.line_number,
                     record.kind == Record::Kind::selected});
    return true;
  }
  void problem(const Problem& problem) override {
    problems.push_back(problem.kind);
  }

  std::vector<Line> lines;
  std::vector<Problem::Kind> problems;
};

// How a log goes on from line to line.
struct LogTraits {
  std::size_t lines = 100;
  std::size_t disorder = 0;    // seconds
  std::size_t unstamped = 20;  // percent
  bool is_shuffled = false;
};

std::string make_log(RandomSource& random, const LogTraits& traits) {
  std::string text;
  auto time = static_cast<std::size_t>(kFirst);
  for (std::size_t i = 0; i < traits.lines; ++i) {
    time += random.chance(50) ? 0 : random.below(20);
    const std::size_t shown =
        traits.is_shuffled
            ? static_cast<std::size_t>(kFirst) + random.below(traits.lines * 5)
            : time - random.between(0, traits.disorder);
    if (!random.chance(traits.unstamped)) text += std::to_string(shown) + " ";
    text += std::string(random.below(random.chance(3) ? 300 : 30), 'a');
    text += random.chance(30) ? "b\n" : "c\n";
  }
  if (random.chance(20)) text.pop_back();
  return text;
}

struct TimedLine {
  std::string_view text;
  ByteOffset offset;
  std::optional<std::int64_t> time;
};

std::vector<TimedLine> timed_lines(std::string_view text) {
  std::vector<TimedLine> lines;
  std::optional<std::int64_t> time;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view line = text.substr(at, end - at);
    if (line.starts_with("16")) time = std::stoll(std::string(line));
    lines.push_back({line, at, time});
    at = end + 1;
  }
  return lines;
}

bool is_inside(const TimedLine& line, const TimeWindow& window) {
  const auto bound = [](Moment moment) {
    return std::chrono::floor<seconds>(moment.time_since_epoch()).count();
  };
  if (window.since && (!line.time || *line.time < bound(*window.since))) {
    return false;
  }
  return !window.until || !line.time || *line.time < bound(*window.until);
}

std::vector<Line> naive_answer(std::string_view text, const Query& query) {
  const std::vector<TimedLine> lines = timed_lines(text);
  std::vector<std::size_t> selected;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const bool matches = lines[i].text.find('b') != std::string_view::npos;
    if (matches != query.invert && is_inside(lines[i], *query.time)) {
      selected.push_back(i);
    }
  }
  if (query.max_count && selected.size() > *query.max_count) {
    selected.resize(*query.max_count);
  }
  if (query.last && selected.size() > *query.last) {
    selected.erase(selected.begin(),
                   selected.end() - static_cast<std::ptrdiff_t>(*query.last));
  }
  const auto context = query.context.value_or(Query::Context{});
  std::vector<bool> is_near(lines.size());
  for (const std::size_t place : selected) {
    const std::size_t begin = place - std::min(place, context.before);
    const std::size_t end = std::min(lines.size(), place + context.after + 1);
    for (std::size_t i = begin; i < end; ++i) is_near[i] = true;
  }
  std::vector<Line> answer;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (!is_near[i]) continue;
    answer.push_back(
        {lines[i].offset, i + 1, std::ranges::binary_search(selected, i)});
  }
  return answer;
}

TimeWindow random_window(RandomSource& random, std::size_t lines) {
  const auto pick = [&] {
    return Moment(seconds(
        kFirst + static_cast<std::int64_t>(random.below(lines * 6 + 40)) - 20));
  };
  TimeWindow window;
  if (random.chance(80)) window.since = pick();
  if (random.chance(80)) window.until = pick();
  return window;
}

Query random_query(RandomSource& random, std::size_t lines) {
  Query query{.patterns = {"b"}};
  query.time = random_window(random, lines);
  query.invert = random.chance(25);
  if (random.chance(40)) {
    query.context = Query::Context{random.below(3), random.below(3)};
  }
  if (random.chance(20)) query.max_count = random.between(1, 9);
  if (random.chance(15) && !query.max_count) query.last = random.between(1, 9);
  return query;
}

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

}  // namespace

TEST_CASE("TimeAgreement: AnySplitGivesTheLinesOfAFilter") {
  const std::size_t cases = case_count(60);
  for (std::size_t i = 0; i < cases; ++i) {
    RandomSource random(case_seed(i));
    const LogTraits traits{.lines = random.between(1, 200),
                           .disorder = random.chance(50) ? 0u : 60u,
                           .unstamped = random.below(70),
                           .is_shuffled = random.chance(30)};
    const std::string text = "1678786013 begins\n" + make_log(random, traits);
    const Query query = random_query(random, traits.lines);
    const std::vector<Line> expected = naive_answer(text, query);
    TempDirectory directory;
    const auto path = directory.write("log", text);
    CAPTURE(i);
    CHECK(search_file(path, query, 0, {}).lines == expected);
    for (const unsigned workers : {0U, 1U, 3U}) {
      for (const ByteCount shard_size : {7, 64, 4096}) {
        CAPTURE(workers);
        CAPTURE(shard_size);
        CHECK(search_file(path, query, workers, shard_size).lines == expected);
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
    const std::string text = make_log(random, traits);
    Query query = random_query(random, traits.lines);
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
    const std::string text = make_log(random, traits);
    Query query = random_query(random, traits.lines);
    query.time = {.since = Moment(seconds(kFirst + 1000)),
                  .until = Moment(seconds(kFirst + 2000))};
    TempDirectory directory;
    const auto path = directory.write("log", text);
    const Collector found = search_file(path, query, 2, 64 * 1024);
    CHECK(found.lines == naive_answer(text, query));
    CHECK(found.problems == std::vector{Problem::Kind::unordered});
  }
}

TEST_CASE("TimeAgreement: AStreamGivesTheLinesOfTheFile") {
  for (std::size_t i = 0; i < case_count(6); ++i) {
    RandomSource random(case_seed(i));
    const LogTraits traits{.lines = 100'000,
                           .unstamped = random.chance(50) ? 20u : 99u,
                           .is_shuffled = true};
    const std::string text = "1678786013 begins\n" + make_log(random, traits);
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

}  // namespace trawl::test
