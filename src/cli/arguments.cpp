// SPDX-License-Identifier: MIT
// The only file that includes CLI11, which costs seconds to compile. It checks
// and converts the values; grep's syntax around them (optional values, -NUM,
// bundles) is undone before by command_line.
#include "cli/arguments.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <CLI/Validators.hpp>
#include <algorithm>
#include <charconv>
#include <limits>
#include <ranges>
#include <string_view>

#include "cli/usage_error.h"
#include "text/ascii.h"

namespace trawl {
namespace {

template <typename... Visitors>
struct Overload : Visitors... {
  using Visitors::operator()...;
};
template <typename... Visitors>
Overload(Visitors...) -> Overload<Visitors...>;

// In base 10, unlike CLI11's own: 010 is ten. Beyond the range of the type the
// limit stands for the number.
std::optional<std::int64_t> parse_number(std::string_view text) {
  std::int64_t number = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  if (stop != end || error == std::errc::invalid_argument) return std::nullopt;
  if (error == std::errc::result_out_of_range) {
    using Limits = std::numeric_limits<std::int64_t>;
    return text.starts_with('-') ? Limits::min() : Limits::max();
  }
  return number;
}

// Empty if it is one between the two, as CLI11 wants it.
std::string number_fault(const std::string& text, const Number& limits) {
  const auto number = parse_number(text);
  if (!number) return "not a number";
  if (*number < limits.least) return fmt::format("less than {}", limits.least);
  if (*number > limits.most) return fmt::format("more than {}", limits.most);
  return {};
}

// CLI11 leaves the sign of +3 where it is.
std::string size_fault(const std::string& text) {
  const auto number = parse_number(text);
  if (!number) return "not a number";
  return *number < 1 ? "less than 1" : "";
}

// Null if it is none of the names, which where any text will do are exact.
const Choice::Named* find_choice(const Choice& choice, std::string_view value) {
  const auto is_meant = [&](const Choice::Named& named) {
    return choice.otherwise != nullptr
               ? named.name == value
               : equals_ignoring_case(named.name, value);
  };
  const auto found = std::ranges::find_if(choice.choices, is_meant);
  return found == choice.choices.end() ? nullptr : &*found;
}

void apply_choice(const Choice& choice, const std::string& value,
                  Arguments& arguments) {
  const Choice::Named* const named = find_choice(choice, value);
  if (named != nullptr) return named->apply(arguments);
  choice.otherwise(arguments, value);
}

std::string choice_fault(const Choice& choice, const std::string& value) {
  if (choice.otherwise != nullptr || find_choice(choice, value) != nullptr) {
    return {};
  }
  return fmt::format("expected one of {}",
                     fmt::join(choice.main_names(), ", "));
}

// The flags as CLI11 options, applied to Arguments one by one in the order
// given, so that of contrary flags the last wins.
class Parser {
 public:
  // Only the flags in use are registered: all of them cost 0.5 ms, which is
  // what the search of a small file costs.
  explicit Parser(const CommandLine& line) : line_(line) {
    arguments_.notes = line.notes;
    app_.set_help_flag();
    for (const Flag& flag : flag_table()) {
      if (std::ranges::find(line.words, &flag, &Word::flag) !=
          line.words.end()) {
        add(flag);
      }
    }
  }

  Arguments parse() {
    // CLI11 takes them last first.
    std::vector<std::string> reversed;
    for (const Word& word : std::views::reverse(line_.words)) {
      if (word.value) reversed.push_back(*word.value);
      reversed.push_back(name_of(*word.flag));
    }
    try {
      app_.parse(std::move(reversed));
    } catch (const CLI::ParseError& error) {
      fail(line_.words.at(applied_), error);
    } catch (const UsageError& error) {
      throw UsageError(line_.words.at(applied_).origin + error.what());
    }
    return std::move(arguments_);
  }

 private:
  static std::string name_of(const Flag& flag) {
    return "--" + std::string(flag.name());
  }

  [[noreturn]] static void fail(const Word& word,
                                const CLI::ParseError& error) {
    throw UsageError(fmt::format("{}{} {}: {}", word.origin, word.typed,
                                 word.value.value_or(""),
                                 reason_of(*word.flag, error)));
  }

