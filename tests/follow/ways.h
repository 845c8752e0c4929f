// SPDX-License-Identifier: MIT
// What tests of --follow share: the ways in which what is there may be searched
// before it is followed (here, or by workers and in small shards) and in which
// files may be watched.
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

// Environments: with inotify and, where something can be preloaded, without.
inline std::vector<Words> ways_to_watch() {
  std::vector<Words> environments = {{}};
#ifdef FAILING_CALLS
  environments.push_back({"LD_PRELOAD=" FAILING_CALLS,
                          "FAIL_CALL=inotify_init1", "FAIL_FROM=1",
                          "FAIL_COUNT=1", "FAIL_ERRNO=24"});
#endif
  return environments;
}

// `trawl --follow FLAGS`, which name app.log, gives the same of a log that is
// written piece by piece, the first being there already, as a search of it all.
inline void check_pieces(const Words& flags, const Words& pieces) {
  TempDirectory directory;
  std::string text;
  for (const std::string& piece : pieces) text += piece;
  directory.write("app.log", text);
  const Outcome whole = run_program({.words = joined({trawl_program()}, flags),
                                     .directory = directory.path()});
  directory.write("app.log", pieces.front());
  Conversation program(joined({"--follow"}, flags), directory.path());
  Log log(directory.path() / "app.log");
  for (std::size_t i = 1; i < pieces.size(); ++i) log.write(pieces[i]);
  CHECK(program.hears(whole.out));
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
