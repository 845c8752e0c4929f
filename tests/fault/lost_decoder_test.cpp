// SPDX-License-Identifier: MIT
// What becomes of a compressed file when the process that decodes it is killed
// or stopped: once, twice, and where no other process can be started. Real
// processes: each is hit as soon as it is forked, or in the middle of its work.
//
// This program's fork() is its own, to hit what it starts, and to fail when a
// test says so.
#include <dlfcn.h>
#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <trawl/search.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <fstream>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "os/file_descriptor.h"
#include "support/child_program.h"
#include "support/compressed_bytes.h"
#include "support/parted_bytes.h"
#include "support/temp_directory.h"

namespace {

int forks_left = 1000;
int forks_to_hit = 0;
int hit_by = SIGKILL;

}  // namespace

extern "C" pid_t fork() noexcept {
  static const auto real =
      reinterpret_cast<pid_t (*)()>(::dlsym(RTLD_NEXT, "fork"));
  if (forks_left-- <= 0) {
    errno = EAGAIN;
    return -1;
  }
  const bool is_hit = forks_to_hit-- > 0;
  const pid_t child = real();
  if (child == 0 && is_hit) ::raise(hit_by);
  return child;
}

namespace trawl::test {
namespace {

using namespace std::chrono_literals;

std::vector<pid_t> children() {
  const std::string self = std::to_string(::getpid());
  std::ifstream list("/proc/self/task/" + self + "/children");
  std::vector<pid_t> children;
  for (pid_t child = 0; list >> child;) children.push_back(child);
  return children;
}

struct Hearer final : Receiver {
  bool write(std::span<const std::string_view> pieces) override {
    for (const std::string_view piece : pieces) text.append(piece);
    if (hits_children_behind && text.size() >= *hits_children_behind) {
      hits_children_behind.reset();
      for (const pid_t child : children()) ::kill(child, hit_by);
    }
    return true;
  }
  void problem(const Problem& problem) override { problems.push_back(problem); }

  std::optional<std::size_t> hits_children_behind;  // so much of the text
  std::string text;
  std::vector<Problem> problems;
};

class LineFormatter final : public Formatter {
 public:
  RecordNeeds needs() const override { return {.records = true}; }
  void record(const Record& record, OutputBuffer& out) override {
    out.append(record.bytes);
    out.append('\n');
  }
};

// Longer than decoders are ahead, and so cut that there are several parts.
constexpr int kLines = 120000;

std::string make_text() {
  std::string text;
  for (int i = 0; i < kLines; ++i) {
    text += "line " + std::to_string(i) + " of " +
            std::to_string(i * 2654435761U) + " and more to make it longer\n";
  }
  return text;
}

struct Packed {
  std::string name, bytes;
};

const std::vector<Packed>& packed_in_each_way(const std::string& text) {
  static const std::vector<Packed> all = [&] {
    std::vector<Packed> packed;
    for (const CompressionTool& tool : compression_tools()) {
      packed.push_back({tool.name, tool.pack(text)});
    }
    packed.push_back(
        {"frames", pack_zstd_frames(text, text.size() / 6, false)});
    packed.push_back({"blocks", pack_xz_blocks(text, text.size() / 6)});
    return packed;
  }();
  return all;
}

class Log {
 public:
  Log() { forks_left = 1000, forks_to_hit = 0; }
  ~Log() { forks_left = 1000, forks_to_hit = 0; }

  void search(const Packed& packed, Hearer& hearer) {
    search(directory_.write("log", packed.bytes).string(), hearer);
  }
  // The packed text comes through a FIFO, and no end of it.
  void search_stream(const Packed& packed, Hearer& hearer) {
    const std::string path = directory_.path() / "stream";
    REQUIRE(::mkfifo(path.c_str(), 0600) == 0);
    const FileDescriptor writer(::open(path.c_str(), O_RDWR | O_CLOEXEC));
    write_all(writer.get(), packed.bytes);
    search(path, hearer);
  }

