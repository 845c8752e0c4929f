// SPDX-License-Identifier: MIT
// One question that grep and trawl are both asked: patterns, flags, inputs and
// how these are given. Knows how to say it to either program.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "support/random_source.h"
#include "support/run_program.h"
#include "support/temp_directory.h"

namespace trawl::test {

struct GrepCase {
  enum class StandardInputUse { none, piped, redirected };

  std::vector<std::string> patterns;
  bool is_fixed = false;
  bool has_pattern_file = false;  // -f, one pattern a line
  std::vector<std::string> flags;
  std::vector<std::string> inputs;  // what is in each
  bool has_missing_input = false;   // one more, after the first
  // How the first input reaches the program.
  StandardInputUse standard_input = StandardInputUse::none;
  bool is_for_trawl_alone = false;  // grep does not know all of the flags
};

bool has_flag(const GrepCase& question, std::string_view flag);

// Files of the case in a directory of their own: input0, input1, patterns.
void write_files(const GrepCase& question, TempDirectory& directory);

// What is typed in that directory. grep -P takes one pattern: several become
// an alternation, which means the same.
Command grep_command(const GrepCase& question, const TempDirectory& directory);
// The same with PCRE2's interpreter instead of its JIT.
Command grep_command_without_jit(const GrepCase& question,
                                 const TempDirectory& directory);
Command trawl_command(const GrepCase& question, const TempDirectory& directory,
                      const std::vector<std::string>& tuning);

// What a test wants its random cases to be about.
struct CaseTraits {
  bool is_fixed = false;
  bool has_several_patterns = false;
  bool has_invalid_pattern = false;
  bool is_binary = false;  // bytes that are not text, without -a
  bool has_long_lines = false;
  // Where grep is no reference, any flags: all ways to work are to agree.
  bool is_for_trawl_alone = false;
};

GrepCase random_grep_case(RandomSource& random, CaseTraits traits);

}  // namespace trawl::test
