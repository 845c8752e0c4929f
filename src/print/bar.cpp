// SPDX-License-Identifier: MIT
#include "print/bar.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace trawl {
namespace {

constexpr std::size_t kEighths = 8;
constexpr std::string_view kFullBlock = "█";
constexpr std::array<std::string_view, kEighths> kBlocks = {"",  "▏", "▎", "▍",
                                                            "▌", "▋", "▊", "▉"};

// `part` of `whole`, as long as `length` is; rounded.
std::size_t share(RecordCount part, RecordCount whole, std::size_t length) {
  if (whole == 0) return 0;
  return static_cast<std::size_t>(
      std::llround(static_cast<double>(part) / static_cast<double>(whole) *
                   static_cast<double>(length)));
}

std::string repeated(std::string_view sign, std::size_t times) {
  std::string text;
  for (; times > 0; --times) text += sign;
  return text;
}

}  // namespace

std::string inked(std::string_view text, const BarInk& ink) {
  if (ink.color.empty() || text.empty()) return std::string(text);
  return fmt::format("\33[{}m{}\33[m", ink.color, text);
}

std::string bar_text(RecordCount count, RecordCount largest,
                     std::size_t columns, std::span<const BarPart> parts) {
  if (count == 0) return {};
  const bool has_eighths = std::ranges::all_of(
      parts, [](const BarPart& part) { return part.ink.sign == kFullBlock; });
  const std::size_t grain = has_eighths ? kEighths : 1;
  const std::size_t length =
      std::max<std::size_t>(1, share(count, largest, columns * grain));
  const std::size_t whole = length / grain;

  RecordCount sum = 0;
  const BarPart* last = &parts.front();
  for (const BarPart& part : parts) {
    sum += part.weight;
    if (part.weight > 0) last = &part;
  }
  std::string text;
  RecordCount before = 0;
  std::size_t drawn = 0;
  for (const BarPart& part : parts) {
    before += part.weight;
    const std::size_t end = std::min(share(before, sum, whole), whole);
    std::string piece = repeated(part.ink.sign, end - drawn);
    if (&part == last) piece += kBlocks[length % grain];
    text += inked(piece, part.ink);
    drawn = end;
  }
  return text;
}

}  // namespace trawl
