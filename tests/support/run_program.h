// SPDX-License-Identifier: MIT
// Runs a program to its end and captures what it wrote. A program that does
// not end, or leaves a process behind that holds its output open, is killed
// after a generous bound: the tests report that as a failure and never hang.
#pragma once

#include <chrono>
#include <string>
#include <variant>
#include <vector>

namespace trawl::test {

struct EmptyInput {};  // /dev/null
struct PipedInput {
  std::string bytes;
};
struct RedirectedInput {
  std::string path;
};
using StandardInput = std::variant<EmptyInput, PipedInput, RedirectedInput>;

struct Command {
  // The program, looked up in PATH if it has no slash, and its arguments.
  std::vector<std::string> words;
  std::string directory = ".";
  StandardInput input = EmptyInput{};
  std::vector<std::string> environment = {};  // NAME=VALUE, added
  std::chrono::seconds bound{300};  // for what hangs
};

struct Outcome {
  int status = -1;  // exit status, or 128 + signal
  bool timed_out = false;
  std::string out;
  std::string err;
};

// The environment of each program: these NAME=VALUE, and of this process all
// that does not change what programs print. The locale is C.UTF-8, and there is
// no configuration file.
std::vector<std::string> test_environment(
    const std::vector<std::string>& added);

Outcome run_program(const Command& command);

// The program under test: the environment's TRAWL, else the one just built.
std::string trawl_program();

// A word, a command, as one types it into a shell.
std::string shell_quoted(const std::string& word);
std::string shell_quoted(const std::vector<std::string>& words);

}  // namespace trawl::test
