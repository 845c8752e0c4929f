// SPDX-License-Identifier: MIT
#include "cli_case.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string_view>

namespace trawl::test {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 12> kKnownFiles = {
    "args",     "inputs",       "files",     "stdin",  "env",    "touched",
    "as_given", "same_as_grep", "grep_args", "status", "stdout", "stderr"};

std::string read_text(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream) return "";
  return {std::istreambuf_iterator<char>(stream), {}};
}

std::vector<std::string> read_lines(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  std::vector<std::string> lines;
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

bool chooses_syntax(const std::string& argument) {
  if (argument.starts_with("--")) {
    return argument == "--fixed-strings" || argument == "--basic-regexp" ||
           argument == "--extended-regexp" || argument == "--perl-regexp";
  }
  return argument.starts_with("-") &&
         argument.find_first_of("EFGP") != std::string::npos &&
         argument.find_first_of("efm") == std::string::npos;
}

std::vector<std::string> with_perl_syntax(std::vector<std::string> arguments) {
  if (std::ranges::none_of(arguments, chooses_syntax)) {
    arguments.insert(arguments.begin(), "-P");
  }
  return arguments;
}

class CaseReader {
 public:
  CaseReader(const fs::path& tests, const std::string& name)
      : tests_(tests), folder_(tests / name) {
    case_.name = name;
  }

  CliCase read() {
    check_files();
    case_.arguments = read_lines(folder_ / "args");
    case_.environment = read_lines(folder_ / "env");
    case_.touched = read_lines(folder_ / "touched");
    case_.is_run_with_workers = !has("as_given");
    if (has("stdin")) case_.standard_input = read_text(folder_ / "stdin");
    for (const std::string& line : read_lines(folder_ / "inputs")) {
      add_input(line);
    }
    add_own_files();
    read_expectation();
    return std::move(case_);
  }

 private:
  bool has(const char* file) const { return fs::exists(folder_ / file); }

  [[noreturn]] void fail(const std::string& reason) const {
    throw std::runtime_error(case_.name + ": " + reason);
  }

  void check_files() const {
    if (!has("args")) fail("no file args");
    for (const fs::directory_entry& entry : fs::directory_iterator(folder_)) {
      const std::string file = entry.path().filename();
      if (std::ranges::find(kKnownFiles, file) == kKnownFiles.end()) {
        fail("what is the file " + file + " for?");
      }
    }
  }

  void add_input(const std::string& line) {
    const std::size_t space = line.find(' ');
    const std::string name = line.substr(0, space);
    const fs::path from = tests_ / "inputs" / name;
    if (!fs::exists(from)) fail("no shared input " + name);
    const std::string to = space == line.npos ? name : line.substr(space + 1);
    if (to == "-") {
      case_.standard_input = read_text(from);
    } else {
      case_.copies.push_back({from, to});
    }
  }

  void add_own_files() {
    if (!has("files")) return;
    for (const fs::directory_entry& entry :
         fs::directory_iterator(folder_ / "files")) {
      case_.copies.push_back({entry.path(), entry.path().filename()});
    }
  }

  void read_expectation() {
    const int ways = has("same_as_grep") + has("grep_args") + has("status");
    if (ways != 1) fail("needs one of same_as_grep, grep_args and status");
    if (has("same_as_grep")) {
      case_.grep_arguments = with_perl_syntax(case_.arguments);
    } else if (has("grep_args")) {
      case_.grep_arguments = read_lines(folder_ / "grep_args");
    } else {
      case_.status = std::stoi(read_text(folder_ / "status"));
      case_.out = read_text(folder_ / "stdout");
      case_.err = read_text(folder_ / "stderr");
    }
  }

  fs::path tests_, folder_;
  CliCase case_;
};

}  // namespace

CliCase read_case(const fs::path& tests, const std::string& name) {
  return CaseReader(tests, name).read();
}

std::vector<std::string> case_names(const fs::path& tests,
                                    const std::string& theme) {
  std::vector<std::string> names;
  for (const fs::directory_entry& entry :
       fs::directory_iterator(tests / theme)) {
    names.push_back(theme + "/" + entry.path().filename().string());
  }
  std::ranges::sort(names);
  return names;
}

}  // namespace trawl::test
