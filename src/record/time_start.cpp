// SPDX-License-Identifier: MIT
// Told by one line alone: by what the formats of stamps that are found out for
// a whole input (stamp/stamp_format.h) have in common.
#include <algorithm>
#include <array>
#include <string_view>

#include "record/record_start.h"
#include "stamp/json_stamp.h"
#include "stamp/level_word.h"
#include "stamp/text_reader.h"
#include "text/ascii.h"
#include "text/color.h"

namespace trawl {
namespace {

// Further behind a stamp is rather part of a text.
constexpr std::uint8_t kMostWordsBefore = 4;

// Most lines that go on have no digit so early.
constexpr std::size_t kFirstDigit = 40;

// In front of the stamp in the log of a load balancer.
constexpr std::array<std::string_view, 6> kProtocols{"http", "https", "h2",
                                                     "ws",   "wss",   "grpcs"};

// <34>1 before it, as syslog has it on the wire.
std::string_view without_priority(std::string_view line) {
  const std::size_t end = line.find('>');
  if (line.empty() || line[0] != '<' || end > 4) return line;
  line.remove_prefix(end + 1);
  if (line.starts_with("1 ")) line.remove_prefix(2);
  return line;
}

// 1:M, of Redis.
bool is_role(std::string_view word) {
  return word.size() > 2 && is_digit(word[0]) && is_letter(word.back()) &&
         word[word.size() - 2] == ':';
}

// What programs write in front of a stamp; `web1  |` is Docker's.
bool may_precede_stamp(std::string_view line) {
  if (begins_with_level(line) || line.starts_with("type=")) return true;
  const std::string_view word = line.substr(0, line.find_first_of(" \t"));
  const std::size_t second = std::min(begin_of_word(line, 1), line.size());
  const std::size_t bracket = line.starts_with('[') ? 1 : 0;
  return TextReader(word.substr(bracket)).weekday() || is_role(word) ||
         std::ranges::find(kProtocols, word) != kProtocols.end() ||
         line.substr(second).starts_with("| ");
}

bool has_early_digit(std::string_view line) {
  return std::ranges::any_of(line.substr(0, kFirstDigit), is_digit);
}

}  // namespace

bool TimeStart::has_stamp(std::string_view line, std::uint8_t word) {
  if (parser_.find_at(line, {last_found_, word})) return true;
  for (int i = 0; i <= static_cast<int>(kLastLayout); ++i) {
    const auto layout = static_cast<StampLayout>(i);
    if (layout == StampLayout::json || layout == StampLayout::custom) continue;
    const bool may_be_any_number = layout == StampLayout::epoch && word > 0;
    if (may_be_any_number && !line.starts_with("type=")) continue;
    if (!parser_.find_at(line, {layout, word})) continue;
    if (layout != StampLayout::epoch) last_found_ = layout;
    return true;
  }
  return false;
}

bool TimeStart::begins_record(std::string_view line) {
  line = without_priority(line);
  if (line.empty() || !has_early_digit(line)) return false;
  if (line[0] == '{') return read_json_stamp(line).has_value();
  const bool is_indented = is_blank(line[0]);
  if (!is_indented && has_stamp(line, 0)) return true;
  line.remove_prefix(behind_colors(line, 0));
  if (is_indented ? begins_with_level(line) : may_precede_stamp(line)) {
    for (std::uint8_t word = 1; word <= kMostWordsBefore; ++word) {
      if (has_stamp(line, word)) return true;
    }
  }
  // The addresses of an access log.
  if (is_indented || !is_digit(line[0])) return false;
  for (std::uint8_t word = 1; word <= kMostWordsBefore; ++word) {
    if (parser_.find_at(line, {StampLayout::web, word})) return true;
  }
  return false;
}

}  // namespace trawl
