// SPDX-License-Identifier: MIT
#include "time/input_format.h"

#include <algorithm>
#include <string_view>

#include "time/line_times.h"

namespace trawl {
namespace {

// Looked for a last stamp from the end backwards.
constexpr ByteCount kTailBytes = 64 * 1024;

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
  StampFormat format = find_format(head, window, terminator);
  format.newest = now;
  return format;
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
  const ByteOffset tail = size - std::min(size, kTailBytes);
  if (const auto last = times.last_in(view.view(tail, size))) {
    format.newest =
        std::chrono::floor<std::chrono::seconds>(last->time_since_epoch());
  }
  return format;
}

}  // namespace trawl
