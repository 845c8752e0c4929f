// SPDX-License-Identifier: MIT
#include "cli/config_file.h"

#include <doctest/doctest.h>

#include <initializer_list>
#include <string>
#include <vector>

#include "cli/arguments.h"
#include "cli/usage_error.h"
#include "support/temp_directory.h"

namespace trawl::test {
namespace {

CommandLine split(std::initializer_list<const char*> words) {
  const std::vector<const char*> argv(words);
  return split_command_line(argv);
}

Arguments parse(const std::string& config,
                std::initializer_list<const char*> words) {
  TempDirectory directory;
  return parse_arguments(
      add_config(split(words), {directory.write("config", config), true}));
}

std::string fault(const std::string& config) {
  try {
    CommandLine line = parse_config(config, "F");
    line.operands = {"x"};
    parse_arguments(line);
  } catch (const UsageError& error) {
    return error.what();
  }
  return "(none)";
}

std::string place(std::initializer_list<const char*> words,
                  const Surroundings& around) {
  const auto found = find_config(split(words), around);
  return found ? found->path + (found->must_exist ? "!" : "") : "(none)";
}

TEST_CASE("each line of the configuration is a flag, without quotes") {
  const Arguments arguments = parse(
      "# comment\n\n  -n  \r\n--label=a 'b'\n-A3\n-wx\n-e#x\n--color", {"p"});
  CHECK(arguments.line_number);
  CHECK(arguments.label == "a 'b'");
  CHECK(arguments.after == 3u);
  CHECK(arguments.word);
  CHECK(arguments.whole_line);
  CHECK(arguments.color == ColorWhen::automatic);
  CHECK(arguments.pattern_sources.at(0).value == "#x");
  CHECK(arguments.paths == std::vector<std::string>{"p"});
}

TEST_CASE("the command line comes behind the configuration and wins") {
  CHECK(parse("-A3\n-i\n", {"-A5", "x"}).after == 5u);
  CHECK_FALSE(parse("-i\n", {"--no-ignore-case", "x"}).ignore_case);
  CHECK(parse("-F\n", {"-E", "x"}).syntax == 'E');
  CHECK(parse("-F\n-n\n", {"-P", "x"}).syntax == 'P');
  CHECK(parse("-F\n", {"x"}).syntax == 'F');
  CHECK_THROWS_AS(parse("-F\n", {"-E", "-G", "x"}), UsageError);
}

TEST_CASE("a fault in the configuration is told with its line") {
  CHECK(fault("-n\n--colr\n") ==
        "F:2: unknown option --colr; did you mean --color?");
  CHECK(fault("\n\n-A x\n") == "F:3: -A  x: not a number");
  CHECK(fault("-n\n-A\n3\n") == "F:2: -A needs a value: NUM");
  CHECK(fault("word\n") == "F:1: word is no flag");
  CHECK(fault("--\n") == "F:1: -- is no flag");
  CHECK(
      fault("--max-count 1\n").starts_with("F:1: --max-count 1 is no flag; "));
  CHECK(fault("--text  # of all\n").starts_with("F:1: --text  # of all is no"));
  CHECK(fault("-E\n-F\n") == "F:2: -E and -F contradict each other");
  CHECK(fault("--range=5\n").starts_with("F:1: --range 5: expected"));
}

TEST_CASE("the configuration is what the environment names, if wanted") {
  Surroundings around;
  CHECK(place({"x"}, around) == "(none)");
  around.home = "/home/me";
  CHECK(place({"x"}, around) == "/home/me/.config/trawl/config");
  around.xdg_config_home = "/xdg";
  CHECK(place({"x"}, around) == "/xdg/trawl/config");
  CHECK(place({"--json", "x"}, around) == "(none)");
  CHECK(place({"--no-config", "x"}, around) == "(none)");
  around.trawl_config = "/mine";
  CHECK(place({"x"}, around) == "/mine!");
  CHECK(place({"--json", "x"}, around) == "/mine!");
  CHECK(place({"--no-config", "x"}, around) == "(none)");
  CHECK(place({"--help"}, around) == "(none)");
}

TEST_CASE("only a configuration that is asked for by name must exist") {
  const CommandLine line = split({"-n", "x"});
  CHECK(add_config(line, {"/nonexistent/config", false}).words.size() == 1);
  CHECK_THROWS_WITH_AS(
      add_config(line, {"/nonexistent/config", true}),
      "cannot read the flags of TRAWL_CONFIG (--no-config does "
      "without): /nonexistent/config: No such file or directory",
      Error);
  CHECK_THROWS_AS(add_config(line, {"/", false}), Error);
}

}  // namespace
}  // namespace trawl::test
