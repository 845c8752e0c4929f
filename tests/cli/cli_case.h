// SPDX-License-Identifier: MIT
// One case of tests/cli is a folder THEME/NAME with these files:
//
//   args          the arguments, one a line; an empty line is an empty one
//   inputs        shared inputs to copy: "NAME" or "NAME DESTINATION" a line,
//                 NAME from tests/cli/inputs; DESTINATION - is standard input
//   files/        further inputs, copied as they are
//   stdin         piped into the program; without it there is /dev/null
//   env           NAME=VALUE a line
//   touched       files of the case from the oldest to the newest
//   as_given      present: not run again with -j 3 --shard-size 64
//
// What is expected comes from grep where grep has the feature,
//
//   same_as_grep  (empty) grep is given the same arguments, with -P if they do
//                 not choose a syntax
//   grep_args     grep is given these
//
// and else is recorded: status, and stdout and stderr unless they are empty.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace trawl::test {

struct CliCase {
  struct Copy {
    std::filesystem::path from;
    std::string to;
  };

  std::string name;  // THEME/NAME
  std::vector<std::string> arguments;
  std::vector<std::string> environment;
  std::vector<Copy> copies;
  std::vector<std::string> touched;
  std::optional<std::string> standard_input;
  bool is_run_with_workers = true;

  std::optional<std::vector<std::string>> grep_arguments;
  int status = 0;
  std::string out, err;
};

// `tests` is the folder tests/cli. Throws std::runtime_error if the folder is
// not a case: no args, an unknown file, nothing expected.
CliCase read_case(const std::filesystem::path& tests, const std::string& name);

// The names of all cases of a theme, sorted.
std::vector<std::string> case_names(const std::filesystem::path& tests,
                                    const std::string& theme);

}  // namespace trawl::test
