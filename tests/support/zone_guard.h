// SPDX-License-Identifier: MIT
// The local time zone of a test, and afterwards the one before.
#pragma once

#include <stdlib.h>
#include <time.h>

#include <optional>
#include <string>

namespace trawl::test {

class ZoneGuard {
 public:
  explicit ZoneGuard(const char* zone) {
    if (const char* before = ::getenv("TZ")) before_ = before;
    ::setenv("TZ", zone, 1);
    ::tzset();
  }
  ~ZoneGuard() {
    if (before_) {
      ::setenv("TZ", before_->c_str(), 1);
    } else {
      ::unsetenv("TZ");
    }
    ::tzset();
  }
  ZoneGuard(const ZoneGuard&) = delete;
  ZoneGuard& operator=(const ZoneGuard&) = delete;

 private:
  std::optional<std::string> before_;
};

// Central Europe, without need of a time zone database.
inline constexpr const char* kCentralEurope = "CET-1CEST,M3.5.0,M10.5.0/3";

}  // namespace trawl::test
