// SPDX-License-Identifier: MIT
// Nothing of a log, of its name or of a pattern drives the terminal it is shown
// on; what would is shown by name.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "support/run_program.h"
#include "support/temp_directory.h"
#include "support/terminal.h"

namespace trawl::test {
namespace {

using Words = std::vector<std::string>;

// The terminal's title, its colours, its cursor, a backspace, a bell, a
// carriage return that hides what is before it, C1 controls as one byte and as
// a character, what turns text around, and what is not UTF-8.
constexpr std::string_view kAttacks[] = {"\x1b]0;title\x07",
                                         "\x1b[31m",
                                         "\x1b[2J\x1b[H",
                                         "secret\x08\x08",
                                         "\x07",
                                         "shown\rhidden",
                                         "\x9b"
                                         "31m",
                                         "\xc2\x9b"
                                         "31m",
                                         "\xe2\x80\xae"
                                         "gnp.exe",
                                         "\xff\xfe",
                                         "\x7f",
                                         "\x1b(0",
                                         "\x0e\x0f"};

bool is_control(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (byte < 0x20 && c != '\n' && c != '\t') || byte == 0x7f;
}

bool is_harmless(std::string_view text) {
  return std::ranges::none_of(text, is_control) &&
         text.find("\x9b") == text.npos && text.find("\xff") == text.npos &&
         text.find("\xe2\x80\xae") == text.npos;
}

class Logs {
 public:
  Logs() {
    std::string text = "fine\n";
    for (const std::string_view attack : kAttacks) {
      text += "ERROR " + std::string(attack) + " behind\n";
    }
    directory_.write("log", text);
    directory_.write("red", "ERROR \x1b[31mred\n");
    directory_.write("\x1b[2Jname", "ERROR\n");
  }

  // What `trawl ARGUMENTS` shows.
  Outcome show(const Words& arguments) const {
    Words words{trawl_program()};
    words.insert(words.end(), arguments.begin(), arguments.end());
    return run_in_terminal({.words = words, .directory = directory_.path()});
  }

