// SPDX-License-Identifier: MIT
#include "ripgrep.h"

#include <cstdlib>
#include <exception>
#include <string_view>

#include "support/run_program.h"

namespace trawl::test {
namespace {

constexpr int kOldestVersion = 14;

// 15 of "ripgrep 15.0.0 (rev 3a612f88b8)"; 0 if that is no ripgrep.
int major_version(const std::string& program) {
  constexpr std::string_view kName = "ripgrep ";
  try {
    const std::string text = run_program({.words = {program, "--version"}}).out;
    return text.starts_with(kName) ? std::atoi(&text[kName.size()]) : 0;
  } catch (const std::exception&) {
    return 0;  // no such program
  }
}

}  // namespace

std::string find_ripgrep() {
  const char* named = std::getenv("TRAWL_RG");
  const std::string program = named != nullptr ? named : "rg";
  return major_version(program) >= kOldestVersion ? program : "";
}

}  // namespace trawl::test
