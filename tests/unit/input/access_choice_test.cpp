// SPDX-License-Identifier: MIT
#include "input/access_choice.h"

#include <doctest/doctest.h>
#include <fcntl.h>

#include "os/file_descriptor.h"
#include "support/temp_directory.h"

namespace trawl {
namespace {

using std::chrono::nanoseconds;

constexpr ByteCount kShard = AccessChoice::kBytesBetweenTrials / 64;

struct Outcome {
  int mapped = 0;
  int trials = 0;
};

// `shards` shards of a file at which these are the costs.
Outcome use(AccessChoice& choice, int shards, int map_ns, int read_ns) {
  Outcome outcome;
  for (int i = 0; i < shards; ++i) {
    if (choice.wants_costs()) {
      ++outcome.trials;
      choice.learn({nanoseconds(map_ns), nanoseconds(read_ns)});
    }
    outcome.mapped += choice.next(kShard) == FileAccess::map ? 1 : 0;
  }
  return outcome;
}

}  // namespace

TEST_CASE("AccessChoice: KeepsTheFasterWay") {
  AccessChoice choice;
  CHECK(use(choice, 1000, 100, 700).mapped == 1000);
  AccessChoice other;
  CHECK(use(other, 1000, 700, 100).mapped == 0);
}

TEST_CASE("AccessChoice: MapsUntilToldCosts") {
  AccessChoice choice;
  CHECK(choice.wants_costs());
  CHECK(choice.next(kShard) == FileAccess::map);
}

TEST_CASE("AccessChoice: TriesAgainNowAndThen") {
  AccessChoice choice;
  const int first = AccessChoice::kBytesUnconfirmed / kShard;
  CHECK(use(choice, first, 199, 100).trials == 1);
  CHECK(use(choice, 6400, 199, 100).trials == 100);
  CHECK(use(choice, first, 100, 199).trials == 1);
  CHECK(use(choice, 6400, 100, 199).trials == 100);
}

TEST_CASE("AccessChoice: TriesLessOftenWhatCostsMore") {
  AccessChoice choice;
  use(choice, 4 * AccessChoice::kBytesUnconfirmed / kShard, 700, 100);
  CHECK(use(choice, 6400, 700, 100).trials == 25);
}

TEST_CASE("AccessChoice: IsConfirmedByAnother") {
  AccessChoice choice;
  choice.learn({nanoseconds(100), nanoseconds(199)}, FileAccess::map);
  CHECK(use(choice, 64, 100, 199).trials == 0);
  CHECK(choice.wants_costs());
  AccessChoice other;
  other.learn({nanoseconds(100), nanoseconds(199)}, FileAccess::read);
  CHECK(use(other, 64, 100, 199).trials == 1);
}

TEST_CASE("AccessChoice: DoesNotKeepToWhatOneTrialSays") {
  AccessChoice choice;
  use(choice, 640, 199, 100);
  choice.learn({nanoseconds(199), nanoseconds(390)});  // was interrupted
  CHECK(use(choice, 640, 199, 100).mapped ==
        AccessChoice::kBytesUnconfirmed / kShard);
}

TEST_CASE("AccessChoice: LeavesMappingThatBecameSlow") {
  AccessChoice choice;
  CHECK(use(choice, 100, 50, 100).mapped == 100);
  const int mapped_late = use(choice, 400, 700, 100).mapped;
  CHECK(mapped_late < 64);
}

TEST_CASE("AccessChoice: TimesBothWaysOnAFile") {
  test::TempDirectory directory;
  const auto path = directory.write("file", std::string(300'000, 'x'));
  const FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  ReadBuffer buffer;
  const AccessCosts costs =
      time_access(file.get(), 300'000, 4'999, 300'000, buffer);
  CHECK(costs.map > nanoseconds::zero());
  CHECK(costs.map < nanoseconds::max());
  CHECK(costs.read > nanoseconds::zero());
  CHECK(costs.read < nanoseconds::max());
}

}  // namespace trawl
