// SPDX-License-Identifier: MIT
// What keys and the window do to a search that runs. It waits for a FIFO that
// the test holds open, so that nothing depends on speed: the search runs for
// as long as the test wants.
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

constexpr char kColored[] = "\x1b[01;31m\x1b[KERROR\x1b[m\x1b[K";
constexpr char kColorOff[] = "\x1b[m\x1b[K";

// Erasing a progress line that is not there shows nothing.
std::string without_erasing(std::string shown) {
  constexpr std::string_view kErase = "\r\x1b[K";
  for (std::size_t at = shown.find(kErase); at != shown.npos;
       at = shown.find(kErase)) {
    shown.erase(at, kErase.size());
  }
  return shown;
}

// `trawl FLAGS ERROR fifo` in a terminal.
class RunningSearch {
 public:
  explicit RunningSearch(const Words& flags) {
    const std::string path = directory_.path() / "fifo";
    REQUIRE(::mkfifo(path.c_str(), 0600) == 0);
    // Readable too, so that opening does not wait for the program.
    input_ = FileDescriptor(::open(path.c_str(), O_RDWR | O_CLOEXEC));
    REQUIRE(input_.is_open());
    Words words{trawl_program()};
    words.insert(words.end(), flags.begin(), flags.end());
    words.insert(words.end(), {"ERROR", "fifo"});
    program_.emplace(TerminalProgram::Setting{.words = words,
                                              .directory = directory_.path()});
  }

  TerminalProgram& program() { return *program_; }
  void feed(std::string_view bytes) { write_all(input_.get(), bytes); }
  void end_input() { input_.close(); }

 private:
  TempDirectory directory_;
  FileDescriptor input_;
  std::optional<TerminalProgram> program_;
};

constexpr unsigned short kWidths[] = {40, 1, 500, 80};

const Words kWaysToWork[] = {{}, {"-j3", "--shard-size=64"}, {"-j0"}};

TEST_CASE("ControlCEndsSearchAndLeavesTerminalUncolored") {
  for (const Words& flags : kWaysToWork) {
    CAPTURE(shell_quoted(flags));
    RunningSearch search(flags);
    search.feed("ERROR one\n");
    search.program().read_until(" one\n");
    search.program().press_control_c();
    // Also that no worker holds the terminal any more.
    const Outcome outcome = search.program().finish();
    CHECK(outcome.status == 128 + SIGINT);
    CHECK(without_erasing(outcome.out) ==
          std::string(kColored) + " one\n" + kColorOff);
  }
}

TEST_CASE("ControlCWithoutColorsWritesNothing") {
  RunningSearch search({"--color=never"});
  search.feed("ERROR one\n");
  search.program().read_until("ERROR one\n");
  search.program().press_control_c();
  const Outcome outcome = search.program().finish();
  CHECK(outcome.status == 128 + SIGINT);
  CHECK(without_erasing(outcome.out) == "ERROR one\n");
}

TEST_CASE("ControlBackslashEndsSearch") {
  RunningSearch search({"--color=never"});
  search.feed("ERROR one\n");
  search.program().read_until("ERROR one\n");
  search.program().type("\x1c");
  CHECK(search.program().finish().status == 128 + SIGQUIT);
}

TEST_CASE("ResizedWindowChangesNothing") {
  for (const Words& flags : kWaysToWork) {
    CAPTURE(shell_quoted(flags));
    RunningSearch search(flags);
    std::string expected;
    for (const unsigned short columns : kWidths) {
      search.program().resize(columns);
      search.feed("ERROR one\n");
      search.program().read_until(" one\n");
      expected += std::string(kColored) + " one\n";
    }
    search.end_input();
    const Outcome outcome = search.program().finish();
    CHECK(outcome.status == 0);
    CHECK(outcome.out == expected);
  }
}

}  // namespace
}  // namespace trawl::test
