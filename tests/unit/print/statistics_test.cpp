// SPDX-License-Identifier: MIT
#include "print/statistics.h"

#include <doctest/doctest.h>

namespace trawl::test {
namespace {

TEST_CASE("statistics tell what was searched, found and how") {
  SearchSummary summary{.selected = 1,
                        .matches = 2,
                        .inputs_searched = 3,
                        .inputs_selected = 1,
                        .problems = 1,
                        .bytes_searched = 2'000'000'000,
                        .bytes_written = 17,
                        .elapsed = std::chrono::milliseconds(500),
                        .workers = 2,
                        .workers_lost = 1,
                        .shards = {},
                        .blocks = {},
                        .batches = {}};
  summary.shards.add(1024 * 1024, 1);
  summary.shards.add(3 * 1024 * 1024, 1);
  summary.batches.add(100, 5);
  CHECK(statistics_text(summary, true) ==
        "2 matches\n"
        "1 selected line\n"
        "3 inputs searched, 1 with a selected line\n"
        "1 problem, 0 notices\n"
        "2000000000 bytes searched\n"
        "17 bytes written\n"
        "0.500000 seconds, 4.000 GB/s\n"
        "2 workers, 1 lost\n"
        "2 shards: smallest 1.0 MiB, mean 2.0 MiB, largest 3.0 MiB\n"
        "1 adaptive batch: smallest 100 B, mean 100 B, largest 100 B\n"
        "5.0 inputs per batch\n");
}

TEST_CASE("matches that were not counted are not shown as none") {
  CHECK(statistics_text({}, false).starts_with("0 selected lines\n"));
}

}  // namespace
}  // namespace trawl::test
