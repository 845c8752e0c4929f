// SPDX-License-Identifier: MIT
// The same files as grep -r, for random trees, patterns of names and operands.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "cli/arguments.h"
#include "cli/command_line.h"
#include "cli/input_configuration.h"
#include "file_tree.h"
#include "support/random_source.h"
#include "support/run_program.h"

namespace trawl::test {
namespace {

using Strings = std::vector<std::string>;

const Strings kNames = {"a",   "b",   "ab",   "a.c",    "b.c",      "a.h",
                        ".a",  "foo", "A.C",  "a b",    "a\nb",     "x*",
                        "[a]", "{a}", "a\\b", "\u00e9", "\u00e9.c", "\xff.c"};
const Strings kPieces = {"a",           "b",  ".",  "*",      "?",  "[ab]",
                         "[!a]",        "c",  "\\", "foo",    "/",  ".c",
                         "[[:alpha:]]", "**", "[",  "\u00e9", "\\*"};
const Strings kTargets = {"a", "../a", "nowhere", ".", ".."};

// Where the search begins: a link to the directory above stays in the tree.
constexpr const char* kTop = "top";

std::string below_top(const std::string& name) {
  return std::string(kTop) + "/" + name;
}

void fill(RandomSource& random, FileTree& tree, const std::string& directory,
          int levels, Strings& all) {
  for (std::size_t i = random.between(1, 5); i > 0; --i) {
    const std::string name = directory + random.pick(kNames);
    if (std::ranges::find(all, name) != all.end()) continue;
    all.push_back(name);
    if (levels > 0 && random.chance(40)) {
      fill(random, tree, name + "/", levels - 1, all);
    } else if (random.chance(15)) {
      tree.link(below_top(name), random.pick(kTargets));
    } else {
      tree.file(below_top(name));
    }
  }
}

std::string random_name_pattern(RandomSource& random) {
  if (random.chance(30)) return random.pick(kNames);
  std::string pattern;
  for (std::size_t i = random.between(1, 3); i > 0; --i) {
    pattern += random.pick(kPieces);
  }
  return pattern;
}

std::string random_operand(RandomSource& random, const FileTree& tree,
                           const Strings& all) {
  if (random.chance(30)) return ".";
  if (random.chance(5)) return "missing";
  const std::string path = random.pick(all);
  if (random.chance(30)) return "./" + path;
  if (random.chance(15)) return tree.at(below_top(path));
  std::error_code ignored;  // a loop of links is no directory
  const bool is_directory =
      std::filesystem::is_directory(tree.at(below_top(path)), ignored);
  return is_directory && random.chance(30) ? path + "/" : path;
}

// Flags and operands, behind "x" as the pattern.
Strings random_words(RandomSource& random, const FileTree& tree,
                     const Strings& all) {
  Strings words = {"-e", "x", random.chance(30) ? "-R" : "-r"};
  const Strings flags = {"--include=", "--exclude=", "--exclude-dir="};
  for (std::size_t i = random.below(4); i > 0; --i) {
    words.push_back(random.pick(flags) + random_name_pattern(random));
  }
  if (random.chance(20)) {
    words.push_back(random.pick(Strings{"-dskip", "-drecurse", "-Dskip"}));
  }
  words.push_back("--");
  for (std::size_t i = random.between(1, 3); i > 0; --i) {
    words.push_back(random_operand(random, tree, all));
  }
  return words;
}

Strings grep_selection(const FileTree& tree, const Strings& words) {
  Command command{.words = {"grep", "-lZ"}, .directory = tree.at(kTop)};
  command.words.insert(command.words.end(), words.begin(), words.end());
  const Outcome outcome = run_program(command);
  Strings names;
  for (std::string_view out = outcome.out; !out.empty();) {
    const std::size_t end = out.find('\0');
    names.emplace_back(out.substr(0, end));
    out.remove_prefix(end + 1);
  }
  std::ranges::sort(names);
  return names;
}

class NameCollector : public InputReceiver {
 public:
  bool input(std::string_view path) override {
    names.emplace_back(path);
    return true;
  }
  void problem(const Problem&) override {}

  Strings names;
};

// With the tree as the current directory.
Strings trawl_selection(const Strings& words) {
  std::vector<const char*> argv;
  for (const std::string& word : words) argv.push_back(word.c_str());
  const Arguments arguments = parse_arguments(split_command_line(argv));
  NameCollector collector;
  list_inputs(decide_inputs(arguments, {}, false), collector);
  std::ranges::sort(collector.names);
  return collector.names;
}

// What `names` lacks of `wanted`; both are sorted.
std::string missing_from(const Strings& names, const Strings& wanted) {
  Strings missing;
  std::ranges::set_difference(wanted, names, std::back_inserter(missing));
  return shell_quoted(missing);
}

TEST_CASE("PathWalk: SelectsWhatGrepSelects") {
  const std::string before = std::filesystem::current_path();
  for (std::size_t index = 0; index < case_count(150); ++index) {
    RandomSource random(case_seed(index));
    FileTree tree;
    Strings all;
    fill(random, tree, "", 2, all);
    const Strings words = random_words(random, tree, all);
    const Strings expected = grep_selection(tree, words);
    std::filesystem::current_path(tree.at(kTop));
    const Strings selected = trawl_selection(words);
    std::filesystem::current_path(before);
    INFO("TRAWL_SEED=" << run_seed() << " case " << index << ": "
                       << shell_quoted(words));
    CHECK(missing_from(selected, expected) == "");
    CHECK(missing_from(expected, selected) == "");
  }
}

}  // namespace
}  // namespace trawl::test
