// SPDX-License-Identifier: MIT
// What only the program as a whole can show: environment, files, exit status.
#include <doctest/doctest.h>

#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "support/run_program.h"
#include "support/sanitized.h"
#include "support/temp_directory.h"

namespace trawl::test {
namespace {

Outcome run(const TempDirectory& directory, std::vector<std::string> arguments,
            std::vector<std::string> environment = {}) {
  arguments.insert(arguments.begin(), trawl_program());
  return run_program({.words = std::move(arguments),
                      .directory = directory.path().string(),
                      .environment = std::move(environment)});
}

TEST_CASE("the configuration's flags hold for a search, not for --no-config") {
  TempDirectory directory;
  directory.write("log", "a\nb\n");
  directory.write("config", "-n\n");
  const std::vector<std::string> named = {"TRAWL_CONFIG=config"};
  CHECK(run(directory, {"b", "log"}).out == "b\n");
  CHECK(run(directory, {"b", "log"}, named).out == "2:b\n");
  CHECK(run(directory, {"--no-config", "b", "log"}, named).out == "b\n");
  std::filesystem::create_directory(directory.path() / "trawl");
  directory.write("trawl/config", "-c\n");
  const std::vector<std::string> found = {"XDG_CONFIG_HOME=."};
  CHECK(run(directory, {"b", "log"}, found).out == "1\n");
  CHECK(run(directory, {"--json", "b", "log"}, found).out.starts_with("{"));
}

TEST_CASE("--no-cache neither uses nor keeps compiled patterns") {
  TempDirectory directory;
  std::string patterns;
  for (int i = 0; i < (kIsSanitized ? 100 : 300); ++i) {
    patterns += "[a-m]+" + std::to_string(i) + ".*(x|y)\\d{2,6}z\n";
  }
  directory.write("patterns", patterns);
  directory.write("log", "abc7 x123z\nb\n");
  const std::vector<std::string> words = {"-j1", "--shard-size=1M", "-f",
                                          "patterns", "log"};
  std::vector<std::string> without = words;
  without.emplace_back("--no-cache");
  const auto cache = directory.path() / "cache";
  const std::vector<std::string> environment = {"XDG_CACHE_HOME=" +
                                                cache.string()};
  CHECK(run(directory, without, environment).out == "abc7 x123z\n");
  CHECK_FALSE(std::filesystem::exists(cache));
  for (int i = 0; i < 2; ++i) {
    CHECK(run(directory, words, environment).out == "abc7 x123z\n");
    const std::filesystem::directory_iterator entries(cache / "trawl");
    CHECK(std::distance(entries, {}) == 1);
  }
}

TEST_CASE("a configuration that cannot be used stops the search") {
  TempDirectory directory;
  directory.write("config", "-n\n--colr\n");
  const Outcome unknown = run(directory, {"x"}, {"TRAWL_CONFIG=config"});
  CHECK(unknown.status == 2);
  CHECK(unknown.err.starts_with("trawl: config:2: unknown option --colr"));
  const Outcome missing = run(directory, {"x"}, {"TRAWL_CONFIG=none"});
  CHECK(missing.status == 2);
  CHECK(missing.err ==
        "trawl: cannot read the flags of TRAWL_CONFIG (--no-config does "
        "without): none: No such file or directory\n");
  CHECK(run(directory, {"--version"}, {"TRAWL_CONFIG=none"}).status == 0);
}

TEST_CASE("--strict does not forgive -q what could not be searched") {
  TempDirectory directory;
  directory.write("log", "x\n");
  CHECK(run(directory, {"-q", "x", "log", "missing"}).status == 0);
  CHECK(run(directory, {"-q", "--strict", "x", "log", "missing"}).status == 2);
  CHECK(run(directory, {"-q", "--strict", "x", "log"}).status == 0);
  directory.write("binary", std::string("x\n\0\nx\n", 6));
  CHECK(run(directory, {"x", "binary"}).status == 0);
  CHECK(run(directory, {"--strict", "x", "binary"}).status == 2);
  CHECK(run(directory, {"--strict", "-a", "x", "binary"}).status == 0);
}

TEST_CASE("a pattern that cannot be compiled is told of with its flag") {
  const TempDirectory directory;
  const auto complaint = [&](const std::vector<std::string>& words) {
    return run(directory, words).err;
  };
  const std::string reason =
      "cannot compile the pattern: missing closing parenthesis\n  (\n";
  CHECK(complaint({"("}).starts_with("trawl: " + reason));
  CHECK(complaint({"--not=(", "x"}).starts_with("trawl: --not: " + reason));
  CHECK(complaint({"--and", "(", "x"}).starts_with("trawl: --and: " + reason));
  CHECK(
      complaint({"--record=(", "x"}).starts_with("trawl: --record: " + reason));
}

TEST_CASE("--debug tells of decisions on standard error, -s or not") {
  TempDirectory directory;
  directory.write("log", "x\n");
  const Outcome outcome =
      run(directory, {"--debug", "-s", "x", "log", "missing"});
  CHECK(outcome.out == "log:x\n");
  for (const char* part :
       {"trawl: debug: configuration file: none\n",
        "trawl: debug: patterns: 1 Perl", "trawl: debug: path: missing\n",
        "trawl: missing: No such file or directory\n",
        "trawl: debug: searched in this process, without forking\n"}) {
    CAPTURE(part);
    CHECK(outcome.err.find(part) != std::string::npos);
  }
}

TEST_CASE("--debug tells who looks for each pattern, and where") {
  TempDirectory directory;
  directory.write("log", "x\n");
  directory.write("other", "y\n");
  const Outcome small = run(directory, {"--debug", "x", "log", "other"});
  const Outcome forced =
      run(directory, {"--debug", "-j2", "--shard-size=1", "-e", "x", "-e",
                      "(a)\\1", "--engine=hyperscan", "log"});
  const auto tells = [](const Outcome& outcome, const std::string& line) {
    const bool is_told =
        outcome.err.find("trawl: debug: " + line + "\n") != std::string::npos;
    CHECK_MESSAGE(is_told, line << " is not in\n" << outcome.err);
  };
  tells(run(directory, {"--debug", "--batch-size=1", "x", "log", "other"}),
        "other: read whole, in a batch of 1 file");
  tells(small, "no workers: too little to search");
  tells(small, "log: read whole, in a batch of 2 files");
  tells(small, "other: read whole, in a batch of 2 files");
  tells(small, "pattern 1: x: none needed, it is a string of bytes");
  tells(run(directory, {"--debug", "(.)x\\1", "log"}),
        "pattern 1: (.)x\\1: PCRE2, compiling Hyperscan is not worth it for so "
        "little");
  tells(forced, "2 workers: their number and the shard size were given");
  tells(forced,
        "log: mapped, or read where that is measured to be faster, 2 shards "
        "of up to 1 bytes");
  tells(forced, "pattern 1: x: Hyperscan, as asked for");
  CHECK(run(directory, {"x", "log"}).err.empty());
}

TEST_CASE("--files -q prints nothing and tells by its status of a file") {
  TempDirectory directory;
  CHECK(run(directory, {"--files", "-q", "."}).status == 1);
  directory.write("log", "x\n");
  const Outcome outcome = run(directory, {"--files", "-q", "."});
  CHECK(outcome.status == 0);
  CHECK(outcome.out.empty());
}

TEST_CASE("a flag of ripgrep's that is not here says what to do instead") {
  TempDirectory directory;
  const Outcome named = run(directory, {"--type", "log", "x"});
  CHECK(named.status == 2);
  CHECK(named.err.find("unknown option --type; files have no types") !=
        std::string::npos);
  const Outcome letter = run(directory, {"-tlog", "x"});
  CHECK(letter.err.find("unknown option -t in -tlog; files have no types") !=
        std::string::npos);
}

TEST_CASE("a pattern of -E that does not compile is shown as typed") {
  TempDirectory directory;
  const Outcome outcome = run(directory, {"-E", "\\<a(", "log"});
  CHECK(outcome.status == 2);
  CHECK(outcome.err.find("\n  \\<a(\n") != std::string::npos);
}

TEST_CASE("--ids prints names that are given with the patterns") {
  TempDirectory directory;
  directory.write("log", "oom\nx:::y\n");
  CHECK(run(directory, {"--ids", "-e", "memory:::oom", "log"}).out ==
        "[memory]:oom\n");
  CHECK(run(directory, {"-e", "x:::y", "log"}).out == "x:::y\n");
}

TEST_CASE("progress is written only where it is asked for, and taken away") {
  TempDirectory directory;
  directory.write("log", "x\n");
  const Outcome outcome = run(directory, {"--progress", "x", "log"});
  CHECK(outcome.out == "x\n");
  CHECK(outcome.err.empty());  // it took no second
}

}  // namespace
}  // namespace trawl::test
