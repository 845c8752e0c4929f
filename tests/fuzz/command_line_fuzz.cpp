// SPDX-License-Identifier: MIT
// Any argv, and any configuration file, is a configuration or a UsageError
// that says why, and always the same one; nothing is opened to find out.
//
// Input: a word of the command line in each line.
#include <optional>
#include <vector>

#include "cli/arguments.h"
#include "cli/command_line.h"
#include "cli/config_file.h"
#include "cli/configuration.h"
#include "cli/input_lists.h"
#include "cli/pattern_list.h"
#include "cli/usage_error.h"
#include "fuzz/fuzz_input.h"

namespace trawl::test {
namespace {

bool reads_files(const Arguments& arguments) {
  return !arguments.path_lists.empty() ||
         std::ranges::any_of(arguments.pattern_sources,
                             [](const PatternSource& source) {
                               return source.kind == PatternSource::Kind::file;
                             }) ||
         std::ranges::any_of(
             arguments.name_sources, [](const NameSource& source) {
               return source.kind == NameSource::Kind::exclude_file;
             });
}

Surroundings surroundings() {
  return {.term = "xterm",
          .home = "/home/nobody",
          .is_directory = [](const std::string& path) { return path == "."; }};
}

void check_configuration(const Arguments& arguments) {
  if (reads_files(arguments) || arguments.help != HelpWanted::none ||
      arguments.version || arguments.document) {
    return;
  }
  const PatternList patterns =
      read_patterns(arguments.pattern_sources, arguments.pattern_ids);
  const Configuration configuration =
      configure(arguments, patterns.texts, surroundings());
  promise(configuration.query.patterns.size() == patterns.texts.size(),
          "no pattern is lost");
  promise(!configuration.inputs.paths.empty() || !arguments.paths.empty(),
          "there is something to search");
}

// The UsageError's text; nothing if there is none.
std::optional<std::string> complaint(const std::vector<const char*>& argv) {
  try {
    check_configuration(parse_arguments(split_command_line(argv)));
  } catch (const UsageError& error) {
    promise(!std::string_view(error.what()).empty(), "an error says why");
    return error.what();
  } catch (const Error&) {  // a pattern's name that is none
  }
  return std::nullopt;
}

void check_config_file(std::string_view contents) {
  try {
    const CommandLine line = parse_config(contents, "config");
    promise(line.operands.empty(), "a configuration file holds flags only");
  } catch (const UsageError& error) {
    promise(
        std::string_view(error.what()).find("config") != std::string_view::npos,
        "the file is named");
  }
}

}  // namespace

void try_input(std::string_view rest) {
  check_config_file(rest);
  std::vector<std::string> words;
  while (!rest.empty()) words.emplace_back(take_line(rest));
  std::vector<const char*> argv;
  argv.reserve(words.size());
  for (const std::string& word : words) argv.push_back(word.c_str());
  promise(complaint(argv) == complaint(argv), "the same answer twice");
}

}  // namespace trawl::test
