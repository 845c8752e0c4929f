// SPDX-License-Identifier: MIT
#include "cli/debug_text.h"

#include <doctest/doctest.h>

namespace trawl::test {
namespace {

using Lines = std::vector<std::string>;

TEST_CASE("--debug tells what was decided before the search") {
  Configuration decided;
  decided.query.patterns = {"a", "b"};
  decided.inputs.paths = {"-", "dir"};
  CHECK(describe_decisions(decided) ==
        Lines{"patterns: 2 Perl regular expressions, case respected",
              "engine for lines: the faster one, measured meanwhile",
              "workers: one per usable core, none for small inputs",
              "path: standard input", "path: dir"});
  decided.query = {.patterns = {"a"},
                   .syntax = Syntax::fixed,
                   .boundary = Boundary::word,
                   .ignore_case = true,
                   .invert = true,
                   .required = {"r"},
                   .excluded = {"x", "y"}};
  decided.query.range.begin = 7;
  decided.search = {.workers = 3, .shard_size = 64, .engine = Engine::pcre2};
  decided.inputs.paths = {};
  CHECK(describe_decisions(decided) ==
        Lines{"patterns: 1 fixed strings, as whole words, case ignored, 1 more "
              "required, 2 excluded, inverted",
              "range: bytes 7 to the end", "engine for lines: pcre2",
              "workers: 3, however small the inputs are",
              "shard size: 64 bytes"});
}

TEST_CASE("--debug tells how the search went") {
  SearchSummary summary;
  summary.inputs_searched = 2;
  summary.bytes_searched = 300;
  summary.elapsed = std::chrono::milliseconds(5);
  CHECK(describe_search(summary) ==
        Lines{"searched in this process, without forking",
              "2 inputs, 300 bytes, 0.005000 seconds, 0 problems"});
  summary.workers = 2;
  summary.confinement = {.workers = 2, .system_calls = 2, .files = 0};
  summary.stopped = true;
  summary.shards.add(100, 1);
  summary.shards.add(200, 1);
  CHECK(describe_search(summary) ==
        Lines{"searched by 2 forked workers, 0 lost",
              "workers confined: system calls by seccomp in 2 of 2, files not: "
              "the kernel has no Landlock",
              "shards: 2 of 100 to 200 bytes, 300 in all",
              "2 inputs, 300 bytes, 0.005000 seconds, 0 problems, stopped "
              "early"});
}

}  // namespace
}  // namespace trawl::test
