// SPDX-License-Identifier: MIT
#include "print/terminal_guard.h"

#include <doctest/doctest.h>

#include <random>
#include <string>

#include "print/string_output.h"
#include "text/utf8.h"

namespace trawl::test {
namespace {

TEST_CASE("harmless text is shown as it is") {
  for (const std::string text :
       {"", "plain ~", "a\ttab", "\u00e4\u20ac\U0001F600", "\u00a0\u2027\u206a",
        "\u05d0\u200f"}) {
    CAPTURE(text);
    CHECK(visible_text(text) == text);
  }
}

TEST_CASE("controls have names, as less shows them") {
  CHECK(visible_text("\33[2J") == "^[[2J");
  CHECK(visible_text(std::string("a\0b\r\n", 5)) == "a^@b^M^J");
  CHECK(visible_text("\x7f") == "^?");
  CHECK(visible_text("\u0080\u009b1m\u009f") == "<U+0080><U+009B>1m<U+009F>");
}

TEST_CASE("bytes that are not UTF-8 have names") {
  CHECK(visible_text("\x9b"
                     "1m") == "<9B>1m");
  CHECK(visible_text("\xff\xe2\x80") == "<FF><E2><80>");
  CHECK(visible_text("\xc0\x9b\xed\xa0\x80") == "<C0><9B><ED><A0><80>");
}

TEST_CASE("what turns text around or ends lines has a name") {
  CHECK(visible_text("a\u202eb\u202c") == "a<U+202E>b<U+202C>");
  CHECK(visible_text("a\u2028b\u2029") == "a<U+2028>b<U+2029>");
  CHECK(visible_text("\u202a\u2066\u2069") == "<U+202A><U+2066><U+2069>");
}

// Bytes a terminal could act on, whether it reads UTF-8 or Latin-1.
bool is_safe(const std::string& shown) {
  if (!is_valid_utf8(shown)) return false;
  for (std::size_t at = 0; at < shown.size();) {
    const std::size_t length = character_length(shown.substr(at));
    const char32_t code = decode_character(shown.substr(at, length));
    if (code < 0x20 && code != '\t') return false;
    if (code >= 0x7f && code <= 0x9f) return false;
    if (code >= 0x2028 && code <= 0x202e) return false;
    if (code >= 0x2066 && code <= 0x2069) return false;
    at += length;
  }
  return true;
}

TEST_CASE("no input drives the terminal") {
  const unsigned seed = std::random_device{}();
  CAPTURE(seed);
  std::mt19937 random(seed);
  const std::string_view rare =
      "\t\n\33\x7f\xc2\x9b\x80\xe2\x80\xae\xe2\x81\xa6\xff\xf0";
  for (int round = 0; round < 20'000; ++round) {
    std::string bytes(random() % 12, ' ');
    for (char& byte : bytes) {
      byte = random() % 2 == 0 ? rare[random() % rare.size()]
                               : static_cast<char>(random() % 256);
    }
    CHECK(is_safe(visible_text(bytes)));
  }
}

std::string guarded(const PrintOptions& options, std::string_view text) {
  StringOutput out;
  TerminalGuard(options).append(text, out);
  return out.take();
}

TEST_CASE("the guard acts on terminals, and in reverse video with colours") {
  CHECK(guarded({}, "a\33b\xff") == "a\33b\xff");
  CHECK(guarded({.escape_controls = true}, "a\33b") == "a^[b");
  CHECK(guarded({.colors = parse_color_scheme("", ""), .escape_controls = true},
                "a\33b") == "a\33[7m^[\33[27mb");
}

}  // namespace
}  // namespace trawl::test
