// SPDX-License-Identifier: MIT
#include "case_runner.h"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <utility>

#include "support/json_output.h"
#include "support/temp_directory.h"
#include "support/text_difference.h"

namespace trawl::test {
namespace {

namespace fs = std::filesystem;
using Words = std::vector<std::string>;

void copy_inputs(const CliCase& test, const fs::path& directory) {
  for (const CliCase::Copy& copy : test.copies) {
    const fs::path to = directory / copy.to;
    fs::create_directories(to.parent_path());
    fs::copy(copy.from, to,
             fs::copy_options::recursive | fs::copy_options::copy_symlinks);
  }
  auto time = fs::file_time_type::clock::now() - std::chrono::hours(24);
  for (const std::string& file : test.touched) {
    fs::last_write_time(directory / file, time += std::chrono::minutes(1));
  }
}

Words command(std::string program, const Words& arguments) {
  Words words{std::move(program)};
  words.insert(words.end(), arguments.begin(), arguments.end());
  return words;
}

Words with_workers(const Words& arguments) {
  return command("-j3", command("--shard-size=64", arguments));
}

bool prints_json(const CliCase& test) {
  return std::ranges::find(test.arguments, "--json") != test.arguments.end();
}

Outcome expectation(const CliCase& test) {
  if (test.grep_arguments) {
    return run_in_copy(test, command("grep", *test.grep_arguments));
  }
  return {.status = test.status, .out = test.out, .err = test.err};
}

// grep has words of its own, and says as much.
std::string message_fault(const CliCase& test, const Outcome& expected,
                          const Outcome& actual) {
  if (!test.grep_arguments) return text_difference(expected.err, actual.err);
  if (std::ranges::count(expected.err, '\n') ==
      std::ranges::count(actual.err, '\n')) {
    return "";
  }
  return "not as many lines:\ngrep: " + visible_text(expected.err) +
         "trawl: " + visible_text(actual.err);
}

std::string compare(const CliCase& test, const Outcome& expected,
                    const Outcome& actual) {
  if (actual.timed_out) return "did not end, or left a process behind\n";
  std::string fault;
  if (expected.status != actual.status) {
    fault += "exit status " + std::to_string(actual.status) + ", expected " +
             std::to_string(expected.status) + "\n";
  }
  const std::string out =
      prints_json(test) ? without_tuning(actual.out) : actual.out;
  if (const std::string difference = text_difference(expected.out, out);
      !difference.empty()) {
    fault += "stdout:\n" + difference;
  }
  if (const std::string difference = message_fault(test, expected, actual);
      !difference.empty()) {
    fault += "stderr:\n" + difference;
  }
  return fault;
}

std::string repeat_by(const CliCase& test, const Words& words) {
  std::string directory;
  run_in_copy(test, words, &directory);
  std::string text = "to repeat:\n  cd " + directory + "\n  env";
  for (const std::string& entry : test.environment) {
    text += " " + shell_quoted(entry);
  }
  return text + " LC_ALL=C.UTF-8 " + shell_quoted(words) +
         (test.standard_input ? " <.stdin\n" : " </dev/null\n");
}

}  // namespace

Outcome run_in_copy(const CliCase& test, Words words, std::string* kept_in) {
  TempDirectory directory;
  copy_inputs(test, directory.path());
  if (kept_in != nullptr) {
    directory.keep();
    *kept_in = directory.path();
    if (test.standard_input) directory.write(".stdin", *test.standard_input);
    return {};
  }
  Command run{.words = std::move(words),
              .directory = directory.path(),
              .environment = test.environment};
  if (test.standard_input) run.input = PipedInput{*test.standard_input};
  return run_program(run);
}

std::string find_fault(const CliCase& test) {
  const Outcome expected = expectation(test);
  std::vector<Words> ways{test.arguments};
  if (test.is_run_with_workers) ways.push_back(with_workers(test.arguments));
  for (const Words& arguments : ways) {
    const Words words = command(trawl_program(), arguments);
    const std::string fault = compare(test, expected, run_in_copy(test, words));
    if (!fault.empty()) {
      return test.name + "\n" + fault + repeat_by(test, words);
    }
  }
  return "";
}

}  // namespace trawl::test
