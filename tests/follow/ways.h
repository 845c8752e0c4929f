// SPDX-License-Identifier: MIT
// One test for each way in which what is there may be searched before it is
// followed: here, or by workers and in small shards.
#pragma once

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

#include "log.h"
#include "support/compressed_bytes.h"
#include "support/conversation.h"
#include "support/run_program.h"
#include "support/temp_directory.h"

namespace trawl::test {

using Words = std::vector<std::string>;

inline const Words kWaysToWork[] = {{}, {"-j0"}, {"-j3", "--shard-size=64"}};

inline Words joined(Words words, const Words& more) {
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

inline std::string gzipped(std::string_view text) {
  return compression_tools().front().pack(text);
}

// `trawl --follow ARGUMENTS app.log`, of which `begin` is there already, for
// each way the program may work.
template <typename Test>
void for_each_way(const Words& arguments, std::string_view begin, Test test) {
  for (const Words& flags : kWaysToWork) {
    CAPTURE(shell_quoted(flags));
    TempDirectory directory;
    Log log(directory.path() / "app.log");
    log.write(begin);
    Conversation program(
        joined(joined(flags, {"--follow"}), joined(arguments, {"app.log"})),
        directory.path());
    test(program, log);
  }
}

}  // namespace trawl::test
