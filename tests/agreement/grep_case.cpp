// SPDX-License-Identifier: MIT
#include "agreement/grep_case.h"

#include <algorithm>

#include "support/random_input.h"
#include "support/random_pattern.h"
#include "support/utf8.h"

namespace trawl::test {
namespace {

using Words = std::vector<std::string>;
using StandardInputUse = GrepCase::StandardInputUse;

std::string input_name(std::size_t index) {
  return "input" + std::to_string(index);
}

void append(Words& words, const Words& more) {
  words.insert(words.end(), more.begin(), more.end());
}

Words operands(const GrepCase& question) {
  Words names;
  for (std::size_t i = 0; i < question.inputs.size(); ++i) {
    names.push_back(input_name(i));
  }
  const bool reads_standard_input =
      question.standard_input != StandardInputUse::none;
  if (reads_standard_input && !names.empty()) names[0] = "-";
  if (question.has_missing_input) {
    names.insert(names.begin() + (names.empty() ? 0 : 1), "missing");
  }
  if (reads_standard_input && names.size() == 1) names.clear();
  if (!names.empty()) names.insert(names.begin(), "--");
  return names;
}

StandardInput standard_input(const GrepCase& question,
                             const TempDirectory& directory) {
  switch (question.standard_input) {
    case StandardInputUse::piped:
      return PipedInput{question.inputs.empty() ? "" : question.inputs[0]};
    case StandardInputUse::redirected:
      if (question.inputs.empty()) break;
      return RedirectedInput{directory.path() / input_name(0)};
    case StandardInputUse::none:
      break;
  }
  return EmptyInput{};
}

Words given_patterns(const GrepCase& question) {
  if (question.has_pattern_file) return {"-f", "patterns"};
  Words words;
  for (const std::string& pattern : question.patterns) {
    append(words, {"-e", pattern});
  }
  return words;
}

// grep -P takes one pattern.
std::string alternation(const Words& patterns) {
  if (patterns.size() == 1) return patterns[0];
  std::string result;
  for (const std::string& pattern : patterns) {
    result += (result.empty() ? "(?:" : "|(?:") + pattern + ")";
  }
  return result;
}

// None at all (an empty -f file) is something grep -P does take.
Words patterns_for_grep(const GrepCase& question) {
  if (question.is_fixed || question.patterns.empty()) {
    return given_patterns(question);
  }
  return {"-e", alternation(question.patterns)};
}

bool take_flag(Words& flags, std::string_view flag) {
  return std::erase(flags, flag) > 0;
}

Command command(const GrepCase& question, const TempDirectory& directory,
                Words words) {
  append(words, operands(question));
  return {.words = std::move(words),
          .directory = directory.path(),
          .input = standard_input(question, directory)};
}

void give_lines_a_beginning(std::string& input) {
  for (std::size_t at = find_stray_beginning(input); at != input.npos;
       at = find_stray_beginning(input)) {
    input.insert(at, 1, 'a');
  }
}

// glibc, and so grep, takes the forms for code points beyond U+10FFFF for
// characters of a text.
void spoil_beyond_unicode(std::string& input) {
  for (char& byte : input) {
    if (static_cast<unsigned char>(byte) >= 0xf4) byte = '\xff';
  }
}

class CaseWriter {
 public:
  CaseWriter(RandomSource& random, CaseTraits traits)
      : random_(random), traits_(traits), alphabet_(random_alphabet(random)) {}

  GrepCase grep_case() {
    case_.is_fixed = traits_.is_fixed;
    case_.is_for_trawl_alone = traits_.is_for_trawl_alone;
    add_flags();
    if (case_.is_for_trawl_alone) add_own_flags();
    add_inputs();
    add_patterns();
    return std::move(case_);
  }

 private:
  void flag(std::size_t percent, const std::string& word) {
    if (random_.chance(percent)) case_.flags.push_back(word);
  }

  bool has_any_of(std::initializer_list<std::string_view> beginnings) const {
    return std::ranges::any_of(case_.flags, [&](const std::string& given) {
      return std::ranges::any_of(beginnings, [&](std::string_view beginning) {
        return given.starts_with(beginning);
      });
    });
  }

  void numbered_flag(std::size_t percent, const std::string& letter,
                     std::size_t most) {
    flag(percent, letter + std::to_string(random_.between(0, most)));
  }

  void add_flags() {
    flag(25, "-i");
    flag(20, "-v");
    flag(random_.chance(50) ? 20 : 0, "-w");
    flag(random_.chance(50) ? 15 : 0, "-x");
    flag(35, "-n");
    flag(35, "-b");
    flag(28, "-o");
    flag(traits_.is_binary ? 0 : 10, "-c");
    flag(4, "-l");
    flag(4, "-L");
    flag(4, "-q");
    flag(8, "-s");
    flag(12, "-H");
    flag(8, "-h");
    flag(25, "--color=always");
    numbered_flag(15, "-A", 3);
    numbered_flag(15, "-B", 3);
    numbered_flag(10, "-C", 2);
    numbered_flag(18, "-m", 5);
    flag(traits_.is_binary ? 0 : 6, "-z");
  }

