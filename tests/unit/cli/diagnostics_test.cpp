// SPDX-License-Identifier: MIT
#include "cli/diagnostics.h"

#include <doctest/doctest.h>

#include <cerrno>

#include "cli/exit_status.h"

namespace trawl::test {
namespace {

TEST_CASE("problems are told as grep tells them, and what to do") {
  CHECK(problem_text({.kind = Problem::Kind::unreadable,
                      .path = "a",
                      .reason = {},
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

int status_of(RecordCount selected, std::uint64_t problems,
              bool is_quiet = false, bool output_failed = false) {
  SearchSummary summary;
  summary.selected = selected;
  summary.problems = problems;
  return decide_exit_status(summary, is_quiet, output_failed);
}

TEST_CASE("the exit status is grep's") {
  CHECK(status_of(1, 0) == 0);
  CHECK(status_of(0, 0) == 1);
  CHECK(status_of(1, 1) == 2);
  CHECK(status_of(0, 1) == 2);
  CHECK(status_of(1, 1, true) == 0);
  CHECK(status_of(0, 1, true) == 2);
  CHECK(status_of(1, 0, false, true) == 2);
}

}  // namespace
}  // namespace trawl::test
