// SPDX-License-Identifier: MIT
// Each flag once: its names, its value, what it does and what help says of it.
// The parser, the help, the man page and the completions are made from this
// table. To add a flag: a row in flag_groups.h, a field in Arguments, a test.
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace trawl {

struct Arguments;

// The effects, by kind of value.
struct Switch {
  void (*apply)(Arguments&);
};
struct Text {
  void (*apply)(Arguments&, std::string);
};
// A decimal number; one too large to hold counts as the largest, as in grep.
struct Number {
  void (*apply)(Arguments&, std::int64_t);
  std::int64_t least = 0;
  std::int64_t most = std::numeric_limits<std::int64_t>::max();
};
// Bytes, with K, M, G as powers of 1024; at least 1.
struct Size {
  void (*apply)(Arguments&, std::uint64_t);
};
struct Choice {
  std::vector<std::pair<std::string_view, void (*)(Arguments&)>> choices;

  // One name for each effect, the first.
  std::vector<std::string_view> main_names() const;
};
using Effect = std::variant<Switch, Text, Number, Size, Choice>;

enum class FlagGroup { pattern, output, context, input, time, speed, other };

// In the order of help, with their headings.
inline constexpr std::array<std::pair<FlagGroup, std::string_view>, 7>
    kFlagGroups = {{{FlagGroup::pattern, "What to look for"},
                    {FlagGroup::output, "What to print"},
                    {FlagGroup::context, "Lines around"},
                    {FlagGroup::input, "Where to look"},
                    {FlagGroup::time, "From when to when"},
                    {FlagGroup::speed, "Speed (never changes the answer)"},
                    {FlagGroup::other, "Other"}}};

struct Flag {
  std::string_view letters = {};        // short names: "iy" is -i and -y
  std::vector<std::string_view> names;  // long, without dashes; never empty
  std::string_view value = {};          // its name in help; empty for a Switch
  // Not empty: the value may be left out, stands for this then, and can be
  // given only as --name=VALUE.
  std::string_view value_if_omitted = {};
  std::string_view help;          // one line
  std::string_view details = {};  // for the man page
  FlagGroup group;
  bool is_common = false;  // shown by --help without =all
  Effect effect;

  bool is_switch() const { return std::holds_alternative<Switch>(effect); }
};

const std::vector<Flag>& flag_table();

}  // namespace trawl
