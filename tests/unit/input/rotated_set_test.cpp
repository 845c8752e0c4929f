// SPDX-License-Identifier: MIT
#include "input/rotated_set.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace trawl::test {
namespace {

using Strings = std::vector<std::string>;

// Those of `names` that were `log`, the oldest first.
Strings rotated(const std::string& log, Strings names) {
  std::erase_if(names, [&](const std::string& name) {
    return !find_rotation(log, name).has_value();
  });
  std::ranges::sort(names, [&](const auto& left, const auto& right) {
    return is_older(*find_rotation(log, left), *find_rotation(log, right));
  });
  return names;
}

TEST_CASE("RotatedSet: NumbersCountBackAndDatesOn") {
  CHECK(rotated("app.log", {"app.log.1", "app.log.10.gz", "app.log.2.gz",
                            "app.log-20250102.zst", "app.log-20250101"}) ==
        Strings{"app.log-20250101", "app.log-20250102.zst", "app.log.10.gz",
                "app.log.2.gz", "app.log.1"});
  CHECK(
      rotated("app.log", {"app.log.2026-01-02", "app.log-20260101",
                          "app.log-20260103_12"}) ==
      Strings{"app.log-20260101", "app.log.2026-01-02", "app.log-20260103_12"});
  CHECK(rotated("syslog", {"syslog.1", "syslog.2024-12-31_23"}) ==
        Strings{"syslog.2024-12-31_23", "syslog.1"});
}

TEST_CASE("RotatedSet: TheyMayStandInFrontOfTheExtension") {
  CHECK(rotated("app.log",
                {"app.1.log", "app.12.log.gz", "app.2.log", "app.log.3"}) ==
        Strings{"app.12.log.gz", "app.log.3", "app.2.log", "app.1.log"});
  // logback, more than nine in a day; lumberjack
  CHECK(rotated("app.log", {"app.2025-01-02.0.log.gz", "app.2025-01-01.10.log",
                            "app.2025-01-01.2.log.gz"}) ==
        Strings{"app.2025-01-01.2.log.gz", "app.2025-01-01.10.log",
                "app.2025-01-02.0.log.gz"});
  CHECK(rotated("app.log", {"app-2016-11-04T18-30-00.000.log",
                            "app-2016-11-04T09-30-00.000.log"}) ==
        Strings{"app-2016-11-04T09-30-00.000.log",
                "app-2016-11-04T18-30-00.000.log"});
}

TEST_CASE("RotatedSet: OtherNamesAreOtherLogs") {
  CHECK(rotated("app.log", {"app.log", "app.log.bak", "app.logger", "app.log.",
                            "app.log1", "app.log.1a", "app.log.1.2", "app1.log",
                            "app.x.log", "app..log", "app.1.2.log", "app.1.txt",
                            "my.app.1.log", ".log", "app"})
            .empty());
  CHECK(rotated(".log", {".1.log", "x.1.log"}).empty());
  CHECK(rotated("app", {"app.1.log"}).empty());
}

// Beyond what is counted all are the same age.
TEST_CASE("RotatedSet: NumbersMayBeOfAnyLength") {
  const std::string nines(30, '9');
  CHECK(rotated("a", {"a.5", "a." + nines}).size() == 2);
}

}  // namespace
}  // namespace trawl::test
