// SPDX-License-Identifier: MIT
#include "cli/foreign_flags.h"

#include <array>

namespace trawl {
namespace {

constexpr std::string_view kTypes =
    "files have no types here: choose them by name, as in -g '*.log'";
constexpr std::string_view kIgnoreFiles =
    "ignore files are not read: leave files out with -g '!GLOB' or "
    "--exclude-from FILE";
constexpr std::string_view kPre =
    "run the command in the shell: trawl PATTERN <(COMMAND FILE)";
constexpr std::string_view kMultiline =
    "a match lies in one line; --record puts lines together to records";

struct Advice {
  char letter;  // 0: none, or one that means something else here
  std::string_view name;
  std::string_view text;
};

constexpr std::array<Advice, 17> kAdvice = {
    {{'t', "type", kTypes},
     {0, "type-not", kTypes},
     {0, "type-add", kTypes},
     {0, "type-clear", kTypes},
     {0, "type-list", kTypes},
     {0, "ignore-file", kIgnoreFiles},
     {0, "ignore", kIgnoreFiles},
     {0, "multiline", kMultiline},
     {0, "multiline-dotall", kMultiline},
     {0, "pre", kPre},
     {0, "pre-glob", kPre},
     {0, "tail", "--last selects the last NUM lines that match"},
     {0, "head", "-m selects the first NUM lines of each file that match"},
     {0, "from", "--since selects lines from a time on, --range from a byte"},
     {0, "to", "--until selects lines before a time, --range before a byte"},
     {0, "glob-case-insensitive", "--iglob GLOB ignores case"},
     {0, "colors", "colours are those of $GREP_COLORS, as in grep"}}};

}  // namespace

std::string_view find_advice(std::string_view name) {
  for (const Advice& advice : kAdvice) {
    if (advice.name == name) return advice.text;
  }
  return {};
}

std::string_view find_advice(char letter) {
  for (const Advice& advice : kAdvice) {
    if (advice.letter == letter) return advice.text;
  }
  return {};
}

}  // namespace trawl
