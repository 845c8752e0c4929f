// SPDX-License-Identifier: MIT
// Several streams at once, as `trawl PATTERN <(ssh a cat log) <(ssh b cat log)`
// has them. They are read as they come, whichever is first in the output: the
// writer of an earlier one may be waiting for that of a later one.
#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/stat.h>

#include <csignal>
#include <string>
#include <string_view>
#include <vector>

#include "support/conversation.h"
#include "support/run_program.h"
#include "support/temp_directory.h"

namespace trawl::test {
namespace {

using Words = std::vector<std::string>;

// More than any pipe holds: who has written it knows that it was read.
constexpr std::size_t kMuch = 1 << 20;

const Words kWaysToWork[] = {{}, {"-j0"}, {"-j3", "--shard-size=64K"}};

class Fifo {
 public:
  explicit Fifo(const std::string& path) {
    REQUIRE(::mkfifo(path.c_str(), 0600) == 0);
    // Readable too, so that opening does not wait for the program.
    descriptor_ = FileDescriptor(::open(path.c_str(), O_RDWR | O_CLOEXEC));
    ::fcntl(descriptor_.get(), F_SETFL, O_NONBLOCK);
    REQUIRE(descriptor_.is_open());
  }

  void write(std::string_view bytes) { write_all(descriptor_.get(), bytes); }
  void close() { descriptor_.close(); }

 private:
  FileDescriptor descriptor_;
};

std::string many_lines(std::size_t bytes) {
  const std::string line = "a line of which nothing is selected\n";
  std::string text;
  while (text.size() < bytes) text += line;
  return text;
}

Words with_operands(Words flags) {
  flags.insert(flags.end(), {"ERROR", "first", "second"});
  return flags;
}

// `trawl FLAGS ERROR first second`, which are FIFOs.
struct TwoStreams {
  explicit TwoStreams(const Words& flags)
      : first(directory.path() / "first"),
        second(directory.path() / "second"),
        program(with_operands(flags), directory.path()) {}

  TempDirectory directory;
  Fifo first, second;
  Conversation program;
};

template <typename Test>
void for_each_way(Test test) {
  for (const Words& flags : kWaysToWork) {
    CAPTURE(shell_quoted(flags));
    TwoStreams streams(flags);
    test(streams);
  }
}

TEST_CASE("LaterStreamIsReadWhileTheFirstIsSilent") {
  for_each_way([](TwoStreams& streams) {
    streams.second.write("ERROR second\n" + many_lines(kMuch));
    streams.second.close();
    // Only now does the first writer say anything.
    streams.first.write("ERROR first\n" + many_lines(kMuch));
    streams.first.close();
    const Outcome outcome = streams.program.finish_input();
    CHECK(outcome.out == "first:ERROR first\nsecond:ERROR second\n");
    CHECK(outcome.err.empty());
    CHECK(outcome.status == 0);
  });
}

TEST_CASE("StreamsArePrintedInTheOrderOfArguments") {
  for_each_way([](TwoStreams& streams) {
    streams.first.write("ERROR 1\n");
    streams.second.write("ERROR 2\n");
    CHECK(streams.program.hears("first:ERROR 1\n"));
    streams.second.write("ERROR 3\n" + many_lines(kMuch));
    streams.first.write("ERROR 4\n");
    CHECK(streams.program.hears("first:ERROR 4\n"));
    streams.second.close();
    streams.first.write("fine\n");
    streams.first.close();
    const Outcome outcome = streams.program.finish_input();
    CHECK(outcome.out == "second:ERROR 2\nsecond:ERROR 3\n");
    CHECK(outcome.status == 0);
  });
}

TEST_CASE("LaterStreamGoesOnWhenItsTurnHasCome") {
  for_each_way([](TwoStreams& streams) {
    streams.first.write("ERROR 1\n");
    CHECK(streams.program.hears("first:ERROR 1\n"));
    streams.second.write("ERROR 2\n");
    streams.first.close();
    CHECK(streams.program.hears("second:ERROR 2\n"));
    streams.second.write("ERROR 3\n");
    CHECK(streams.program.hears("second:ERROR 3\n"));
    streams.second.close();
    CHECK(streams.program.finish_input().status == 0);
  });
}

TEST_CASE("ReaderThatLeavesEndsTheSearchOfSeveralStreams") {
  for_each_way([](TwoStreams& streams) {
    streams.first.write("ERROR 1\n");
    CHECK(streams.program.hears("first:ERROR 1\n"));
    streams.program.stop_listening();
    const Outcome outcome = streams.program.finish();
    CHECK(outcome.status == 128 + SIGPIPE);
    CHECK(outcome.err.empty());
  });
}

}  // namespace
}  // namespace trawl::test
