// SPDX-License-Identifier: MIT
#include "time/time_range.h"

#include <algorithm>
#include <chrono>
#include <optional>
#include <string_view>
#include <vector>

#include "time/time_between.h"

namespace trawl {
namespace {

// First look for the end of a line; doubled until it is found.
constexpr ByteCount kLineBytes = 512;

using std::chrono::nanoseconds;
using std::chrono::seconds;

seconds whole_seconds(Moment moment) {
  return std::chrono::floor<seconds>(moment.time_since_epoch());
}

// A stamped line that was looked at.
struct Probe {
  ByteOffset begin = 0;
  ByteOffset end = 0;
  Moment time{};
};

class RangeSearch {
 public:
  RangeSearch(InputView& view, StampParser& parser, const TimeWindow& window,
              char terminator, ByteCount grain)
      : view_(view),
        parser_(parser),
        window_(window),
        terminator_(terminator),
        grain_(std::max<ByteCount>(grain, 1)) {}

  TimeRange find() {
    TimeRange found;
    found.range = {0, view_.size()};
    look_around();
    if (window_.since) found.range.begin = find_begin(*window_.since);
    if (window_.until) {
      found.range.end = find_end(*window_.until, found.range.begin);
    }
    found.is_sorted = is_sorted();
    if (!found.is_sorted) found.range = {0, view_.size()};
    return found;
  }

 private:
  // The first stamped line that begins in [from, to).
  std::optional<Probe> probe(ByteOffset from, ByteOffset to) {
    ByteOffset begin = from == 0 ? 0 : end_of_line(from - 1);
    while (begin < std::min(to, view_.size())) {
      const ByteOffset end = end_of_line(begin);
      std::string_view line = view_.view(begin, end);
      if (line.ends_with(terminator_)) line.remove_suffix(1);
      if (const auto time = parser_.find(line)) {
        return seen_.emplace_back(Probe{begin, end, *time});
      }
      begin = end;
    }
    return std::nullopt;
  }

  // Behind the terminator of the line that holds byte `inside`.
  ByteOffset end_of_line(ByteOffset inside) {
    ByteOffset from = inside;
    for (ByteCount step = kLineBytes; from < view_.size(); step *= 2) {
      const ByteOffset to = std::min(from + step, view_.size());
      const std::string_view bytes = view_.view(from, to);
      const std::size_t end = bytes.find(terminator_);
      if (end != std::string_view::npos) return from + end + 1;
      from = to;
    }
    return view_.size();
  }

  // Every line before it is older than `since`.
  ByteOffset find_begin(Moment since) {
    const nanoseconds slack = slack_between(since, since);
    ByteOffset answer = 0;
    ByteOffset low = 0;
    ByteOffset high = view_.size();
    while (high - low > grain_) {
      const ByteOffset middle = low + (high - low) / 2;
      const auto line = probe(middle, high);
      if (line && time_between(line->time, since) > slack) {
        answer = line->begin;
        low = line->end;
      } else {
        high = middle;
      }
      if (low >= high) break;
    }
    return answer;
  }

  // No line from it on is older than `until`.
  ByteOffset find_end(Moment until, ByteOffset begin) {
    const nanoseconds slack = slack_between(until, until);
    ByteOffset answer = view_.size();
    ByteOffset low = begin;
    ByteOffset high = view_.size();
    while (high - low > grain_) {
      const ByteOffset middle = low + (high - low) / 2;
      const auto line = probe(middle, high);
      if (line && time_between(until, line->time) < slack) {
        low = line->end;
      } else {
        if (line) answer = line->begin;
        high = middle;
      }
      if (low >= high) break;
    }
    return answer;
  }

  // How much later a line may be than one behind it, near these: where clocks
  // are set back, by that more.
  nanoseconds slack_between(Moment from, Moment to) const {
    const nanoseconds set_back =
        LocalZone::set_back_between(whole_seconds(from), whole_seconds(to));
    return std::min(window_.slack, nanoseconds::max() - set_back) + set_back;
  }

  void look_around() {
    for (ByteOffset i = 0; i < kOrderProbes; ++i) {
      const ByteOffset from = view_.size() / kOrderProbes * i;
      probe(from, view_.size());
    }
  }

  bool is_sorted() {
    std::ranges::sort(seen_, {}, &Probe::begin);
    Moment latest = Moment::min();
    for (const Probe& line : seen_) {
      const nanoseconds back = time_between(line.time, latest);
      if (back > window_.slack && back > slack_between(line.time, latest)) {
        return false;
      }
      latest = std::max(latest, line.time);
    }
    return true;
  }

  InputView& view_;
  StampParser& parser_;
  const TimeWindow& window_;
  char terminator_;
  ByteCount grain_;
  std::vector<Probe> seen_;
};

}  // namespace

TimeRange find_time_range(InputView& view, StampParser& parser,
                          const TimeWindow& window, char terminator,
                          ByteCount grain) {
  return RangeSearch(view, parser, window, terminator, grain).find();
}

}  // namespace trawl