  void add_own_flags() {
    flag(25, "--json");
    flag(10, "-I");
    flag(8, "-c");
    flag(4, "-z");
    flag(8, "--passthru");
    flag(8, "--heading");
    flag(8, "--count-matches");
    flag(8, "--stop-on-nonmatch");
    flag(8, "--column");
    flag(8, "--replace=<$0>");
    numbered_flag(8, "--max-total=", 9);
    // Context behind a limit is another one where the end is not known: see
    // Query::last.
    if (!has_any_of({"-m", "--max-total"}) ||
        !has_any_of({"-A", "-C", "--passthru"})) {
      numbered_flag(6, "--last=", 4);
    }
    flag(8, "--and=a");
    flag(8, "--not=aa");
  }

  void add_inputs() {
    InputTraits inputs;
    inputs.long_line = traits_.has_long_lines;
    const bool is_late = traits_.is_for_trawl_alone && random_.chance(30);
    if (traits_.is_binary || random_.chance(30)) {
      inputs.nul = random_.chance(40);
      inputs.invalid_utf8 = !inputs.nul || random_.chance(50);
      if (!traits_.is_binary) case_.flags.push_back("-a");
    }
    std::size_t count = random_.chance(75) ? 1 : random_.between(2, 4);
    // Which of several files grep calls binary depends on what it takes a NUL
    // for; so only one.
    if (traits_.is_binary && inputs.nul && !traits_.is_for_trawl_alone) {
      count = 1;
    }
    for (; count > 0; --count) {
      std::string input = random_input(random_, alphabet_, inputs);
      // There grep -P is no reference.
      if (traits_.is_binary) spoil_beyond_unicode(input);
      if (!case_.is_fixed) give_lines_a_beginning(input);
      if (is_late) input.insert(0, first_buffer());
      case_.inputs.push_back(std::move(input));
    }
    case_.has_missing_input = random_.chance(5);
    if (random_.chance(25)) {
      case_.standard_input = random_.chance(50) ? StandardInputUse::piped
                                                : StandardInputUse::redirected;
    }
  }

  // A NUL in the first 96 KiB makes all of an input binary, one behind that
  // only what comes then.
  std::string first_buffer() {
    std::string text;
    while (text.size() < 98'304) {
      text += random_input(random_, alphabet_, {}) + "\n";
    }
    return text;
  }

  void add_patterns() {
    std::size_t count = 1;
    if (traits_.has_several_patterns) count = random_.between(2, 4);
    if (traits_.is_fixed && random_.chance(50)) count = random_.between(1, 5);
    for (std::size_t i = 0; i < count; ++i) case_.patterns.push_back(pattern());
    if (case_.is_fixed && has_flag(case_, "-w")) give_patterns_characters();
    case_.has_pattern_file = random_.chance(15);
    if (case_.has_pattern_file && random_.chance(4)) case_.patterns.clear();
  }

  // What is no character, or nothing, has no word boundaries to agree on.
  void give_patterns_characters() {
    for (std::string& pattern : case_.patterns) {
      if (pattern.empty() || !is_utf8(pattern)) pattern = "a";
    }
  }

  std::string pattern() {
    if (traits_.has_invalid_pattern) return random_invalid_pattern(random_);
    if (traits_.is_fixed) return random_literal(random_, alphabet_);
    PatternTraits pattern;
    pattern.unbounded = !traits_.has_long_lines;
    pattern.search_begin = !traits_.has_several_patterns;
    pattern.start_options = !traits_.has_several_patterns &&
                            !has_flag(case_, "-w") && !has_flag(case_, "-x");
    return random_pattern(random_, alphabet_, pattern);
  }

  RandomSource& random_;
  CaseTraits traits_;
  Alphabet alphabet_;
  GrepCase case_;
};

}  // namespace

bool has_flag(const GrepCase& question, std::string_view flag) {
  const auto& flags = question.flags;
  return std::find(flags.begin(), flags.end(), flag) != flags.end();
}

void write_files(const GrepCase& question, TempDirectory& directory) {
  for (std::size_t i = 0; i < question.inputs.size(); ++i) {
    directory.write(input_name(i), question.inputs[i]);
  }
  std::string patterns;
  for (const std::string& pattern : question.patterns) {
    patterns += pattern + "\n";
  }
  if (question.has_pattern_file) directory.write("patterns", patterns);
}

Command grep_command(const GrepCase& question, const TempDirectory& directory) {
  Words words = {"grep", question.is_fixed ? "-F" : "-P"};
  append(words, question.flags);
  append(words, patterns_for_grep(question));
  return command(question, directory, std::move(words));
}

Command grep_command_without_jit(const GrepCase& question,
                                 const TempDirectory& directory) {
  // (*NO_JIT) must come first, where -x and -w would put something before it.
  Words flags = question.flags;
  const bool is_word = take_flag(flags, "-w");
  std::string pattern = alternation(question.patterns);
  if (take_flag(flags, "-x")) {
    pattern = "^(?:" + pattern + ")$";
  } else if (is_word) {
    pattern = "(?<!\\w)(?:" + pattern + ")(?!\\w)";
  }
  Words words = {"grep", "-P"};
  append(words, flags);
  append(words, {"-e", "(*NO_JIT)" + pattern});
  return command(question, directory, std::move(words));
}

Command trawl_command(const GrepCase& question, const TempDirectory& directory,
                      const std::vector<std::string>& tuning) {
  Words words = {trawl_program()};
  append(words, tuning);
  if (question.is_fixed) words.push_back("-F");
  append(words, question.flags);
  append(words, given_patterns(question));
  return command(question, directory, std::move(words));
}

GrepCase random_grep_case(RandomSource& random, CaseTraits traits) {
  return CaseWriter(random, traits).grep_case();
}

}  // namespace trawl::test
