// SPDX-License-Identifier: MIT
#include "agreement/grep_comparison.h"

#include <algorithm>
#include <cctype>
#include <initializer_list>
#include <optional>
#include <string_view>
#include <utility>

#include "support/json_output.h"
#include "support/shrink.h"
#include "support/utf8.h"

namespace trawl::test {
namespace {

bool has_pattern_with(const GrepCase& question, std::string_view part) {
  return std::any_of(question.patterns.begin(), question.patterns.end(),
                     [part](const std::string& pattern) {
                       return pattern.find(part) != std::string::npos;
                     });
}

bool has_any_pattern_with(const GrepCase& question,
                          std::initializer_list<const char*> parts) {
  return std::ranges::any_of(parts, [&](const char* part) {
    return has_pattern_with(question, part);
  });
}

bool shows_spans(const GrepCase& question) {
  return has_flag(question, "-o") || has_flag(question, "--color=always");
}

bool is_all_utf8(const GrepCase& question) {
  return std::all_of(question.inputs.begin(), question.inputs.end(), is_utf8);
}

// "exceeded PCRE's backtracking limit", "exhausted PCRE JIT stack": where that
// happens depends on how the pattern was compiled, so it is no reference.
bool gave_up(const Outcome& grep) {
  return grep.timed_out ||
         (grep.status == 2 && grep.err.find(" PCRE") != std::string::npos);
}

// PCRE2 10.42 as grep uses it (JIT and PCRE2_MATCH_INVALID_UTF) does not match
// characters beyond ASCII by \D, \S and \W: PCRE2Project/pcre2 issue 224, fixed
// in 10.43. trawl matches them.
bool may_meet_pcre2_issue_224(const GrepCase& question) {
  return !question.is_fixed &&
         has_any_pattern_with(question, {"\\D", "\\S", "\\W"});
}

// PCRE2's machine code does not find an empty match right before a byte that is
// not UTF-8 ((?<=b) in b\xbf), its interpreter does, as does trawl where bytes
// can be compared. As in naive_search.cpp, where the two differ about such
// bytes, neither is a reference.
bool may_depend_on_jit(const GrepCase& question) {
  return may_meet_pcre2_issue_224(question) ||
         (!question.is_fixed && !is_all_utf8(question));
}

bool is_refused(const GrepCase& question, const Outcome& outcome) {
  return outcome.status == 2 && !question.has_missing_input;
}

bool is_same(const Outcome& a, const Outcome& b) {
  return a.status == b.status && a.out == b.out;
}

// grep -P 3.8 steps over the bytes that are not UTF-8 at the beginning of a
// line before it asks PCRE2, so that ^ and empty matches are missed there.
bool has_line_with_stray_beginning(const GrepCase& question) {
  return std::any_of(question.inputs.begin(), question.inputs.end(),
                     [](std::string_view input) {
                       return find_stray_beginning(input) != input.npos;
                     });
}

bool is_word_byte(char byte) {
  return std::isalnum(static_cast<unsigned char>(byte)) != 0 || byte == '_';
}

// What is a word character beside bytes that are no characters? grep -F -w and
// trawl answer differently where the pattern itself is not UTF-8 or is empty.
// And grep -F -w -o -e $'\t' -e a shows the tab in a\t, which without the
// second pattern it doesn't.
bool has_word_without_characters(const GrepCase& question) {
  if (!has_flag(question, "-w")) return false;
  return std::any_of(
      question.patterns.begin(), question.patterns.end(),
      [&](const std::string& pattern) {
        return pattern.empty() || !is_utf8(pattern) ||
               (shows_spans(question) && (!is_word_byte(pattern.front()) ||
                                          !is_word_byte(pattern.back())));
      });
}

// PCRE2 tries .*x only where a search or a line begins, and so misses a match
// behind a byte that is not UTF-8, past which no . gets; trawl doesn't.
bool may_miss_dot_star(const GrepCase& question) {
  return !is_all_utf8(question) &&
         has_any_pattern_with(question, {".*", ".{0,}", "\\N*", "\\N{0,}"});
}

bool is_ascii(const GrepCase& question) {
  return std::ranges::all_of(question.inputs, [](std::string_view input) {
    return std::ranges::all_of(
        input, [](char byte) { return static_cast<signed char>(byte) >= 0; });
  });
}

// To find the second match of a line grep gives PCRE2 the rest as if that were
// a line, if that begins behind a byte that is not UTF-8. After an empty match
// it goes on one byte later, inside a character if that is longer, so that
// what a lookbehind asks about is then gone, too.
bool may_begin_line_anew(const GrepCase& question) {
  if (!shows_spans(question)) return false;
  if (!is_all_utf8(question) &&
      has_any_pattern_with(question, {"\\A", "\\G"})) {
    return true;
  }
  return !is_ascii(question) &&
         has_any_pattern_with(question, {"(?<=", "(?<!"});
}

// grep -F -i 3.8 folds these otherwise than grep -P -i and trawl: the Kelvin
// sign is not k to it, but a dotless i is i, and small and capital sharp s
// differ.
bool may_fold_otherwise(const GrepCase& question) {
  if (!question.is_fixed || !has_flag(question, "-i")) return false;
  const auto has_one = [](const std::string& text) {
    return std::ranges::any_of(
        std::initializer_list<const char*>{"\u212a", "\u0131", "\u00df",
                                           "\u1e9e"},
        [&](const char* letter) { return text.find(letter) != text.npos; });
  };
  return std::ranges::any_of(question.patterns, has_one) ||
         std::ranges::any_of(question.inputs, has_one);
}

bool is_without_reference(const GrepCase& question) {
  if (question.is_fixed) {
    return has_word_without_characters(question) ||
           may_fold_otherwise(question);
  }
  return has_line_with_stray_beginning(question) ||
         may_miss_dot_star(question) || may_begin_line_anew(question);
}

// Without -a, grep takes a NUL for the end of a line, so that -x or $ may match
// before it.
bool may_end_lines_with_nul(const GrepCase& question) {
  return !has_flag(question, "-a") &&
         std::any_of(question.inputs.begin(), question.inputs.end(),
                     [](std::string_view input) {
                       return input.find('\0') != input.npos;
                     });
}

// What trawl must print; nothing if grep is no reference.
std::optional<Outcome> ask_grep(const GrepCase& question,
                                const TempDirectory& directory) {
  if (is_without_reference(question)) return std::nullopt;
  Outcome answer = run_program(grep_command(question, directory));
  if (gave_up(answer)) return std::nullopt;
  if (may_end_lines_with_nul(question)) {
    GrepCase text = question;
    text.flags.push_back("-a");
    const Outcome other = run_program(grep_command(text, directory));
    if (other.status != answer.status) return std::nullopt;
  }
  if (is_refused(question, answer) || !may_depend_on_jit(question)) {
    return answer;
  }
  Outcome right = run_program(grep_command_without_jit(question, directory));
  if (is_same(answer, right)) return answer;
  // The interpreter is wrong on invalid UTF-8 (\z before a bad byte, issue
  // 343), so there nothing is a reference.
  if (gave_up(right) || !is_all_utf8(question)) return std::nullopt;
  return right;
}

bool says_binary(const Outcome& outcome) {
  return outcome.err.find("binary file matches") != std::string::npos;
}

bool has_nul(const GrepCase& question) {
  return std::ranges::any_of(question.inputs, [](const std::string& input) {
    return input.find('\0') != std::string::npos;
  });
}

bool is_context_flag(std::string_view flag) {
  return flag.starts_with("-A") || flag.starts_with("-B") ||
         flag.starts_with("-C");
}

GrepCase without_context(GrepCase question) {
  std::erase_if(question.flags, is_context_flag);
  return question;
}

bool asks_for_context(const GrepCase& question) {
  return std::ranges::any_of(question.flags, is_context_flag);
}

// The lines of `part` are lines of `whole`, in the same order.
bool are_lines_of(std::string_view part, std::string_view whole) {
  while (!part.empty()) {
    const std::string_view line = part.substr(0, part.find('\n'));
    if (whole.empty()) return false;
    const std::string_view other = whole.substr(0, whole.find('\n'));
    if (line == other)
      part.remove_prefix(std::min(part.size(), line.size() + 1));
    whole.remove_prefix(std::min(whole.size(), other.size() + 1));
  }
  return true;
}

// Without a reference.
std::optional<Difference::Kind> fault_of(const Outcome& trawl) {
  if (trawl.timed_out) return Difference::Kind::never_ended;
  return std::nullopt;
}

std::optional<Difference::Kind> kind_of_difference(const GrepCase& question,
                                                   const Outcome& grep,
                                                   const Outcome& trawl) {
  using Kind = Difference::Kind;
  if (const auto fault = fault_of(trawl)) return fault;
  if (is_refused(question, grep) && trawl.status != 2) return Kind::accepted;
  if (grep.status != trawl.status) return Kind::status;
  if (says_binary(grep) && !says_binary(trawl)) return Kind::messages;
  if (says_binary(grep) && has_nul(question)) {
    // grep may print a separator and some lines behind the NUL; trawl stops
    // there, and prints no byte that is not UTF-8.
    if (!is_utf8(trawl.out) || !are_lines_of(trawl.out, grep.out)) {
      return Kind::output;
    }
    return std::nullopt;
  }
  if (says_binary(trawl) && asks_for_context(question)) {
    const bool has_all =
        is_utf8(trawl.out) && are_lines_of(grep.out, trawl.out);
    return has_all ? std::nullopt : std::optional(Kind::output);
  }
  if (grep.out != trawl.out) return Kind::output;
  if (question.has_missing_input && grep.err.empty() != trawl.err.empty()) {
    return Kind::messages;
  }
  return std::nullopt;
}

// With --json, but for what no two searches share.
Outcome ask_trawl(const GrepCase& question, const TempDirectory& directory,
                  const Tuning& tuning) {
  Outcome answer = run_program(trawl_command(question, directory, tuning));
  if (has_flag(question, "--json")) answer.out = without_tuning(answer.out);
  return answer;
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
        compare(question_, {{}, smallest_.tuning}).difference;
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
    case Difference::Kind::ways:
      return "another way to work gives another answer";
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
  std::optional<Outcome> expected;
  if (!question.is_for_trawl_alone) {
    expected = ask_grep(question, directory);
    if (expected && says_binary(*expected) && !has_nul(question)) {
      // Behind a line that is left out grep forgets the context, and in front
      // of one it may print what is none: only the selected lines are compared.
      expected = ask_grep(without_context(question), directory);
    }
    if (!expected) return {};
  }
  Comparison comparison{
      .is_comparable = true, .has_selected = false, .difference = std::nullopt};
  std::optional<Outcome> first;
  for (const Tuning& tuning : tunings) {
    const Outcome actual = ask_trawl(question, directory, tuning);
    if (!first) first = actual;
    comparison.has_selected = (expected ? *expected : *first).status == 0;
    const auto kind = expected ? kind_of_difference(question, *expected, actual)
                               : fault_of(actual);
    if (kind) {
      comparison.difference = Difference{*kind, question, tuning,
                                         expected ? *expected : *first, actual};
    } else if (!is_same(*first, actual)) {
      comparison.difference =
          Difference{Difference::Kind::ways, question, tuning, *first, actual};
    }
    if (comparison.difference) break;
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
  const bool is_between_ways = difference.kind == Difference::Kind::ways;
  text +=
      "  " + shell_line(question, is_between_ways
                                      ? trawl_command(question, directory, {})
                                      : grep_command(question, directory));
  text += "\n  " + shell_line(question, trawl_command(question, directory,
                                                      difference.tuning));
  text += "\n";
  for (std::size_t i = 0; i < question.inputs.size(); ++i) {
    text += "input" + std::to_string(i) + ":\n    " +
            visible(question.inputs[i]) + "\n";
  }
  return text +
         shown(is_between_ways ? "trawl by default:" : "grep:",
               difference.expected) +
         shown("trawl:", difference.actual);
}

}  // namespace trawl::test
