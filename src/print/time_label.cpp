// SPDX-License-Identifier: MIT
#include "print/time_label.h"

#include "time/clock_text.h"

namespace trawl {
namespace {

using std::chrono::seconds;

constexpr seconds kDay = std::chrono::days(1);

}  // namespace

TimeLabel::TimeLabel(const BucketSize& size, seconds first, seconds last)
    : size_(size),
      shows_offset_(size.length < kDay &&
                    offset_text(first) != offset_text(last)),
      columns_(next(first).size()) {
  date_.clear();
}

std::string TimeLabel::date(seconds clock) const {
  if (size_.months == 0) return date_text(clock);
  return size_.months % 12 == 0 ? year_text(clock) : month_text(clock);
}

std::string TimeLabel::time(seconds utc, seconds clock) const {
  if (size_.length >= kDay) return {};
  const bool is_minute = size_.length >= std::chrono::minutes(1);
  std::string text =
      ' ' + (is_minute ? minute_text(clock) : second_text(clock));
  if (!shows_offset_) return text;
  const std::string offset = offset_text(utc);
  return text + ' ' + offset + std::string(6 - offset.size(), ' ');
}

std::string TimeLabel::next(seconds utc) {
  const seconds clock = LocalZone::to_clock(utc);
  std::string today = date(clock);
  const bool is_new = today != date_;
  date_ = today;
  if (!is_new) today.assign(today.size(), ' ');
  return today + time(utc, clock);
}

std::string time_span_text(seconds first, seconds last) {
  const seconds from = LocalZone::to_clock(first);
  const seconds to = LocalZone::to_clock(last);
  const std::string zone = offset_text(last);
  std::string text = date_text(from) + ' ' + second_text(from);
  if (offset_text(first) != zone) text += ' ' + offset_text(first);
  if (first != last) {
    text += " to ";
    if (date_text(from) != date_text(to)) text += date_text(to) + ' ';
    text += second_text(to);
  }
  return text + ' ' + zone;
}

}  // namespace trawl
