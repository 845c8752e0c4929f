// SPDX-License-Identifier: MIT
// What becomes of a unit that its worker dies of, is stopped in, or does not
// come out of: once, and twice, and where no other process can be started. Real
// processes: the formatter, which runs in the worker, does it at one record.
//
// This program's fork() is its own, to fail when a test says so.
#include <dlfcn.h>
#include <doctest/doctest.h>
#include <sys/mman.h>
#include <trawl/search.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <csignal>
#include <new>
#include <string>
#include <vector>

#include "support/temp_directory.h"

namespace {

int forks_left = 1000;

}  // namespace

extern "C" pid_t fork() noexcept {
  static const auto real =
      reinterpret_cast<pid_t (*)()>(::dlsym(RTLD_NEXT, "fork"));
  if (forks_left-- > 0) return real();
  errno = EAGAIN;
  return -1;
}

namespace trawl::test {
namespace {

using namespace std::chrono_literals;

enum class Trouble { crash, stop, loop };

// In memory that all processes share, so that a second try knows of the first.
class TroubleCount {
 public:
  explicit TroubleCount(int count)
      : left_(new (::mmap(nullptr, sizeof(std::atomic<int>),
                          PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS,
                          -1, 0)) std::atomic<int>(count)) {}
  ~TroubleCount() { ::munmap(left_, sizeof *left_); }
  TroubleCount(const TroubleCount&) = delete;
  TroubleCount& operator=(const TroubleCount&) = delete;

  bool take() { return left_->fetch_sub(1) > 0; }

 private:
  std::atomic<int>* left_;
};

class TroubledFormatter final : public Formatter {
 public:
  TroubledFormatter(Trouble trouble, TroubleCount& count, bool numbers)
      : trouble_(trouble), count_(count), numbers_(numbers) {}

  RecordNeeds needs() const override { return {.line_numbers = numbers_}; }

  void record(const Record& record, OutputBuffer& out) override {
    const bool is_the_one = record.bytes.ends_with("poison");
    if (is_the_one && count_.take()) make_trouble();
    if (numbers_) out.append(std::to_string(record.line_number) + ':');
    out.append(record.bytes);
    out.append('\n');
  }

 private:
  void make_trouble() {
    switch (trouble_) {
      case Trouble::crash:
        __builtin_trap();
      case Trouble::stop:
        // The sandbox lets a worker signal itself only.
        ::raise(SIGSTOP);
        break;
      case Trouble::loop:
        for (volatile bool goes_on = true; goes_on;) continue;
    }
  }

  Trouble trouble_;
  TroubleCount& count_;
  bool numbers_;
};

struct Outcome final : Receiver {
  bool write(std::span<const std::string_view> pieces) override {
    for (const std::string_view piece : pieces) text.append(piece);
    return true;
  }
  void problem(const Problem& problem) override { problems.push_back(problem); }

  std::string text;
  std::vector<Problem> problems;
  SearchSummary summary;
};

Outcome search_with(Trouble trouble, int times, const Query& query,
                    const InputSelection& selection, ByteCount shard_size,
                    bool numbers = false) {
  TroubleCount count(times);
  TroubledFormatter formatter(trouble, count, numbers);
  Outcome outcome;
  SearchOptions options;
  options.workers = 2;
  options.shard_size = shard_size;
  // Where nobody is to be waited for none is replaced for being slow.
  if (trouble != Trouble::crash) options.worker_patience = 500ms;
  outcome.summary = search(query, selection, options, formatter, outcome);
  return outcome;
}

// Of many records the 20th is at fault.
struct Log {
  static constexpr ByteCount kShard = 64;

  explicit Log(int records = 40) {
    for (int i = 1; i <= records; ++i) {
      lines.push_back("record " + std::to_string(i) +
                      (i == 20 ? " poison\n" : "\n"));
    }
    selection.paths = {directory.write("log", text()).string()};
    query.patterns = {"record"};
    forks_left = 1000;
  }
  ~Log() { forks_left = 1000; }

  std::string text() const {
    std::string all;
    for (const std::string& line : lines) all += line;
    return all;
  }
  // What a worker has not handed over yet goes with it: here all that begins in
  // the shard of the poisoned record.
  ByteOffset lost_from() const {
    return text().find("record 20") / kShard * kShard;
  }
  std::string text_without_shard() const {
    std::string all;
    ByteOffset offset = 0;
    for (const std::string& line : lines) {
      if (offset / kShard * kShard != lost_from()) all += line;
      offset += line.size();
    }
    return all;
  }

