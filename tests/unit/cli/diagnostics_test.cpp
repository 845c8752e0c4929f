// SPDX-License-Identifier: MIT
#include "cli/diagnostics.h"

#include <doctest/doctest.h>

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <string>

#include "cli/exit_status.h"

namespace trawl::test {
namespace {

TEST_CASE("problems are told as grep tells them, and what to do") {
  CHECK(problem_text({.kind = Problem::Kind::unreadable,
                      .path = "a",
                      .reason = "No such file or directory",
                      .system_error = ENOENT,
                      .offset = {}}) == "a: No such file or directory");
  CHECK(problem_text({.kind = Problem::Kind::skipped,
                      .path = "a",
                      .reason = "input file is also the output",
                      .offset = {}}) == "a: input file is also the output");
  CHECK(problem_text({.kind = Problem::Kind::binary,
                      .path = "a",
                      .reason = "a NUL byte",
                      .offset = 7}) ==
        "a: binary file matches (a NUL byte at byte 7; -a prints it as text)");
  CHECK(problem_text({.kind = Problem::Kind::gave_up,
                      .path = "a",
                      .reason = "exceeded PCRE's match limit",
                      .offset = 7}) ==
        "a: line at byte 7: exceeded PCRE's match limit");
}

// Standard error leads into a pipe meanwhile, which holds a short message.
template <typename Action>
std::string written_by(Action action) {
  int ends[2];
  REQUIRE(::pipe(ends) == 0);
  const int before = ::dup(STDERR_FILENO);
  ::dup2(ends[1], STDERR_FILENO);
  action();
  ::dup2(before, STDERR_FILENO);
  ::close(before);
  ::close(ends[1]);
  char bytes[1000];
  const ssize_t size = ::read(ends[0], bytes, sizeof bytes);
  ::close(ends[0]);
  return {bytes, static_cast<std::size_t>(std::max<ssize_t>(size, 0))};
}

TEST_CASE("messages to a terminal do not drive it") {
  Diagnostics diagnostics;
  const auto tell = [&] {
    diagnostics.problem({.kind = Problem::Kind::unreadable,
                         .path = "a\33[2J",
                         .reason = "gone",
                         .offset = {}});
  };
  CHECK(written_by(tell) == "trawl: a\33[2J: gone\n");
  diagnostics.escape_controls(true);
  CHECK(written_by(tell) == "trawl: 'a'$'\\033''[2J': gone\n");
  CHECK(written_by([&] {
          diagnostics.usage_error(UsageError("unknown option --\33"));
        }) == "trawl: unknown option --^[\ntry 'trawl --help'\n");
  CHECK(written_by([&] {
          diagnostics.pattern_error(PatternError("(", 1, "why"), "f\33:1: ");
        }).starts_with("trawl: f^[:1: cannot compile the pattern: why\n"));
}

int status_of(RecordCount selected, std::uint64_t problems,
              const ExitRules& rules = {}) {
  SearchSummary summary;
  summary.selected = selected;
  summary.problems = problems;
  return decide_exit_status(summary, rules);
}

TEST_CASE("the exit status is grep's") {
  CHECK(status_of(1, 0) == 0);
  CHECK(status_of(0, 0) == 1);
  CHECK(status_of(1, 1) == 2);
  CHECK(status_of(0, 1) == 2);
  CHECK(status_of(1, 1, {.is_quiet = true}) == 0);
  CHECK(status_of(0, 1, {.is_quiet = true}) == 2);
  CHECK(status_of(1, 0, {.output_failed = true}) == 2);
}

TEST_CASE("--strict fails whenever anything was left out") {
  CHECK(status_of(1, 0, {.is_strict = true}) == 0);
  CHECK(status_of(0, 0, {.is_strict = true}) == 1);
  CHECK(status_of(1, 1, {.is_quiet = true, .is_strict = true}) == 2);
  CHECK(status_of(1, 0, {.is_strict = true, .held_back = true}) == 2);
  CHECK(status_of(1, 0, {.held_back = true}) == 0);
}

}  // namespace
}  // namespace trawl::test
