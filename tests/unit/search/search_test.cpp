// SPDX-License-Identifier: MIT
// What a host is told, whoever searches.
#include "trawl/search.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "os/file_descriptor.h"
#include "support/temp_directory.h"

namespace trawl::test {
namespace {

class Collector : public Sink {
 public:
  bool record(const Record& record) override {
    sizes.push_back(record.input->file_size);
    return true;
  }
  void problem(const Problem& problem) override {
    reasons.push_back(problem.reason);
  }

  std::vector<std::optional<ByteCount>> sizes;
  std::vector<std::string> reasons;
};

// Wants so many records.
class Enough : public Sink {
 public:
  explicit Enough(std::size_t most) : most_(most) {}

  bool record(const Record& record) override {
    offsets.push_back(record.offset);
    return offsets.size() < most_;
  }
  void end_input(const InputSummary&) override { ++ended; }
  void problem(const Problem&) override {}

  std::vector<ByteOffset> offsets;
  int ended = 0;

 private:
  std::size_t most_;
};

// Has enough of waiting for a record at the third report.
class Impatient : public Sink {
 public:
  bool record(const Record&) override { return true; }
  void problem(const Problem&) override {}
  bool progress(const Progress&) override { return ++reports < 3; }

  int reports = 0;
};

// In one unit and in many, here and in workers.
std::vector<SearchOptions> ways_to_search() {
  std::vector<SearchOptions> ways(4);
  ways[1].workers = 0;
  ways[2].workers = 0;
  ways[2].shard_size = 1000;
  ways[3].workers = 2;
  ways[3].shard_size = 1000;
  return ways;
}

// Once it has a record, its file is another one.
class Replacing : public Formatter, public Receiver {
 public:
  Replacing(std::string path, std::string other)
      : path_(std::move(path)), other_(std::move(other)) {}

  RecordNeeds needs() const override { return {}; }
  void record(const Record& record, OutputBuffer& out) override {
    out.append(record.bytes);
    out.append('\n');
    if (!other_.empty())
      std::filesystem::rename(std::exchange(other_, {}), path_);
  }
  bool write(std::span<const std::string_view> pieces) override {
    for (const std::string_view piece : pieces) text += piece;
    return true;
  }
  void problem(const Problem& problem) override { problems.push_back(problem); }

  std::string text;
  std::vector<Problem> problems;

