// SPDX-License-Identifier: MIT
#include "time/line_times.h"

#include <algorithm>
#include <cstring>

namespace trawl {
namespace {

// First look back; doubled until a stamp is found.
constexpr ByteCount kLookBackBytes = 4 * 1024;

// Where the last line of `lines` begins. Its terminator may be missing.
std::size_t begin_of_last(std::string_view lines, char terminator) {
  const void* found =
      memrchr(lines.data(), terminator, lines.empty() ? 0 : lines.size() - 1);
  if (found == nullptr) return 0;
  return static_cast<std::size_t>(static_cast<const char*>(found) -
                                  lines.data()) +
         1;
}

}  // namespace

void LineTimes::begin_input(const StampFormat& format,
                            const TimedPlace& start) {
  parser_.set_format(format);
  start_ = known_ = start;
}

std::string_view LineTimes::line_at(std::string_view block,
                                    std::size_t begin) const {
  return block.substr(begin, block.find(terminator_, begin) - begin);
}

std::optional<Moment> LineTimes::first_in(std::string_view lines) {
  for (std::size_t begin = 0; begin < lines.size();) {
    const std::string_view line = line_at(lines, begin);
    if (const auto time = parser_.find(line)) return time;
    begin += line.size() + 1;
  }
  return std::nullopt;
}

std::optional<Moment> LineTimes::last_in(std::string_view lines) {
  while (!lines.empty()) {
    const std::size_t begin = begin_of_last(lines, terminator_);
    if (const auto time = parser_.find(line_at(lines, begin))) return time;
    lines = lines.substr(0, begin);
  }
  return std::nullopt;
}

TimedPlace LineTimes::find_place(InputView& view, ByteOffset line_begin) {
  const TimedPlace& floor = known_.offset <= line_begin ? known_ : start_;
  ByteOffset end = std::min(line_begin, view.size());
  for (ByteCount step = kLookBackBytes; end > floor.offset; step *= 2) {
    const bool is_all = end - floor.offset <= step;
    const ByteOffset from = is_all ? floor.offset : end - step;
    const std::string_view bytes = view.view(from, end);
    // What is cut off at the beginning is looked at with what is before it.
    const std::size_t whole = is_all ? 0 : bytes.find(terminator_);
    if (whole == std::string_view::npos) continue;
    const std::size_t first = is_all ? 0 : whole + 1;
    if (const auto time = last_in(bytes.substr(first))) {
      return known_ = {line_begin, *time};
    }
    if (is_all) break;
    end = from + first;
  }
  return known_ = {line_begin, floor.time};
}

Moment LineTimes::time_of(std::string_view block, ByteOffset block_offset,
                          std::size_t begin, std::size_t end,
                          TimedPlace& place) {
  if (const auto time = first_in(block.substr(begin, end - begin))) {
    place = {block_offset + begin, *time};
    return *time;
  }
  const auto known = static_cast<std::size_t>(place.offset - block_offset);
  const auto before = last_in(block.substr(known, begin - known));
  place = {block_offset + begin, before.value_or(place.time)};
  return place.time;
}

void LineTimes::pass(std::string_view block, ByteOffset block_offset,
                     TimedPlace& place) {
  const auto known = static_cast<std::size_t>(place.offset - block_offset);
  const auto last = last_in(block.substr(known));
  place = {block_offset + block.size(), last.value_or(place.time)};
  if (place.offset > known_.offset) known_ = place;
}

}  // namespace trawl