 private:
  TempDirectory directory_;
};

TEST_CASE("NoControlByteOfALogReachesTheTerminal") {
  const Logs logs;
  for (const Words& flags :
       {Words{}, Words{"-n"}, Words{"-o"}, Words{"-A1"}, Words{"-v", "-C1"},
        Words{"--passthru"}, Words{"--json"}, Words{"--snippet=20"},
        Words{"--trim"}, Words{"--max-columns=8", "--max-columns-preview"},
        Words{"--replace=\x1b[32m$0"}, Words{"--heading", "-H"},
        Words{"-j3", "--shard-size=64"}, Words{"-o", "--column"}}) {
    Words words{"--color=never", "-a"};
    words.insert(words.end(), flags.begin(), flags.end());
    words.insert(words.end(), {"ERROR.*", "log"});
    const Outcome outcome = logs.show(words);
    CAPTURE(shell_quoted(words));
    CHECK(outcome.status == 0);
    CHECK(outcome.out.find("ERROR") != std::string::npos);
    CHECK_MESSAGE(is_harmless(outcome.out), shell_quoted(outcome.out));
  }
}

TEST_CASE("ControlBytesAreShownByName") {
  const Logs logs;
  CHECK(logs.show({"--color=never", "ERROR", "red"}).out ==
        "ERROR ^[[31mred\n");
}

TEST_CASE("ColorsOfTheLogAreNotThoseOfTheProgram") {
  const std::string shown = Logs().show({"ERROR", "red"}).out;
  CHECK(shown.find("\x1b[31m") == std::string::npos);
  CHECK(shown.find("\x1b[01;31m\x1b[KERROR\x1b[m\x1b[K") != std::string::npos);
}

TEST_CASE("RawControlShowsTheBytesThemselves") {
  CHECK(Logs().show({"--raw-control", "--color=never", "ERROR", "red"}).out ==
        "ERROR \x1b[31mred\n");
}

TEST_CASE("PipesGetTheBytesThemselves") {
  TempDirectory directory;
  directory.write("red", "ERROR \x1b[31mred\n");
  CHECK(run_program({.words = {trawl_program(), "ERROR", "red"},
                     .directory = directory.path()})
            .out == "ERROR \x1b[31mred\n");
}

TEST_CASE("FileNamesAreShownByName") {
  const Logs logs;
  for (const Words& flags : {Words{"-H"}, Words{"-c", "-H"}, Words{"-l"},
                             Words{"--heading", "-H"}, Words{"--json"}}) {
    Words words{"--color=never"};
    words.insert(words.end(), flags.begin(), flags.end());
    words.insert(words.end(), {"ERROR", "\x1b[2Jname"});
    const Outcome outcome = logs.show(words);
    CHECK_MESSAGE(is_harmless(outcome.out), shell_quoted(words));
    CHECK_MESSAGE(outcome.out.find("[2Jname") != std::string::npos,
                  shell_quoted(words));
  }
}

// As `ls --quoting-style=shell-escape`, where that quotes because of such
// bytes.
TEST_CASE("AmbiguousFileNamesAreQuotedAsByLs") {
  const std::vector<std::pair<std::string, std::string>> names = {
      {"a\nb", "'a'$'\\n''b'"},
      {"\x1b[2J", "''$'\\033''[2J'"},
      {"it's\x07", "'it'\\''s'$'\\a'"},
      {"\xff\xfe", "''$'\\377\\376'"},
      {"a\xe2\x80\xae"
       "b",
       "'a'$'\\342\\200\\256''b'"},
      {"with space", "with space"},
      {"it's", "it's"}};
  for (const auto& [name, shown] : names) {
    TempDirectory directory;
    directory.write(name, "ERROR\n");
    const auto show = [&](const Words& arguments) {
      Words words{trawl_program(), "--color=never"};
      words.insert(words.end(), arguments.begin(), arguments.end());
      return run_in_terminal({.words = words, .directory = directory.path()})
          .out;
    };
    CHECK(show({"-c", "-H", "ERROR", name}) == shown + ":1\n");
    CHECK(show({"-l", "ERROR", name}) == shown + "\n");
    CHECK(show({"--files", name}) == shown + "\n");
    CHECK(show({"--files", "-Z", name}) == shown + '\0');
    CHECK(show({"--heading", "-H", "ERROR", name}) == shown + "\nERROR\n");
    if (shown.starts_with('\'')) {
      const std::string command = "printf %s " + shown;
      CHECK(run_program({.words = {"bash", "-c", command},
                         .directory = directory.path()})
                .out == name);
    }
    std::filesystem::remove(directory.path() / name);
    CHECK(show({"ERROR", name}) ==
          "trawl: " + shown + ": No such file or directory\n");
  }
}

TEST_CASE("MessagesDoNotDriveTheTerminal") {
  const Logs logs;
  for (const Words& words :
       {Words{"ERROR", "\x1b[2Jmissing"}, Words{"\x1b[2J("},
        Words{"--color=\x1b[2J", "x"}, Words{"--\x1b[2J", "x"},
        Words{"-f", "\x1b[2Jmissing"}, Words{"-\x1b"}}) {
    const Outcome outcome = logs.show(words);
    CHECK(outcome.status == 2);
    CHECK_MESSAGE(is_harmless(outcome.out), shell_quoted(outcome.out));
  }
}

TEST_CASE("MessagesDoNotDriveTheTerminalWhereOutputIsAFile") {
  TempDirectory directory;
  const Outcome outcome =
      run_in_terminal({.words = {trawl_program(), "ERROR", "\x1b[2Jmissing"},
                       .directory = directory.path(),
                       .output_file = directory.path() / "out"});
  CHECK(outcome.status == 2);
  CHECK_MESSAGE(is_harmless(outcome.out), shell_quoted(outcome.out));
}

}  // namespace
}  // namespace trawl::test
