// SPDX-License-Identifier: MIT
#include "time/input_format.h"

#include <algorithm>
#include <string_view>

#include "time/line_times.h"

namespace trawl {
namespace {

// Looked for a last stamp from the end backwards.
constexpr ByteCount kTailBytes = 64 * 1024;

// A stack trace may be as long; where the end is written otherwise than the
// head, none is found in it.
constexpr ByteCount kShortTailBytes = 4 * 1024;

// The last stamp of a file may be earlier than one before it.
constexpr auto kDisorder = std::chrono::hours(2);

std::string_view without_cut_line(std::string_view head, char terminator) {
  const std::size_t last = head.rfind(terminator);
  return last == std::string_view::npos ? head : head.substr(0, last + 1);
}

}  // namespace

StampFormat find_stream_format(std::string_view head, const TimeWindow& window,
                               char terminator, std::chrono::seconds now) {
  if (head.size() > kFormatHeadBytes) {
    head = without_cut_line(head.substr(0, kFormatHeadBytes), terminator);
  }
  return {.place = find_stamp_place(head, window, terminator),
          .other = {},
          .newest = now};
}

StampFormat find_file_format(InputView& view, const TimeWindow& window,
                             char terminator,
                             std::chrono::seconds last_change) {
  const std::string_view head =
      view.view(0, std::min<ByteOffset>(view.size(), kFormatHeadBytes + 1));
  StampFormat format =
      find_stream_format(head, window, terminator, last_change);
  if (!format.is_found()) return format;

  LineTimes times(window, terminator);
  times.begin_input(format, {});
  const ByteOffset size = view.size();
  const auto tail_of = [&](ByteCount bytes) {
    return view.view(size - std::min(size, bytes), size);
  };
  if (size > kFormatHeadBytes && !times.last_in(tail_of(kShortTailBytes))) {
    const std::string_view tail = tail_of(kTailBytes);
    format.other = find_stamp_place(
        tail.substr(std::min(tail.find(terminator), tail.size() - 1) + 1),
        window, terminator);
    times.begin_input(format, {});
  }
  if (const auto last = times.last_in(tail_of(kTailBytes))) {
    format.newest =
        std::chrono::floor<std::chrono::seconds>(last->time_since_epoch());
    format.margin = std::max<std::chrono::seconds>(
        kDisorder, std::chrono::ceil<std::chrono::seconds>(window.slack));
  }
  return format;
}

}  // namespace trawl
