// SPDX-License-Identifier: MIT
// Random patterns and texts that are likely to meet: few letters, many edges,
// and what has been trouble elsewhere (case folding out of ASCII, classes that
// hold a newline, invalid UTF-8).
#pragma once

#include <cstdint>
#include <initializer_list>
#include <random>
#include <string>
#include <string_view>

namespace trawl::test {

class RandomText {
 public:
  explicit RandomText(std::uint64_t seed) : random_(seed) {}

  std::size_t below(std::size_t limit) {
    return static_cast<std::size_t>(random_() % limit);
  }
  bool one_in(std::size_t n) { return below(n) == 0; }

  std::string pattern(bool invites_verbs = true) {
    depth_ = 0;
    groups_ = 0;
    std::string text;
    if (invites_verbs && one_in(60)) text += "(*UCP)";
    if (one_in(12))
      text += any(
          {"(?i)", "(?s)", "(?m)", "(?x)", "(?si)", "(?s-m)", "(?U)", "(?-m)"});
    if (one_in(15)) text += "(?=.*" + sequence() + ")";
    return text + alternatives();
  }

  // Without its terminator, valid UTF-8.
  std::string record() {
    std::string text;
    for (std::size_t left = below(20); left > 0; --left) {
      text += character(true);
    }
    return text;
  }

  // Records with their terminators; the last one may lack it.
  std::string block(bool valid_utf8) {
    std::string text;
    const std::size_t records = below(40);
    for (std::size_t i = 0; i < records; ++i) {
      const std::size_t length = one_in(6) ? 0 : below(one_in(8) ? 60 : 9);
      for (std::size_t j = 0; j < length; ++j) text += character(valid_utf8);
      if (one_in(12)) text += '\r';
      if (i + 1 < records || !one_in(3)) text += '\n';
    }
    return text;
  }

 private:
  std::string any(std::initializer_list<std::string_view> choices) {
    return std::string(choices.begin()[below(choices.size())]);
  }

  std::string character(bool valid_utf8) {
    if (!valid_utf8 && one_in(7)) {
      return any({"\xff", "\xc3", "\xe2\x82", "\xa9", "\xf0\x9f\x98",
                  "\xed\xa0\x80", "\xc0\xaf", "\xf4\x90\x80\x80", "\xfe"});
    }
    if (one_in(6)) {
      return any({"\xc3\xa9", "\xc3\x89", "\xe2\x84\xaa", "\xc5\xbf",
                  "\xe2\x82\xac", "\xf0\x9f\x98\x80", "\xc2\xa0", "\xc3\x9f",
                  "\xe2\x80\xa8", "\xc2\x85", "\xcc\x81"});
    }
    if (one_in(25)) return {'\0'};
    if (one_in(25)) return any({"\x0b", "\x0c", "\x1a", "\x7f", "\x01"});
    return any({"a", "b",  "k", "s", "K", "S", "A", "1", "2", " ",
                " ", "\t", "_", "-", ".", "x", "=", "]", "a", "b"});
  }

  std::string alternatives() {
    std::string text = sequence();
    while (one_in(5)) text += "|" + (one_in(6) ? std::string() : sequence());
    return text;
  }

  std::string sequence() {
    std::string text;
    const std::size_t items = 1 + below(4);
    for (std::size_t i = 0; i < items; ++i) text += quantified();
    return text;
  }

  std::string quantified() {
    if (one_in(7)) {
      return any({"^", "$", "\\b", "\\B", "\\A", "\\z", "\\Z"});
    }
    std::string text = atom();
    if (one_in(3)) {
      text += any({"*", "+", "?", "*?", "+?", "??", "{2}", "{1,3}", "{0,2}",
                   "{2,}", "{1,2}?", "*+", "++", "{0}"});
    }
    return text;
  }

  std::string atom() {
    switch (below(14)) {
      case 0:
      case 1:
        return any({".", "\\w", "\\d", "\\s", "\\W", "\\D", "\\S", "\\h", "\\N",
                    "\\H", "\\V"});
      case 2:
      case 3:
        return character_class();
      case 4:
      case 5:
        return depth_ < 3 ? group() : "a";
      case 6:
        return any({"\xc3\xa9", "\xe2\x84\xaa", "\xc5\xbf", "\xe2\x82\xac",
                    "\\x{e9}", "\\x{212a}", "\xf0\x9f\x98\x80"});
      case 7:
        return any({"\\.", "\\Qa-b\\E", "\\Q.\\E", "\\x41", "\\t", "\\r",
                    "\\x0b", "\\cA", "\\x00", "\\]", "\\e", "\\o{101}"});
      case 8:
        return rare();
      default:
        return any({"a", "b", "k", "s", "K", "1", " ", "_", "-", "x", "ab", "=",
                    "]", "}", "{", "#", "k1", "as"});
    }
  }

  std::string rare() {
    switch (below(8)) {
      case 0:
        if (groups_ == 0) return "a";
        return "\\" + std::to_string(1 + below(groups_));
      case 1:
        return any({"\\p{L}", "\\p{Lu}", "\\P{L}", "\\pN", "\\X", "\\R", "\\v",
                    "\\p{Greek}", "\\p{Any}", "\\p{Cc}", "\\PC"});
      case 2:
        return any({"\\K", "\\n", "\\G", "(?#note)", "\\x0a", "[\\n]",
                    "(*FAIL)", "\\Q\\E", "\\E"});
      case 3:
        return any({"(?i:", "(?s:", "(?x: ", "(?-i:", "(?m:"}) +
               alternatives() + ")";
      default:
        return lookaround();
    }
  }

  std::string lookaround() {
    if (depth_ >= 3) return "b";
    ++depth_;
    const std::string kind = any({"(?=", "(?!", "(?<=", "(?<!"});
    const bool behind = kind[2] == '<';
    const std::string text =
        behind ? any({"a", "\\w", "\\s", "[^a]", "^", ".", "\\W", "a|b",
                      "\xc3\xa9", "\\b", "[\\s\\S]", "", "$"})
               : alternatives();
    --depth_;
    return kind + text + ")";
  }

  std::string group() {
    ++depth_;
    std::string open = any({"(", "(", "(?:", "(?:", "(?>", "(?|"});
    if (open == "(") ++groups_;
    std::string text = open + alternatives() + ")";
    --depth_;
    return text;
  }

  std::string character_class() {
    std::string text = one_in(2) ? "[^" : "[";
    if (one_in(10)) text += any({"]", "-", "^"});
    const std::size_t items = 1 + below(3);
    for (std::size_t i = 0; i < items; ++i) {
      text +=
          any({"a",         "b",          "k",           "s",
               "1",         " ",          "_",           "x",
               "a-c",       "A-Z",        "a-z",         "0-9",
               "\\s",       "\\d",        "\\w",         "\\S",
               "\\W",       "\\D",        "\\x00-\\x20", "\xc3\xa9",
               "\\]",       ".",          "[:alpha:]",   "[:space:]",
               "[:cntrl:]", "[:^alpha:]", "[:punct:]",   "[:ascii:]",
               "[:upper:]", "\\t",        "\\r",         "\\n",
               "\\h",       "\\H",        "\\v",         "\\x{100}-\\x{2fff}",
               "\\Q-]\\E",  "\\b",        "\\pL",        "\\PL",
               "!-~",       "[:blank:]",  "[:print:]",   "[:graph:]",
               "[",         "[:"});
    }
    if (one_in(12)) text += "-";
    return text + "]";
  }

  std::mt19937_64 random_;
  int depth_ = 0;
  std::size_t groups_ = 0;
};

}  // namespace trawl::test
