// SPDX-License-Identifier: MIT
#include "cli/progress.h"

#include <doctest/doctest.h>

#include <string>

namespace trawl::test {
namespace {

using namespace std::chrono_literals;

constexpr ByteCount kGigabyte = 1'000'000'000;

TEST_CASE("progress tells bytes, speed, selected lines and time left") {
  const Progress half{12 * kGigabyte, 48 * kGigabyte, 1234, 4s};
  CHECK(progress_text(half, 100) ==
        "trawl: 12.0 GB of 48.0 GB (25 %), 3.00 GB/s, 1234 selected, 0:12 "
        "left");
  const Progress long_one{kGigabyte, 3662 * kGigabyte, 0, 1s};
  CHECK(progress_text(long_one, 100) ==
        "trawl: 1.0 GB of 3.66 TB (0 %), 1.00 GB/s, 0 selected, 1:01:01 left");
}

TEST_CASE("progress tells what it can when the end is not known") {
  CHECK(progress_text({512'000'000, {}, 1, 2s}, 100) ==
        "trawl: 512 MB, 0.26 GB/s, 1 selected");
  CHECK(progress_text({0, kGigabyte, 0, 2s}, 100) ==
        "trawl: 0 kB of 1.0 GB (0 %), 0.00 GB/s, 0 selected");
  CHECK(progress_text({0, 0, 0, 0s}, 100) ==
        "trawl: 0 kB, 0.00 GB/s, 0 selected");
  // A file that grew meanwhile.
  CHECK(progress_text({2 * kGigabyte, kGigabyte, 0, 2s}, 100) ==
        "trawl: 2.0 GB, 1.00 GB/s, 0 selected");
}

TEST_CASE("progress does not wrap") {
  const Progress half{12 * kGigabyte, 48 * kGigabyte, 1234, 4s};
  CHECK(progress_text(half, 12) == "trawl: 12.0 ");
  ProgressLine line;
  CHECK(line.update(half, 12) == "\r\33[Ktrawl: 12.0");
}

TEST_CASE("the progress line comes late, not too often, and goes") {
  ProgressLine line;
  const auto update = [&](std::chrono::nanoseconds elapsed) {
    return line.update({kGigabyte, {}, 0, elapsed}, 80);
  };
  CHECK(line.erase().empty());
  CHECK(update(999ms).empty());
  CHECK(line.erase().empty());
  CHECK(update(1000ms) == "\r\33[Ktrawl: 1.0 GB, 1.00 GB/s, 0 selected");
  CHECK(update(1050ms).empty());
  CHECK(line.erase() == "\r\33[K");
  CHECK(line.erase().empty());
  CHECK_FALSE(update(1100ms).empty());
}

}  // namespace
}  // namespace trawl::test
