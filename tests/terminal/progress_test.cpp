// SPDX-License-Identifier: MIT
// The progress line: shown when a search takes more than a second, gone when it
// is over. The input is a FIFO that the test holds open until the line is
// there, so that no test goes by a clock.
#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/stat.h>

#include <csignal>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "os/file_descriptor.h"
#include "support/child_program.h"
#include "support/run_program.h"
#include "support/temp_directory.h"
#include "support/terminal.h"

namespace trawl::test {
namespace {

using Words = std::vector<std::string>;

constexpr char kErase[] = "\r\x1b[K";

// What a terminal shows of one line: what was written since it was erased last.
std::string_view shown_line(std::string_view output) {
  const std::size_t at = output.rfind(kErase);
  return at == output.npos
             ? output
             : output.substr(at + std::string_view(kErase).size());
}

// `trawl FLAGS ERROR fifo` with messages in a terminal, output in a file.
class SlowSearch {
 public:
  explicit SlowSearch(const Words& flags) {
    const std::string fifo = directory_.path() / "fifo";
    REQUIRE(::mkfifo(fifo.c_str(), 0600) == 0);
    // Readable too, so that opening does not wait for the program.
    input_ = FileDescriptor(::open(fifo.c_str(), O_RDWR | O_CLOEXEC));
    REQUIRE(input_.is_open());
    Words words{trawl_program()};
    words.insert(words.end(), flags.begin(), flags.end());
    words.insert(words.end(), {"ERROR", "fifo"});
    program_.emplace(TerminalProgram::Setting{.words = words,
                                              .directory = directory_.path(),
                                              .output_file = output_file()});
  }

  TerminalProgram& program() { return *program_; }
  void feed(std::string_view bytes) { write_all(input_.get(), bytes); }
  Outcome end() {
    input_.close();
    return program_->finish();
  }
  std::string written() const {
    return run_program({.words = {"cat", output_file()}}).out;
  }

 private:
  std::string output_file() const { return directory_.path() / "out"; }

  TempDirectory directory_;
  FileDescriptor input_;
  std::optional<TerminalProgram> program_;
};

TEST_CASE("ProgressIsShownOfASlowSearchAndTakenAway") {
  for (const Words& flags : {Words{}, Words{"--progress=always"},
                             Words{"--progress", "-j3", "--shard-size=64"}}) {
    CAPTURE(shell_quoted(flags));
    SlowSearch search(flags);
    search.feed("ERROR one\n");
    search.program().read_until("1 selected");
    const Outcome outcome = search.end();
    CHECK(outcome.status == 0);
    CHECK(shown_line(outcome.out).empty());
    CHECK(search.written() == "ERROR one\n");
  }
}

TEST_CASE("ControlCTakesProgressAway") {
  SlowSearch search({"--progress=always"});
  search.feed("ERROR one\n");
  search.program().read_until("1 selected");
  search.program().press_control_c();
  const Outcome outcome = search.program().finish();
  CHECK(outcome.status == 128 + SIGINT);
  CHECK(shown_line(outcome.out).empty());
}

TEST_CASE("ProgressFitsTheWindow") {
  SlowSearch search({"--progress=always"});
  search.program().resize(20);
  search.feed("ERROR one\n");
  search.program().read_until("trawl: 0 ");
  const std::string shown = search.end().out;
  for (std::string_view rest = shown; !rest.empty();) {
    const std::size_t end = rest.find(kErase);
    CHECK(rest.substr(0, end).size() < 20);
    if (end == rest.npos) break;
    rest.remove_prefix(end + std::string_view(kErase).size());
  }
}

TEST_CASE("QuickSearchShowsNoProgress") {
  TempDirectory directory;
  directory.write("log", "ERROR one\n");
  const Outcome outcome = run_in_terminal(
      {.words = {trawl_program(), "--progress=always", "ERROR", "log"},
       .directory = directory.path(),
       .output_file = directory.path() / "out"});
  CHECK(outcome.status == 0);
  CHECK(outcome.out.empty());
}

}  // namespace
}  // namespace trawl::test