 private:
  static void search(const std::string& path, Hearer& hearer) {
    InputSelection selection;
    selection.paths = {path};
    Query query;
    query.patterns = {"line"};
    // Without it workers decode the frames that they search.
    query.context = Query::Context{.before = 0, .after = 1};
    LineFormatter formatter;
    SearchOptions options;
    options.workers = 2;
    if (hit_by == SIGSTOP) options.worker_patience = 500ms;
    trawl::search(query, selection, options, formatter, hearer);
  }

  TempDirectory directory_;
};

void check_reported(const Hearer& hearer, const std::string& text,
                    std::string_view reason) {
  CHECK((text.starts_with(hearer.text)));
  REQUIRE(hearer.problems.size() == 1);
  const Problem& problem = hearer.problems[0];
  CHECK(problem.kind == Problem::Kind::truncated);
  CHECK(problem.offset == hearer.text.size());
  CHECK_MESSAGE(problem.reason.starts_with(reason), problem.reason);
}

}  // namespace

TEST_CASE("LostDecoder: TroubleOnceChangesNothing") {
  hit_by = SIGKILL;
  SUBCASE("killed") {}
  SUBCASE("crashed") { hit_by = SIGBUS; }
  SUBCASE("stopped") { hit_by = SIGSTOP; }
  const std::string text = make_text();
  for (const Packed& packed : packed_in_each_way(text)) {
    CAPTURE(packed.name);
    Log log;
    for (const bool is_at_begin : {true, false}) {
      CAPTURE(is_at_begin);
      Hearer hearer;
      forks_to_hit = is_at_begin ? 1 : 0;
      if (!is_at_begin) hearer.hits_children_behind = 0;
      log.search(packed, hearer);
      CHECK((hearer.text == text));
      CHECK(hearer.problems.empty());
    }
  }
}

TEST_CASE("LostDecoder: KilledAgainAndAgainItIsReplaced") {
  hit_by = SIGKILL;
  const std::string text = make_text();
  Log log;
  for (const Packed& packed : packed_in_each_way(text)) {
    CAPTURE(packed.name);
    Hearer hearer;
    forks_to_hit = 20;
    log.search(packed, hearer);
    CHECK((hearer.text == text));
    CHECK(hearer.problems.empty());
  }
}

TEST_CASE("LostDecoder: WhatIsAtFaultTwiceIsReported") {
  std::string_view reason;
  SUBCASE("crashed") {
    hit_by = SIGTRAP;  // which neither doctest nor sanitizers catch
    reason =
        "its decoder was killed by signal 5 (Trace/breakpoint trap), twice";
  }
  SUBCASE("stopped") {
    hit_by = SIGSTOP;
    reason = "its decoder was stopped (SIGSTOP) for ";
  }
  const std::string text = make_text();
  Log log;
  for (const Packed& packed : packed_in_each_way(text)) {
    CAPTURE(packed.name);
    Hearer hearer;
    forks_to_hit = 1000;
    log.search(packed, hearer);
    check_reported(hearer, text, reason);
  }
}

TEST_CASE("LostDecoder: ItIsReportedIfThereIsNoOther") {
  hit_by = SIGKILL;
  const std::string text = make_text();
  Log log;
  const Packed& packed = packed_in_each_way(text)[0];
  Hearer hearer;
  forks_to_hit = forks_left = 1;
  log.search(packed, hearer);
  check_reported(hearer, text,
                 "its decoder was killed by signal 9 (Killed), and no other "
                 "could be started");
}

// What was read of it is gone.
TEST_CASE("LostDecoder: OfAStreamItIsReported") {
  std::string_view reason;
  SUBCASE("killed") {
    hit_by = SIGKILL;
    reason = "its decoder was killed by signal 9 (Killed)";
  }
  SUBCASE("stopped") {
    hit_by = SIGSTOP;
    reason = "its decoder was stopped (SIGSTOP) for ";
  }
  const std::string text = "line one\nline two\n";
  for (const CompressionTool& tool : compression_tools()) {
    CAPTURE(tool.name);
    Log log;
    Hearer hearer;
    hearer.hits_children_behind = text.size();
    log.search_stream({tool.name, tool.pack(text)}, hearer);
    CHECK(hearer.text == text);
    check_reported(hearer, text, reason);
  }
}

}  // namespace trawl::test
