// SPDX-License-Identifier: MIT
// The folders of cases, one test for each. CLI_CASE=THEME/NAME in the
// environment runs only that case.
#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <set>
#include <string>

#include "case_runner.h"
#include "cli_case.h"

namespace trawl::test {
namespace {

// doctest wants each test to be written down.
#define FOR_EACH_THEME(DO) \
  DO(binary)               \
  DO(color)                \
  DO(conditions)           \
  DO(configuration)        \
  DO(column)               \
  DO(context)              \
  DO(count)                \
  DO(crlf)                 \
  DO(encoding)             \
  DO(errors)               \
  DO(files)                \
  DO(heading)              \
  DO(ids)                  \
  DO(json)                 \
  DO(limits)               \
  DO(nul_records)          \
  DO(long_lines)           \
  DO(only_matching)        \
  DO(passthru)             \
  DO(patterns)             \
  DO(prefixes)             \
  DO(records)              \
  DO(replace)              \
  DO(selection)            \
  DO(snippet)              \
  DO(standard_input)       \
  DO(strict)               \
  DO(time)                 \
  DO(timeline)             \
  DO(tree)                 \
  DO(trim)

#define QUOTED(name) #name,
const std::set<std::string> kThemes = {FOR_EACH_THEME(QUOTED)};

bool is_wanted(const std::string& name) {
  const char* only = std::getenv("CLI_CASE");
  return only == nullptr || name == only;
}

void run_theme(const std::string& theme) {
  for (const std::string& name : case_names(TRAWL_CLI_CASES, theme)) {
    if (!is_wanted(name)) continue;
    const std::string fault = find_fault(read_case(TRAWL_CLI_CASES, name));
    CHECK_MESSAGE(fault.empty(), fault);
  }
}

TEST_CASE("EveryFolderOfCasesIsRun") {
  for (const auto& entry :
       std::filesystem::directory_iterator(TRAWL_CLI_CASES)) {
    const std::string folder = entry.path().filename();
    if (!entry.is_directory() || folder == "inputs") continue;
    CHECK_MESSAGE(kThemes.contains(folder), folder);
  }
}

#define RUN_THEME(name) \
  TEST_CASE(#name) { run_theme(#name); }
FOR_EACH_THEME(RUN_THEME)

}  // namespace
}  // namespace trawl::test
