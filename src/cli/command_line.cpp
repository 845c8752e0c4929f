// SPDX-License-Identifier: MIT
#include "cli/command_line.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <string_view>

#include "cli/edit_distance.h"
#include "cli/foreign_flags.h"
#include "cli/usage_error.h"
#include "text/ascii.h"

namespace trawl {
namespace {

const Flag* find_letter(char letter) {
  for (const Flag& flag : flag_table()) {
    if (flag.letters.find(letter) != std::string_view::npos) return &flag;
  }
  return nullptr;
}

[[noreturn]] void fail_unknown(std::string_view name) {
  if (const std::string_view advice = find_advice(name); !advice.empty()) {
    throw UsageError(fmt::format("unknown option --{}; {}", name, advice));
  }
  std::vector<std::string_view> names;
  for (const Flag& flag : flag_table()) {
    std::ranges::copy(flag.all_names(), std::back_inserter(names));
  }
  const std::string_view nearest = find_nearest(name, names);
  throw UsageError(fmt::format(
      "unknown option --{}{}", name,
      nearest.empty() ? "" : fmt::format("; did you mean --{}?", nearest)));
}

// grep's long names. Scripts cut them short, which flags that grep does not
// have must not make ambiguous: --max is --max-count.
constexpr std::array<std::string_view, 48> kGrepNames = {
    "after-context",
    "basic-regexp",
    "before-context",
    "binary",
    "binary-files",
    "byte-offset",
    "color",
    "colour",
    "context",
    "count",
    "dereference-recursive",
    "devices",
    "directories",
    "exclude",
    "exclude-dir",
    "exclude-from",
    "extended-regexp",
    "file",
    "files-with-matches",
    "files-without-match",
    "fixed-strings",
    "group-separator",
    "help",
    "ignore-case",
    "include",
    "initial-tab",
    "invert-match",
    "label",
    "line-buffered",
    "line-number",
    "line-regexp",
    "max-count",
    "no-filename",
    "no-group-separator",
    "no-ignore-case",
    "no-messages",
    "null",
    "null-data",
    "only-matching",
    "perl-regexp",
    "quiet",
    "recursive",
    "regexp",
    "silent",
    "text",
    "version",
    "with-filename",
    "word-regexp"};

struct NamedFlag {
  std::string_view name;
  const Flag* flag = nullptr;
};

// Whether one flag alone is meant, by whichever of its names.
bool is_one_flag(const std::vector<NamedFlag>& candidates) {
  return !candidates.empty() &&
         std::ranges::all_of(candidates, [&](const NamedFlag& candidate) {
           return candidate.flag == candidates[0].flag;
         });
}

std::vector<NamedFlag> only_of_grep(std::vector<NamedFlag> candidates) {
  std::erase_if(candidates, [](const NamedFlag& candidate) {
    return std::ranges::find(kGrepNames, candidate.name) == kGrepNames.end();
  });
  return candidates;
}

[[noreturn]] void fail_ambiguous(std::string_view name,
                                 const std::vector<NamedFlag>& candidates) {
  std::vector<std::string> names;
  names.reserve(candidates.size());
  for (const NamedFlag& candidate : candidates) {
    names.push_back(fmt::format("--{}", candidate.name));
  }
  throw UsageError(
      fmt::format("--{} is ambiguous: {}", name, fmt::join(names, ", ")));
}

// The flag whose long name this is, or the only one whose name begins so.
const Flag& find_name(std::string_view name) {
  std::vector<NamedFlag> candidates;
  for (const Flag& flag : flag_table()) {
    for (const std::string_view full : flag.all_names()) {
      if (full == name) return flag;
      if (!name.empty() && full.starts_with(name)) {
        candidates.push_back({full, &flag});
      }
    }
  }
  const std::vector<NamedFlag> of_grep = only_of_grep(candidates);
  // Another program's flag is no short form of one that grep does not have.
  const bool is_foreign = of_grep.empty() && !find_advice(name).empty();
  if (candidates.empty() || is_foreign) fail_unknown(name);
  if (is_one_flag(candidates)) return *candidates[0].flag;
  if (!is_one_flag(of_grep)) fail_ambiguous(name, candidates);
  return *of_grep[0].flag;
}

// Whether it looks like the value that a flag was given without.
bool may_be_value(const Flag& flag, std::string_view argument) {
  if (const auto* const choice = std::get_if<Choice>(&flag.effect)) {
    return std::ranges::count(choice->main_names(), argument) > 0;
  }
  return is_digit(argument[0]) && !is_digit(argument.back()) &&
         std::ranges::all_of(argument, is_word_character);
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
    Word word{&flag, fmt::format("--{}", flag.name()), std::nullopt};
    if (equals != std::string_view::npos) {
      if (flag.is_switch()) {
        throw UsageError(fmt::format("{} takes no value", word.typed));
      }
      word.value = text.substr(equals + 1);
    } else if (!flag.value_if_omitted.empty()) {
      word.value = flag.value_if_omitted;
      note_stray_value(word);
    } else if (!flag.is_switch()) {
      word.value = take_value(word);
    }
    result_.words.push_back(std::move(word));
  }

  // grep's --color takes no next argument for its value, ripgrep's does.
  void note_stray_value(const Word& word) {
    const std::string_view next = next_ < argv_.size() ? argv_[next_] : "";
    if (next.empty() || !may_be_value(*word.flag, next)) return;
    result_.notes.push_back(fmt::format(
        "\"{0}\" behind {1} is not its value, for which write {1}={0}", next,
        word.typed));
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
    const std::string_view advice = find_advice(letter);
    throw UsageError(fmt::format("unknown option -{}{}{}{}", letter,
                                 is_alone ? "" : fmt::format(" in -{}", all),
                                 advice.empty() ? "" : "; ", advice));
  }

  std::span<const char* const> argv_;
  std::size_t next_ = 0;
  CommandLine result_;
};

}  // namespace

bool CommandLine::has_flag(std::string_view name) const {
  return std::ranges::any_of(
      words, [name](const Word& word) { return word.flag->has_name(name); });
}

CommandLine split_command_line(std::span<const char* const> argv) {
  return Splitter(argv).split();
}

}  // namespace trawl
