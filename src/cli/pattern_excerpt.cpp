// SPDX-License-Identifier: MIT
#include "cli/pattern_excerpt.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>
#include <vector>

#include "text/utf8.h"

namespace trawl {
namespace {

struct CharacterRange {
  char32_t first, last;
};

constexpr std::size_t kIndent = 2;
constexpr std::string_view kEllipsis = "...";

// Coarse on purpose: the C library knows more only under a locale that trawl
// does not set, and a caret two columns off still points.
constexpr std::array<CharacterRange, 7> kZeroWidth = {{{0x0300, 0x036F},
                                                       {0x0483, 0x0489},
                                                       {0x0591, 0x05BD},
                                                       {0x064B, 0x065F},
                                                       {0x200B, 0x200F},
                                                       {0x20D0, 0x20FF},
                                                       {0xFE00, 0xFE0F}}};
constexpr std::array<CharacterRange, 9> kDoubleWidth = {{{0x1100, 0x115F},
                                                         {0x2E80, 0xA4CF},
                                                         {0xAC00, 0xD7A3},
                                                         {0xF900, 0xFAFF},
                                                         {0xFE30, 0xFE6F},
                                                         {0xFF00, 0xFF60},
                                                         {0xFFE0, 0xFFE6},
                                                         {0x1F300, 0x1FAFF},
                                                         {0x20000, 0x3FFFD}}};

template <std::size_t kSize>
bool is_in(const std::array<CharacterRange, kSize>& ranges, char32_t c) {
  return std::ranges::any_of(ranges, [c](const CharacterRange& range) {
    return c >= range.first && c <= range.last;
  });
}

// What stands for one character, or for one byte that is none.
struct Cell {
  std::string text;
  std::size_t columns = 0;
  std::size_t offset = 0;  // of its first byte in the pattern
};

Cell escaped(std::string text) {
  const std::size_t columns = text.size();
  return {std::move(text), columns};
}

Cell make_cell(std::string_view character, bool is_valid) {
  const auto byte = static_cast<unsigned char>(character[0]);
  if (!is_valid) return escaped(fmt::format("\\x{:02x}", byte));
  const char32_t number = decode_character(character);
  if (number == '\t') return escaped("\\t");
  if (number < 0x20 || (number >= 0x7F && number < 0xA0)) {
    return escaped(
        fmt::format("\\x{:02x}", static_cast<std::uint32_t>(number)));
  }
  const std::size_t columns = is_in(kZeroWidth, number)     ? 0
                              : is_in(kDoubleWidth, number) ? 2
                                                            : 1;
  return {std::string(character), columns};
}

std::vector<Cell> make_cells(std::string_view pattern) {
  std::vector<Cell> cells;
  for (std::size_t at = 0; at < pattern.size();) {
    const std::size_t length = character_length(pattern.substr(at));
    const std::size_t taken = std::max<std::size_t>(length, 1);
    cells.push_back(make_cell(pattern.substr(at, taken), length > 0));
    cells.back().offset = at;
    at += taken;
  }
  return cells;
}

// Index of the cell that holds byte `offset`; the pattern's end has none.
std::size_t find_cell(const std::vector<Cell>& cells, std::size_t offset,
                      std::size_t pattern_size) {
  if (offset >= pattern_size) return cells.size();
  const auto next = std::ranges::upper_bound(cells, offset, {}, &Cell::offset);
  return static_cast<std::size_t>(next - cells.begin()) - 1;
}

// Cells [begin, end) around `place` that fit into `columns`, half of them
// before it as long as there are as many.
std::pair<std::size_t, std::size_t> choose_window(
    const std::vector<Cell>& cells, std::size_t place, std::size_t columns) {
  std::size_t begin = place, end = place, used = 0;
  while (begin > 0 && used + cells[begin - 1].columns <= columns / 2) {
    used += cells[--begin].columns;
  }
  while (end < cells.size() && used + cells[end].columns <= columns) {
    used += cells[end++].columns;
  }
  while (begin > 0 && used + cells[begin - 1].columns <= columns) {
    used += cells[--begin].columns;
  }
  return {begin, end};
}

}  // namespace

std::string pattern_excerpt(std::string_view pattern, std::size_t offset,
                            std::size_t columns) {
  const std::vector<Cell> cells = make_cells(pattern);
  const std::size_t place = find_cell(cells, offset, pattern.size());
  const auto [begin, end] =
      choose_window(cells, place, columns - kIndent - 2 * kEllipsis.size());

  std::string line(kIndent, ' ');
  if (begin > 0) line += kEllipsis;
  std::size_t caret = kIndent + (begin > 0 ? kEllipsis.size() : 0);
  for (std::size_t i = begin; i < end; ++i) {
    line += cells[i].text;
    if (i < place) caret += cells[i].columns;
  }
  if (end < cells.size()) line += kEllipsis;
  return line + '\n' + std::string(caret, ' ') + "^\n";
}

}  // namespace trawl