  static std::string reason_of(const Flag& flag, const CLI::ParseError& error) {
    // CLI11 would list all units it knows.
    if (std::holds_alternative<Size>(flag.effect)) {
      return "expected a number of bytes, at least 1, as in 512K or 4M";
    }
    // Its messages begin with the option's name; what was typed is said here.
    std::string reason = error.what();
    const std::string name = name_of(flag) + ": ";
    return reason.starts_with(name) ? reason.substr(name.size()) : reason;
  }

  void add(const Flag& flag) {
    std::visit(Overload{[&](const Switch& effect) { add(flag, effect); },
                        [&](const auto& effect) { add_value(flag, effect); }},
               flag.effect);
  }

  void add(const Flag& flag, const Switch& effect) {
    app_.add_flag_callback(name_of(flag),
                           [this, effect] {
                             effect.apply(arguments_);
                             count_applied();
                           })
        ->trigger_on_parse();
  }

  // What a configuration file sets is where the command line begins.
  void count_applied() {
    ++applied_;
    if (applied_ != line_.preset_words) return;
    arguments_.syntax_is_preset = arguments_.syntax != 0;
  }

  template <typename ValueEffect>
  void add_value(const Flag& flag, const ValueEffect& effect) {
    CLI::Option* option = app_.add_option_function<std::string>(
        name_of(flag), [this, effect](const std::string& value) {
          apply(effect, value);
          count_applied();
        });
    option->trigger_on_parse();
    check(*option, effect);
  }

  void apply(const Text& effect, const std::string& value) {
    effect.apply(arguments_, value);
  }
  void apply(const Number& effect, const std::string& value) {
    effect.apply(arguments_, parse_number(value).value());
  }
  void apply(const Size& effect, const std::string& value) {
    effect.apply(arguments_,
                 static_cast<std::uint64_t>(parse_number(value).value()));
  }
  void apply(const Choice& effect, const std::string& value) {
    apply_choice(effect, value, arguments_);
  }

  static void check(CLI::Option&, const Text&) {}
  static void check(CLI::Option& option, const Number& effect) {
    option.check([effect](const std::string& text) {
      return number_fault(text, effect);
    });
  }
  // A transform runs before every check.
  static void check(CLI::Option& option, const Size&) {
    option.check(size_fault);
    option.transform(CLI::AsSizeValue(false));
  }
  static void check(CLI::Option& option, const Choice& effect) {
    option.check([effect](const std::string& text) {
      return choice_fault(effect, text);
    });
  }

  const CommandLine& line_;
  CLI::App app_;
  Arguments arguments_;
  std::size_t applied_ = 0;  // words, the next being the one at fault
};

// Without -e and -f the first operand is the pattern, unless none is needed.
void take_operands(std::vector<std::string> operands, Arguments& arguments) {
  const bool lacks_pattern =
      arguments.pattern_sources.empty() && !arguments.list_files;
  if (lacks_pattern && !operands.empty()) {
    arguments.pattern_sources.push_back(
        {PatternSource::Kind::text, std::move(operands.front())});
    operands.erase(operands.begin());
  }
  arguments.paths = std::move(operands);
}

void check_records(const Arguments& arguments) {
  if (arguments.records.rule == RecordGrouping::Rule::line) return;
  if (arguments.nul_terminated) {
    throw UsageError(
        "--record and -z: lines that end in NUL are not put "
        "together to records");
  }
  if (arguments.crlf) {
    throw UsageError(
        "--record and --crlf: use one of them; without --crlf, "
        "\\R matches either line end and \\r?$ a line's end");
  }
}

}  // namespace

Arguments parse_arguments(const CommandLine& line) {
  Arguments arguments = Parser(line).parse();
  take_operands(line.operands, arguments);
  check_records(arguments);
  const bool only_informs = arguments.list_files || arguments.version ||
                            arguments.document ||
                            arguments.help != HelpWanted::none;
  if (arguments.pattern_sources.empty() && !only_informs) {
    throw UsageError("no PATTERN is given");
  }
  return arguments;
}

}  // namespace trawl
