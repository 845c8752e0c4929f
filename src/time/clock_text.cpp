// SPDX-License-Identifier: MIT
#include "time/clock_text.h"

#include <fmt/format.h>

#include "stamp/local_zone.h"

namespace trawl {
namespace {

namespace chrono = std::chrono;
using Seconds = chrono::seconds;

chrono::year_month_day date_of(Seconds clock) {
  return chrono::sys_days(chrono::floor<chrono::days>(clock));
}

chrono::hh_mm_ss<Seconds> time_of(Seconds clock) {
  return chrono::hh_mm_ss(clock - chrono::floor<chrono::days>(clock));
}

}  // namespace

std::string date_text(Seconds clock) {
  return fmt::format("{}-{:02}", month_text(clock),
                     static_cast<unsigned>(date_of(clock).day()));
}

std::string month_text(Seconds clock) {
  return fmt::format("{}-{:02}", year_text(clock),
                     static_cast<unsigned>(date_of(clock).month()));
}

std::string year_text(Seconds clock) {
  return fmt::format("{:04}", static_cast<int>(date_of(clock).year()));
}

std::string minute_text(Seconds clock) {
  const auto time = time_of(clock);
  return fmt::format("{:02}:{:02}", time.hours().count(),
                     time.minutes().count());
}

std::string second_text(Seconds clock) {
  return fmt::format("{}:{:02}", minute_text(clock),
                     time_of(clock).seconds().count());
}

std::string offset_text(Seconds utc) {
  const Seconds offset = LocalZone::to_clock(utc) - utc;
  if (offset == Seconds(0)) return "UTC";
  return (offset < Seconds(0) ? "-" : "+") + minute_text(chrono::abs(offset));
}

std::string rfc3339_text(Seconds utc) {
  const Seconds clock = LocalZone::to_clock(utc);
  return fmt::format("{}T{}{}", date_text(clock), second_text(clock),
                     clock == utc ? "Z" : offset_text(utc));
}

}  // namespace trawl
