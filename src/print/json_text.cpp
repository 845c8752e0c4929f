// SPDX-License-Identifier: MIT
#include "print/json_text.h"

#include <array>
#include <cstdint>
#include <cstring>
#include <string>

#include "print/string_output.h"
#include "print/terminal_guard.h"
#include "text/utf8.h"

namespace trawl {
namespace {

// What follows the backslash for each byte: 0 for bytes that stand for
// themselves, 'u' for those written as \u00xx. As serde_json, so that the
// output is ripgrep's byte for byte.
constexpr std::array<char, 256> make_escapes() {
  std::array<char, 256> escapes{};
  for (std::size_t byte = 0; byte < 0x20; ++byte) escapes[byte] = 'u';
  escapes['\b'] = 'b';
  escapes['\t'] = 't';
  escapes['\n'] = 'n';
  escapes['\f'] = 'f';
  escapes['\r'] = 'r';
  escapes['"'] = '"';
  escapes['\\'] = '\\';
  return escapes;
}
constexpr std::array<char, 256> kEscapes = make_escapes();

constexpr std::string_view kHexDigits = "0123456789abcdef";
constexpr std::string_view kBase64Digits =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

char escape_of(char c) { return kEscapes[static_cast<unsigned char>(c)]; }

// Whether one of eight bytes needs escaping: the usual word-wide tests for a
// byte that is small (below 0x20) or zero (after removing '"' or '\\'). Log
// lines are mostly free of them; byte by byte they took three times as long.
bool holds_escape(std::uint64_t word) {
  constexpr std::uint64_t kOnes = 0x0101010101010101;
  constexpr std::uint64_t kHighBits = 0x80 * kOnes;
  const auto has_less = [](std::uint64_t bytes, std::uint64_t limit) {
    return (bytes - limit * kOnes) & ~bytes & kHighBits;
  };
  return (has_less(word, 0x20) | has_less(word ^ '"' * kOnes, 1) |
          has_less(word ^ '\\' * kOnes, 1)) != 0;
}

// Index of the first byte from `at` on that needs escaping, or the size.
std::size_t find_escape(std::string_view text, std::size_t at) {
  std::uint64_t word;
  for (; text.size() - at >= sizeof word; at += sizeof word) {
    std::memcpy(&word, text.data() + at, sizeof word);
    if (holds_escape(word)) break;
  }
  while (at < text.size() && escape_of(text[at]) == 0) ++at;
  return at;
}

void append_escape(char c, OutputBuffer& out) {
  out.append('\\');
  out.append(escape_of(c));
  if (escape_of(c) != 'u') return;
  const auto byte = static_cast<unsigned char>(c);
  const char digits[] = {'0', '0', kHexDigits[byte >> 4],
                         kHexDigits[byte & 15]};
  out.append(std::string_view(digits, sizeof digits));
}

void append_escaped(std::string_view text, OutputBuffer& out) {
  for (std::size_t done = 0;;) {
    const std::size_t next = find_escape(text, done);
    out.append(text.substr(done, next - done));
    if (next == text.size()) return;
    append_escape(text[next], out);
    done = next + 1;
  }
}

// A character that a terminal must not see. All of them are below U+10000, so
// that one escape holds each.
void append_harmful(std::string_view character, OutputBuffer& out) {
  if (escape_of(character[0]) != 0) return append_escape(character[0], out);
  const unsigned code = decode_character(character);
  out.append("\\u");
  for (int shift = 12; shift >= 0; shift -= 4) {
    out.append(kHexDigits[code >> shift & 15]);
  }
}

void append_for_terminal(std::string_view text, OutputBuffer& out) {
  while (!text.empty()) {
    const std::size_t harmless = find_harmful(text, 0);
    append_escaped(text.substr(0, harmless), out);
    text.remove_prefix(harmless);
    if (text.empty()) return;
    const std::size_t length = harmful_length(text);
    append_harmful(text.substr(0, length), out);
    text.remove_prefix(length);
  }
}

}  // namespace

void append_json_escaped(std::string_view text, JsonEscapes escapes,
                         OutputBuffer& out) {
  if (escapes == JsonEscapes::terminal) {
    append_for_terminal(text, out);
  } else {
    append_escaped(text, out);
  }
}

std::string json_string(std::string_view bytes) {
  std::string text;
  replace_invalid_utf8(bytes, text);
  StringOutput out;
  out.append('"');
  append_for_terminal(text, out);
  out.append('"');
  return out.take();
}

void append_base64(std::string_view bytes, OutputBuffer& out) {
  while (!bytes.empty()) {
    const std::string_view group = bytes.substr(0, 3);
    std::uint32_t bits = 0;
    for (std::size_t i = 0; i < 3; ++i) {
      const char byte = i < group.size() ? group[i] : '\0';
      bits = bits << 8 | static_cast<unsigned char>(byte);
    }
    char digits[4];
    for (std::size_t i = 0; i < 4; ++i) {
      digits[i] =
          i <= group.size() ? kBase64Digits[bits >> (18 - 6 * i) & 63] : '=';
    }
    out.append(std::string_view(digits, sizeof digits));
    bytes.remove_prefix(group.size());
  }
}

void append_json_bytes(std::string_view bytes, std::string_view terminator,
                       JsonEscapes escapes, OutputBuffer& out) {
  if (is_valid_utf8(bytes)) {
    out.append(R"({"text":")");
    append_json_escaped(bytes, escapes, out);
    append_escaped(terminator, out);
  } else {
    out.append(R"({"bytes":")");
    // The terminator shares its base64 group with the bytes before it.
    const std::size_t whole = bytes.size() - bytes.size() % 3;
    append_base64(bytes.substr(0, whole), out);
    std::string rest(bytes.substr(whole));
    rest += terminator;
    append_base64(rest, out);
  }
  out.append(R"("})");
}

}  // namespace trawl
