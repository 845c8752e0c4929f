// SPDX-License-Identifier: MIT
#include "cli/flag_table.h"

#include <doctest/doctest.h>

#include <set>
#include <sstream>
#include <string>

#include "cli/edit_distance.h"
#include "cli/generated_document.h"
#include "cli/usage.h"
#include "support/run_program.h"

namespace trawl::test {
namespace {

TEST_CASE("no two flags share a name") {
  std::set<char> letters;
  std::set<std::string_view> names;
  for (const Flag& flag : flag_table()) {
    REQUIRE_FALSE(flag.names.empty());
    for (const char letter : flag.letters) {
      CAPTURE(letter);
      CHECK(letters.insert(letter).second);
    }
    for (const std::string_view name : flag.all_names()) {
      CAPTURE(name);
      CHECK(names.insert(name).second);
    }
  }
}

TEST_CASE("a flag has a value name if it has a value") {
  for (const Flag& flag : flag_table()) {
    CAPTURE(flag.name());
    CHECK(flag.value.empty() == flag.is_switch());
    CHECK_FALSE(flag.help.empty());
  }
}

TEST_CASE("the common help fits 80 columns and a terminal") {
  std::istringstream help(help_text(false));
  std::size_t lines = 0;
  for (std::string line; std::getline(help, line); ++lines) {
    CAPTURE(line);
    CHECK(line.size() <= 80);
  }
  CHECK(lines <= 56);
}

TEST_CASE("the full help fits 80 columns") {
  std::istringstream help(help_text(true));
  for (std::string line; std::getline(help, line);) {
    CAPTURE(line);
    CHECK(line.size() <= 80);
    CHECK((line.empty() || line.back() != ' '));
  }
}

TEST_CASE("the full help tells of every name") {
  const std::string help = help_text(true);
  for (const Flag& flag : flag_table()) {
    for (const std::string_view name : flag.all_names()) {
      CAPTURE(name);
      CHECK(help.find("--" + std::string(name)) != std::string::npos);
    }
  }
}

TEST_CASE("man page and completions tell of every name") {
  for (const DocumentKind kind : {DocumentKind::man, DocumentKind::bash,
                                  DocumentKind::zsh, DocumentKind::fish}) {
    std::string document = generate_document(kind);
    std::erase(document, '\\');  // the man page escapes dashes
    for (const Flag& flag : flag_table()) {
      for (const std::string_view name : flag.all_names()) {
        CAPTURE(name);
        CHECK(document.find(name) != std::string::npos);
      }
    }
  }
}

// Each of `line` a word, as bash splits it; what is offered for the last.
std::string offered_by_bash(const std::string& line) {
  const std::string script =
      generate_document(DocumentKind::bash) + "COMP_WORDS=(" + line +
      "); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _trawl; "
      "echo \"${COMPREPLY[*]}\"";
  return run_program({.words = {"bash", "-c", script}}).out;
}

TEST_CASE("bash offers values where the program takes them for values") {
  CHECK(offered_by_bash("trawl --color = ''") == "auto always never\n");
  CHECK(offered_by_bash("trawl --color = al") == "always\n");
  CHECK(offered_by_bash("trawl --color ''") == "\n");
  CHECK(offered_by_bash("trawl --sort pa") == "path\n");
  CHECK(offered_by_bash("trawl --sort = pa") == "path\n");
  CHECK(offered_by_bash("trawl -d re") == "recurse read\n");
  CHECK(offered_by_bash("trawl --heading --strict --stri") == "--strict\n");
}

TEST_CASE("a colon in a value's name ends nothing in zsh") {
  CHECK(generate_document(DocumentKind::zsh).find(":FROM\\:TO:") !=
        std::string::npos);
}

TEST_CASE("the nearest name is found within two slips") {
  CHECK(edit_distance("", "abc") == 3);
  CHECK(edit_distance("kitten", "sitting") == 3);
  CHECK(edit_distance("cuont", "count") == 1);
  const std::string_view names[] = {"count", "color", "context"};
  CHECK(find_nearest("cuont", names) == "count");
  CHECK(find_nearest("colours", names) == "color");
  CHECK(find_nearest("version", names).empty());
}

}  // namespace
}  // namespace trawl::test
