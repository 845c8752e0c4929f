// SPDX-License-Identifier: MIT
#include "agreement/grep_comparison.h"

#include <algorithm>
#include <utility>

#include "support/shrink.h"

namespace trawl::test {
namespace {

// "exceeded PCRE's backtracking limit", "exhausted PCRE JIT stack": where that
// happens depends on how the pattern was compiled, so it is no reference.
bool gave_up(const Outcome& grep) {
  return grep.timed_out ||
         (grep.status == 2 && grep.err.find(" PCRE") != std::string::npos);
}

std::optional<Difference::Kind> kind_of_difference(const GrepCase& question,
                                                   const Outcome& grep,
                                                   const Outcome& trawl) {
  using Kind = Difference::Kind;
  if (trawl.timed_out) return Kind::never_ended;
  const bool is_refused = grep.status == 2 && !question.has_missing_input;
  if (is_refused && trawl.status != 2) return Kind::accepted;
  if (grep.status != trawl.status) return Kind::status;
  if (grep.out != trawl.out) return Kind::output;
  if (question.has_missing_input && grep.err.empty() != trawl.err.empty()) {
    return Kind::messages;
  }
  return std::nullopt;
}

// Enough for a few inputs and flags; a case of many long lines stays large.
constexpr int kShrinkAttempts = 600;

class Shrinker {
 public:
  explicit Shrinker(const Difference& difference)
      : smallest_(difference), question_(difference.question) {}

  Difference run() {
    if (smallest_.kind == Difference::Kind::never_ended) return smallest_;
    bool has_shrunk = true;
    while (has_shrunk && budget_.attempts > 0) has_shrunk = shrink_once();
    return smallest_;
  }

 private:
  bool shrink_once() {
    bool result = shrink(question_.flags);
    result |= shrink(question_.inputs);
    result |= simplify(question_.has_missing_input, false);
    result |= simplify(question_.has_pattern_file, false);
    result |=
        simplify(question_.standard_input, GrepCase::StandardInputUse::none);
    result |= shrink(question_.patterns);
    for (std::string& input : question_.inputs) result |= shrink_lines(input);
    for (std::string& pattern : question_.patterns) result |= shrink(pattern);
    for (std::string& input : question_.inputs) result |= shrink(input);
    return result;
  }

  template <typename Sequence>
  bool shrink(Sequence& sequence) {
    return shrink_sequence(sequence, budget_, [this] { return still_fails(); });
  }

  template <typename Value>
  bool simplify(Value& value, Value simpler) {
    return shrink_to(value, simpler, budget_, [this] { return still_fails(); });
  }

  bool shrink_lines(std::string& input) {
    std::vector<std::string> lines = split(input);
    return shrink_sequence(lines, budget_, [&] {
      const std::string before = std::exchange(input, joined(lines));
      const bool result = still_fails();
      if (!result) input = before;
      return result;
    });
  }

  static std::vector<std::string> split(const std::string& input) {
    std::vector<std::string> lines;
    for (std::size_t begin = 0; begin < input.size();) {
      const std::size_t newline = input.find('\n', begin);
      const std::size_t end = std::min(newline, input.size() - 1) + 1;
      lines.push_back(input.substr(begin, end - begin));
      begin = end;
    }
    return lines;
  }

  static std::string joined(const std::vector<std::string>& lines) {
    std::string result;
    for (const std::string& line : lines) result += line;
    return result;
  }

  bool still_fails() {
    std::optional<Difference> found =
        compare(question_, {smallest_.tuning}).difference;
    if (!found || found->kind != smallest_.kind) return false;
    smallest_ = std::move(*found);
    return true;
  }

  Difference smallest_;
  GrepCase question_;
  ShrinkBudget budget_{kShrinkAttempts};
};

constexpr std::size_t kShownBytes = 1500;

// Output as text: control bytes and bytes that are not ASCII as \xHH, newlines
// both shown and kept.
std::string visible(const std::string& bytes) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string result;
  for (const char c : bytes.substr(0, kShownBytes)) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '\n') {
      result += "\\n\n    ";
    } else if (byte < 0x20 || byte >= 0x7f) {
      result += {'\\', 'x', kDigits[byte >> 4], kDigits[byte & 15]};
    } else {
      result += c;
    }
  }
  if (bytes.size() > kShownBytes) {
    result += "... (" + std::to_string(bytes.size()) + " bytes)";
  }
  return result;
}

std::string shell_line(const GrepCase& question, const Command& command) {
  std::string line = shell_quoted(command.words);
  if (question.standard_input == GrepCase::StandardInputUse::piped) {
    return "cat input0 | " + line;
  }
  return line + (question.standard_input == GrepCase::StandardInputUse::none
                     ? " </dev/null"
                     : " <input0");
}

std::string name_of(Difference::Kind kind) {
  switch (kind) {
    case Difference::Kind::output:
      return "the output differs";
    case Difference::Kind::status:
      return "the exit status differs";
    case Difference::Kind::messages:
      return "only one of them reports the missing input";
    case Difference::Kind::accepted:
      return "grep refuses what trawl accepts";
    case Difference::Kind::never_ended:
      return "trawl did not end, or left a process behind";
  }
  return "";
}

std::string shown(const std::string& who, const Outcome& outcome) {
  return who + " exit " + std::to_string(outcome.status) + "\n  stdout:\n    " +
         visible(outcome.out) + "\n  stderr:\n    " + visible(outcome.err) +
         "\n";
}

}  // namespace

Comparison compare(const GrepCase& question,
                   const std::vector<Tuning>& tunings) {
  TempDirectory directory;
  write_files(question, directory);
  const Outcome expected = run_program(grep_command(question, directory));
  if (gave_up(expected)) return {};
  Comparison comparison{true, expected.status == 0, std::nullopt};
  for (const Tuning& tuning : tunings) {
    Outcome actual = run_program(trawl_command(question, directory, tuning));
    if (const auto kind = kind_of_difference(question, expected, actual)) {
      comparison.difference =
          Difference{*kind, question, tuning, expected, std::move(actual)};
      break;
    }
  }
  return comparison;
}

Difference shrunk(const Difference& difference) {
  return Shrinker(difference).run();
}

std::string report(const Difference& difference) {
  const GrepCase& question = difference.question;
  TempDirectory directory;
  directory.keep();
  write_files(question, directory);
  std::string text = name_of(difference.kind) + "; to repeat:\n  cd " +
                     directory.path().string() + "\n  export LC_ALL=C.UTF-8\n";
  text += "  " + shell_line(question, grep_command(question, directory));
  text += "\n  " + shell_line(question, trawl_command(question, directory,
                                                      difference.tuning));
  text += "\n";
  for (std::size_t i = 0; i < question.inputs.size(); ++i) {
    text += "input" + std::to_string(i) + ":\n    " +
            visible(question.inputs[i]) + "\n";
  }
  return text + shown("grep:", difference.expected) +
         shown("trawl:", difference.actual);
}

}  // namespace trawl::test