  TempDirectory directory;
  std::vector<std::string> lines;
  InputSelection selection;
  Query query;
};

void check_named_and_left_out(const Log& log, const Outcome& outcome,
                              std::string_view reason) {
  CHECK(outcome.text == log.text_without_shard());
  REQUIRE(outcome.problems.size() == 1);
  const Problem& problem = outcome.problems[0];
  CHECK(problem.kind == Problem::Kind::lost);
  CHECK(problem.path == log.selection.paths[0]);
  CHECK(problem.offset == log.lost_from());
  CHECK_MESSAGE(problem.reason.find(reason) != std::string::npos,
                problem.reason);
  CHECK(outcome.summary.problems == 1);
}

}  // namespace

TEST_CASE("WorkerRecovery: TroubleOnceChangesNothing") {
  const Log log;
  Trouble trouble{};
  SUBCASE("a crash") { trouble = Trouble::crash; }
  SUBCASE("stopped") { trouble = Trouble::stop; }
  SUBCASE("caught in a loop") { trouble = Trouble::loop; }
  const Outcome outcome =
      search_with(trouble, 1, log.query, log.selection, Log::kShard);
  CHECK(outcome.text == log.text());
  CHECK(outcome.problems.empty());
  CHECK(outcome.summary.workers_lost == 1);
}

TEST_CASE("WorkerRecovery: TroubleTwiceIsReportedAndOnlyThatRangeLeftOut") {
  const Log log;
  Trouble trouble{};
  std::string_view reason;
  SUBCASE("a crash") {
    trouble = Trouble::crash;
    reason = "killed by signal 4 (Illegal instruction), twice; bytes ";
  }
  SUBCASE("stopped") {
    trouble = Trouble::stop;
    reason = "a worker was stopped (SIGSTOP) for ";
  }
  SUBCASE("caught in a loop") {
    trouble = Trouble::loop;
    reason = "a worker made no progress for ";
  }
  const Outcome outcome =
      search_with(trouble, 2, log.query, log.selection, Log::kShard);
  check_named_and_left_out(log, outcome, reason);
}

TEST_CASE("WorkerRecovery: WhatLiesBehindALostRangeIsNumberedAsEver") {
  const Log log(2000);  // most shards are handed out later
  const Outcome outcome = search_with(Trouble::crash, 2, log.query,
                                      log.selection, Log::kShard, true);
  CHECK(outcome.problems.size() == 1);
  const std::string all = log.text_without_shard();
  std::string numbered;
  for (std::size_t at = 0; at < all.size();) {
    const std::size_t end = all.find('\n', at) + 1;
    const std::string line = all.substr(at, end - at);
    numbered += line.substr(7, line.find_first_of(" \n", 7) - 7) + ':' + line;
    at = end;
  }
  CHECK(outcome.text == numbered);
}

TEST_CASE("WorkerRecovery: TheCoordinatorDoesNotTryWhatAWorkerDiedOf") {
  const Log log;
  forks_left = 2;  // the first two workers, and no replacement
  const Outcome outcome =
      search_with(Trouble::crash, 2, log.query, log.selection, Log::kShard);
  check_named_and_left_out(
      log, outcome, "(Illegal instruction), and no other could be started");
}

TEST_CASE("WorkerRecovery: OfABatchOnlyTheFileAtFaultIsLeftOut") {
  TempDirectory directory;
  Log log;
  log.selection.paths = {directory.path().string()};
  log.selection.directories = InputSelection::Directories::recurse;
  directory.write("1", "record 1\n");
  directory.write("2", "record 2\nrecord poison\nrecord lost\n");
  directory.write("3", "record 3\n");
  std::string_view reason = ", twice; the rest of the file is skipped";
  SUBCASE("lost twice") {}
  SUBCASE("and no other process") {
    forks_left = 2;
    reason = ", and no other could be started; the rest of the file is skipped";
  }
  const Outcome outcome = search_with(Trouble::crash, 2, log.query,
                                      log.selection, ByteCount{1} << 20);
  CHECK(outcome.text.starts_with("record 1\n"));
  CHECK(outcome.text.ends_with("record 3\n"));
  CHECK(outcome.text.find("lost") == std::string::npos);
  REQUIRE(outcome.problems.size() == 1);
  CHECK(outcome.problems[0].path == (directory.path() / "2").string());
  CHECK(outcome.problems[0].reason.find(reason) != std::string::npos);
}

}  // namespace trawl::test
