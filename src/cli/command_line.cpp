// SPDX-License-Identifier: MIT
#include "cli/command_line.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <string_view>

#include "cli/edit_distance.h"
#include "cli/usage_error.h"

namespace trawl {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

const Flag* find_letter(char letter) {
  for (const Flag& flag : flag_table()) {
    if (flag.letters.find(letter) != std::string_view::npos) return &flag;
  }
  return nullptr;
}

[[noreturn]] void fail_unknown(std::string_view name) {
  std::vector<std::string_view> names;
  for (const Flag& flag : flag_table()) {
    names.insert(names.end(), flag.names.begin(), flag.names.end());
  }
  const std::string_view nearest = find_nearest(name, names);
  throw UsageError(fmt::format(
      "unknown option --{}{}", name,
      nearest.empty() ? "" : fmt::format("; did you mean --{}?", nearest)));
}

// The flag whose long name this is, or the only one whose name begins so.
const Flag& find_name(std::string_view name) {
  std::vector<std::string> candidates;
  const Flag* found = nullptr;
  bool is_ambiguous = false;
  for (const Flag& flag : flag_table()) {
    for (const std::string_view full : flag.names) {
      if (full == name) return flag;
      if (name.empty() || !full.starts_with(name)) continue;
      if (found != nullptr && found != &flag) is_ambiguous = true;
      found = &flag;
      candidates.push_back(fmt::format("--{}", full));
    }
  }
  if (found == nullptr) fail_unknown(name);
  if (is_ambiguous) {
    throw UsageError(fmt::format("--{} is ambiguous: {}", name,
                                 fmt::join(candidates, ", ")));
  }
  return *found;
}

// Walks over argv once; each function takes what belongs to one argument.
class Splitter {
 public:
  explicit Splitter(std::span<const char* const> argv) : argv_(argv) {}

  CommandLine split() {
    while (next_ < argv_.size()) {
      const std::string_view argument = argv_[next_++];
      if (argument == "--") {
        result_.operands.insert(result_.operands.end(), argv_.begin() + next_,
                                argv_.end());
        break;
      }
      if (argument.starts_with("--")) {
        take_name(argument.substr(2));
      } else if (argument.size() > 1 && argument[0] == '-') {
        take_letters(argument.substr(1));
      } else {
        result_.operands.emplace_back(argument);
      }
    }
    return std::move(result_);
  }

 private:
  // NAME or NAME=VALUE.
  void take_name(std::string_view text) {
    const std::size_t equals = text.find('=');
    const std::string_view name = text.substr(0, equals);
    const Flag& flag = find_name(name);
    Word word{&flag, fmt::format("--{}", flag.names[0]), std::nullopt};
    if (equals != std::string_view::npos) {
      if (flag.is_switch()) {
        throw UsageError(fmt::format("{} takes no value", word.typed));
      }
      word.value = text.substr(equals + 1);
    } else if (!flag.value_if_omitted.empty()) {
      word.value = flag.value_if_omitted;
    } else if (!flag.is_switch()) {
      word.value = take_value(word);
    }
    result_.words.push_back(std::move(word));
  }

  // abc, where the rest after a letter with a value is that value.
  void take_letters(std::string_view letters) {
    const std::string_view all = letters;
    while (!letters.empty()) {
      if (is_digit(letters[0])) {
        letters.remove_prefix(take_number(letters));
        continue;
      }
      const Flag* flag = find_letter(letters[0]);
      if (flag == nullptr) fail_letter(letters[0], all);
      Word word{flag, std::string("-") + letters[0], std::nullopt};
      letters.remove_prefix(1);
      if (!flag->is_switch()) {
        word.value = letters.empty() ? take_value(word) : std::string(letters);
        letters = {};
      }
      result_.words.push_back(std::move(word));
    }
  }

  // -NUM is --context=NUM. Returns how many digits it took.
  std::size_t take_number(std::string_view letters) {
    const auto end = std::ranges::find_if_not(letters, is_digit);
    const std::string digits(letters.begin(), end);
    result_.words.push_back({&find_name("context"), "-" + digits, digits});
    return digits.size();
  }

  // The next argument whatever it looks like, as getopt has it.
  std::string take_value(const Word& word) {
    if (next_ == argv_.size()) {
      throw UsageError(
          fmt::format("{} needs a value: {}", word.typed, word.flag->value));
    }
    return argv_[next_++];
  }

  [[noreturn]] static void fail_letter(char letter, std::string_view all) {
    const bool is_alone = all.size() == 1;
    throw UsageError(fmt::format("unknown option -{}{}", letter,
                                 is_alone ? "" : fmt::format(" in -{}", all)));
  }

  std::span<const char* const> argv_;
  std::size_t next_ = 0;
  CommandLine result_;
};

}  // namespace

CommandLine split_command_line(std::span<const char* const> argv) {
  return Splitter(argv).split();
}

}  // namespace trawl