 private:
  std::string path_, other_;
};

struct Listing : InputReceiver {
  bool input(std::string_view) override { return true; }
  void problem(const Problem& problem) override {
    reasons.push_back(problem.reason);
  }
  std::vector<std::string> reasons;
};

InputSelection selection_of(std::vector<std::string> paths) {
  InputSelection selection;
  selection.paths = std::move(paths);
  return selection;
}

Collector collected(const InputSelection& selection, unsigned workers) {
  Query query;
  query.patterns = {"needle"};
  SearchOptions options;
  options.workers = workers;
  options.shard_size = 100;  // workers, however small it is
  Collector sink;
  search(query, selection, options, sink);
  return sink;
}

}  // namespace

TEST_CASE("Search: AProblemHasItsReasonInWords") {
  const TempDirectory directory;
  const InputSelection selection =
      selection_of({directory.path() / "missing", directory.path()});
  const std::vector<std::string> reasons{"No such file or directory",
                                         "Is a directory"};
  for (const unsigned workers : {0U, 2U}) {
    CAPTURE(workers);
    CHECK(collected(selection, workers).reasons == reasons);
  }
  Listing listing;
  list_inputs(selection, listing);
  CHECK(listing.reasons == reasons);
}

TEST_CASE("Search: ASinkIsToldTheSizeOfEachFile") {
  TempDirectory directory;
  const std::string line = "a needle in a line\n";
  std::string large;
  while (large.size() < 300) large += line;
  const InputSelection selection = selection_of(
      {directory.write("small", line), directory.write("large", large)});
  for (const unsigned workers : {0U, 2U}) {
    CAPTURE(workers);
    const Collector sink = collected(selection, workers);
    REQUIRE(sink.sizes.size() == 1 + large.size() / line.size());
    CHECK(sink.sizes.front() == line.size());
    CHECK(sink.sizes.back() == large.size());
  }
}

// The output of one unit is written several times.
TEST_CASE("Search: ASinkThatWantsNoMoreGetsNoMore") {
  TempDirectory directory;
  const std::string line = "a needle in a line\n";
  std::string text;
  while (text.size() < 1'500'000) text += line;
  const std::size_t lines = text.size() / line.size();
  const InputSelection selection = selection_of(
      {directory.write("log", text), directory.write("next", text)});
  Query query;
  query.patterns = {"needle"};
  for (const SearchOptions& options : ways_to_search()) {
    for (const std::size_t most :
         {std::size_t{1}, std::size_t{20}, lines / 2, lines + 1}) {
      CAPTURE(most);
      Enough sink(most);
      const SearchSummary summary = search(query, selection, options, sink);
      REQUIRE(sink.offsets.size() == most);
      CHECK(sink.offsets.back() == (most - 1) % lines * line.size());
      CHECK(sink.ended == (most > lines ? 1 : 0));
      CHECK(summary.stopped);
    }
  }
}

// Although nothing is found, and the stream says no more.
TEST_CASE("Search: ASinkMayEndASearchThatGoesOn") {
  TempDirectory directory;
  const std::string path = (directory.path() / "fifo").string();
  REQUIRE(::mkfifo(path.c_str(), 0600) == 0);
  const FileDescriptor writing(::open(path.c_str(), O_RDWR | O_CLOEXEC));
  REQUIRE(::write(writing.get(), "a line\n", 7) == 7);
  Query query;
  query.patterns = {"ERROR"};
  InputSelection selection;
  selection.paths = {path};
  for (SearchOptions options : ways_to_search()) {
    options.reports_progress = true;
    Impatient sink;
    CHECK(search(query, selection, options, sink).stopped);
    CHECK(sink.reports == 3);
  }
}

TEST_CASE("Search: ContextIsNotThatOfAnotherFileOfTheName") {
  Query query;
  query.patterns = {"needle"};
  query.max_count = 1;
  query.context = {.before = 1, .after = 1};
  SearchOptions options;
  options.workers = 0;
  for (const bool is_replaced : {false, true}) {
    TempDirectory directory;
    const std::string path = directory.write("log", "before\nneedle\nbehind\n");
    const std::string other = directory.write("other", "other\nother\nother\n");
    Replacing host(path, is_replaced ? other : "");
    search(query, selection_of({path}), options, host, host);
    if (is_replaced) {
      CHECK(host.text == "before\nneedle\n");
      REQUIRE(host.problems.size() == 1);
      CHECK(host.problems[0].kind == Problem::Kind::truncated);
      CHECK(host.problems[0].offset == 14);
    } else {
      CHECK(host.text == "before\nneedle\nbehind\n");
      CHECK(host.problems.empty());
    }
  }
}

TEST_CASE("Search: TheFirstRecordIsTheOnlyOneIfTheSearchStopsAtIt") {
  TempDirectory directory;
  std::string text;
  while (text.size() < 500'000) text += "a needle in a line\n";
  const InputSelection selection =
      selection_of({directory.write("empty", ""), directory.write("log", text),
                    directory.write("next", text)});
  Query query;
  query.patterns = {"needle"};
  for (SearchOptions options : ways_to_search()) {
    options.stop_at_first = true;
    for (const std::optional<RecordCount> most :
         {{}, std::optional(5), std::optional(0)}) {
      query.max_total = most;
      Enough sink(1000);
      const SearchSummary summary = search(query, selection, options, sink);
      const RecordCount expected = most == 0 ? 0 : 1;
      CHECK(sink.offsets.size() == expected);
      CHECK(summary.selected == expected);
    }
  }
}

}  // namespace trawl::test
