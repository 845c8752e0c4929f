// SPDX-License-Identifier: MIT
#include "print/terminal_guard.h"

#include <fmt/format.h>

#include <algorithm>

#include "print/string_output.h"
#include "text/utf8.h"

namespace trawl {
namespace {

unsigned char first_byte(std::string_view text) {
  return static_cast<unsigned char>(text[0]);
}

bool is_harmful_ascii(unsigned char byte) {
  return (byte < 0x20 && byte != '\t') || byte == 0x7f;
}

// C1 controls, ends of lines and paragraphs, and what overrides the direction
// of text: what is read would not be what is there.
bool is_harmful_character(char32_t code) {
  return (code >= 0x80 && code <= 0x9f) || (code >= 0x2028 && code <= 0x202e) ||
         (code >= 0x2066 && code <= 0x2069);
}

std::string name_of(std::string_view harmful) {
  const unsigned char byte = first_byte(harmful);
  if (byte < 0x80) return {'^', static_cast<char>(byte ^ 0x40)};
  if (harmful.size() == 1) return fmt::format("<{:02X}>", byte);
  return fmt::format("<U+{:04X}>",
                     static_cast<unsigned>(decode_character(harmful)));
}

void append_named(std::string_view text, const Paint& paint,
                  OutputBuffer& out) {
  while (true) {
    const std::size_t harmless = find_harmful(text, 0);
    out.append(text.substr(0, harmless));
    text.remove_prefix(harmless);
    if (text.empty()) return;
    const std::size_t length = harmful_length(text);
    out.append(paint.on);
    out.append(name_of(text.substr(0, length)));
    out.append(paint.off);
    text.remove_prefix(length);
  }
}

}  // namespace

std::size_t find_harmful(std::string_view text, std::size_t from) {
  for (std::size_t at = from; at < text.size();) {
    const std::string_view rest = text.substr(at);
    if (first_byte(rest) < 0x80) {
      if (is_harmful_ascii(first_byte(rest))) return at;
      ++at;
      continue;
    }
    const std::size_t length = character_length(rest);
    if (length == 0) return at;
    if (is_harmful_character(decode_character(rest.substr(0, length)))) {
      return at;
    }
    at += length;
  }
  return text.size();
}

std::size_t harmful_length(std::string_view text) {
  return std::max<std::size_t>(character_length(text), 1);
}

std::string visible_text(std::string_view text) {
  StringOutput out;
  append_named(text, {}, out);
  return out.take();
}

TerminalGuard::TerminalGuard(const PrintOptions& options)
    : is_active_(options.escape_controls),
      names_newlines_(!options.several_lines) {
  // 27 ends reverse video alone: the colour around goes on.
  if (options.colors) name_ = {"\33[7m", "\33[27m"};
}

void TerminalGuard::append_visible(std::string_view text,
                                   OutputBuffer& out) const {
  while (!names_newlines_) {
    const std::size_t newline = text.find('\n');
    if (newline == std::string_view::npos) break;
    append_named(text.substr(0, newline), name_, out);
    out.append('\n');
    text.remove_prefix(newline + 1);
  }
  append_named(text, name_, out);
}

}  // namespace trawl
