// SPDX-License-Identifier: MIT
#include "stamp/json_stamp.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "stamp/text_reader.h"
#include "text/ascii.h"

namespace trawl {
namespace {

// In small letters.
constexpr std::array<std::string_view, 19> kNames{
    "time",       "ts",
    "@timestamp", "timestamp",
    "t",          "date",
    "datetime",   "asctime",
    "@t",         "__realtime_timestamp",
    "timemillis", "start_time",
    "time_local", "time_iso8601",
    "msec",       "requestreceivedtimestamp",
    "eventtime",  "log_time",
    "instant"};

bool is_name(std::string_view text) {
  return std::ranges::any_of(kNames, [&](std::string_view name) {
    return std::ranges::equal(text, name, {}, to_lower);
  });
}

// Steps over JSON without understanding more of it than where things end.
class Members {
 public:
  explicit Members(std::string_view line)
      : at_(line.data()), end_(at_ + line.size()) {}

  bool open() { return byte('{'); }

  // Reads `"name":` of the next member of the outermost object.
  bool next(std::string_view& name) {
    skip_space();
    if (!byte('"')) return false;
    const char* const begin = at_;
    if (!skip_text()) return false;
    name = {begin, static_cast<std::size_t>(at_ - 1 - begin)};
    skip_space();
    if (!byte(':')) return false;
    skip_space();
    return true;
  }

  // The value's text without quotes, nor what MongoDB, log4j and Monolog have
  // around a time.
  std::string_view value() const {
    std::string_view text(at_, static_cast<std::size_t>(end_ - at_));
    for (const std::string_view around :
         {R"({"$date":)", R"({"epochSecond":)", R"({"date":)"}) {
      if (text.starts_with(around)) text.remove_prefix(around.size());
    }
    if (text.starts_with('"')) text.remove_prefix(1);
    return text;
  }

  // Steps over it, and the comma behind it; false at the object's end.
  bool skip_value() {
    int depth = 0;
    while (at_ < end_) {
      const char next = *at_++;
      if (next == '"' && !skip_text()) return false;
      if (next == '{' || next == '[') ++depth;
      if ((next == '}' || next == ']') && --depth < 0) return false;
      if (next == ',' && depth == 0) return true;
    }
    return false;
  }

 private:
  void skip_space() {
    while (at_ < end_ && (*at_ == ' ' || *at_ == '\t')) ++at_;
  }
  bool byte(char wanted) {
    if (at_ >= end_ || *at_ != wanted) return false;
    ++at_;
    return true;
  }
  // Behind the quote that ends the text at hand.
  bool skip_text() {
    while (at_ < end_) {
      const void* found =
          std::memchr(at_, '"', static_cast<std::size_t>(end_ - at_));
      if (found == nullptr) break;
      const char* const quote = static_cast<const char*>(found);
      const char* escapes = quote;
      while (escapes > at_ && escapes[-1] == '\\') --escapes;
      at_ = quote + 1;
      if ((quote - escapes) % 2 == 0) return true;
    }
    return false;
  }

  const char* at_;
  const char* end_;
};

// log4j has them by themselves.
void add_nanoseconds(std::string_view value, ReadStamp& stamp) {
  TextReader text(value.substr(stamp.end));
  if (!text.literal(R"(,"nanoOfSecond":)")) return;
  const std::uint64_t nanoseconds = text.number().value;
  if (stamp.moment && nanoseconds < 1'000'000'000) {
    *stamp.moment += std::chrono::nanoseconds(nanoseconds);
  }
}

std::optional<ReadStamp> read_value(std::string_view value) {
  for (const StampLayout layout :
       {StampLayout::iso, StampLayout::epoch, StampLayout::web,
        StampLayout::day_first, StampLayout::year_last, StampLayout::compact}) {
    if (auto stamp = read_stamp(value, layout)) {
      add_nanoseconds(value, *stamp);
      return stamp;
    }
  }
  return std::nullopt;
}

}  // namespace

std::optional<ReadStamp> read_json_stamp(std::string_view line) {
  Members members(line);
  if (!members.open()) return std::nullopt;
  for (std::string_view name; members.next(name);) {
    if (is_name(name)) {
      if (auto stamp = read_value(members.value())) return stamp;
    }
    if (!members.skip_value()) break;
  }
  return std::nullopt;
}

}  // namespace trawl
