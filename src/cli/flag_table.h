// SPDX-License-Identifier: MIT
// Each flag once: its names, its value, what it does and what help says of it.
// The parser, the help, the man page and the completions are made from this
// table. To add a flag: a row in its group (*_flags.cpp), a field in Arguments,
// a test.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <ranges>
#include <span>
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
  struct Named {
    std::string_view name;
    void (*apply)(Arguments&);
  };
  std::span<const Named> choices;
  void (*otherwise)(Arguments&, std::string) = nullptr;  // any other text

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
  std::string_view letters = {};  // short names: "iy" is -i and -y
  std::string_view names;         // long, without dashes, a blank between
  std::string_view value = {};    // its name in help; empty for a Switch
  // Not empty: the value may be left out, stands for this then, and can be
  // given only as --name=VALUE.
  std::string_view value_if_omitted = {};
  std::string_view help;          // one line
  std::string_view details = {};  // for the man page
  FlagGroup group;
  bool is_common = false;  // shown by --help without =all
  Effect effect;

  // The first of `names`.
  std::string_view name() const { return names.substr(0, names.find(' ')); }
  auto all_names() const {
    return names | std::views::split(' ') |
           std::views::transform([](const auto& name) {
             return std::string_view(name.begin(), name.end());
           });
  }
  bool has_name(std::string_view name) const {
    return std::ranges::any_of(
        all_names(), [name](std::string_view own) { return own == name; });
  }
  bool is_switch() const { return std::holds_alternative<Switch>(effect); }
};

// The rows, a group of them for each theme. They are constants: to make them
// when the program starts cost a fifth of the search of a small file.
std::span<const std::span<const Flag>> flag_groups();

inline auto flag_table() { return std::views::join(flag_groups()); }

}  // namespace trawl
