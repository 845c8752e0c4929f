// SPDX-License-Identifier: MIT
#include "follow/moved_names.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace trawl::test {
namespace {

using Kind = ChangeWatch::Change::Kind;
using Names = std::vector<std::string>;

// The changes of a directory, one second after the other, as two names see
// them.
class Directory {
 public:
  void create(const std::string& name) {
    note({.kind = Kind::appeared, .name = name});
  }
  void remove(const std::string& name) {
    note({.kind = Kind::removed, .name = name});
  }
  void rename(const std::string& from, const std::string& to) {
    rename_out(from);
    note({.kind = Kind::arrived, .renaming = renaming_, .name = to});
  }
  void rename_out(const std::string& from) {
    ++renaming_;
    note({.kind = Kind::left, .renaming = renaming_, .name = from});
  }

  static MovedNames::Time at(int second) {
    return MovedNames::Time(std::chrono::seconds(second));
  }

  MovedNames moved{"app.log"}, older{"app.log.1"};

 private:
  void note(const ChangeWatch::Change& change) {
    const MovedNames::Time now = at(++second_);
    const bool brings = change.kind == Kind::arrived;
    const bool leaves = brings && moved.is_leaving_by(renaming_);
    const bool leaves_older = brings && older.is_leaving_by(renaming_);
    moved.note(change, now, leaves_older);
    older.note(change, now, leaves);
  }

  std::uint32_t renaming_ = 0;
  int second_ = 0;
};

TEST_CASE("MovedNames: FilesAreFoundInTheOrderInWhichTheyLostTheName") {
  Directory directory;
  for (const char* name : {"a", "b", "c"}) {
    directory.rename("app.log", name);
    directory.create("app.log");
  }
  CHECK(directory.moved.names() == Names{"a", "b", "c"});
  CHECK(directory.moved.arrivals() == 3);
}

TEST_CASE("MovedNames: AnotherRenamingOfAFileThatHadTheNameConcernsIt") {
  Directory directory;
  directory.rename("app.log", "a");
  const auto notes = [&](Kind kind, const std::string& name) {
    return directory.moved.note({.kind = kind, .renaming = 7, .name = name},
                                Directory::at(2), false);
  };
  CHECK_FALSE(notes(Kind::appeared, "x"));
  CHECK(notes(Kind::left, "a"));
  CHECK(notes(Kind::arrived, "b"));
  CHECK_FALSE(notes(Kind::removed, "x"));
  CHECK(notes(Kind::removed, "b"));
}

TEST_CASE("MovedNames: NumbersThatAreShiftedAreFollowed") {
  Directory directory;
  directory.rename("app.log", "app.log.1");
  directory.create("app.log");
  directory.rename("app.log.1", "app.log.2");
  directory.rename("app.log", "app.log.1");
  CHECK(directory.moved.names() == Names{"app.log.2", "app.log.1"});
}

TEST_CASE("MovedNames: FilesOfAnotherNameAreStrangers") {
  Directory directory;
  for (int rotation = 0; rotation < 3; ++rotation) {
    directory.rename("app.log.2", "app.log.3");
    directory.rename("app.log.1", "app.log.2");
    directory.rename("app.log", "app.log.1");
    CHECK(directory.older.is_held_by_stranger());
    directory.create("app.log");
    CHECK_FALSE(directory.moved.is_held_by_stranger());
  }
  CHECK(directory.moved.arrivals() == 3);
  CHECK(directory.older.arrivals() == 0);
  CHECK(directory.moved.names() ==
        Names{"app.log.3", "app.log.2", "app.log.1"});
  // The one that was there before went on to app.log.3, which is overwritten.
  CHECK(directory.older.names().empty());
}

TEST_CASE("MovedNames: FileThatComesBackIsNoStranger") {
  Directory directory;
  directory.rename("app.log", "app.log.1");
  directory.rename("app.log.1", "app.log");
  CHECK_FALSE(directory.moved.is_held_by_stranger());
  CHECK(directory.moved.arrivals() == 0);
}

TEST_CASE("MovedNames: WhatIsRemovedOrOverwrittenOrElsewhereHasNoName") {
  Directory directory;
  directory.rename("app.log", "a");
  directory.remove("a");
  directory.rename("app.log", "b");
  directory.rename("other", "b");
  directory.rename_out("app.log");
  CHECK(directory.moved.names().empty());
}

TEST_CASE("MovedNames: WhatComesBackIsNoNewFile") {
  Directory directory;
  directory.rename("app.log", "a");
  directory.rename("a", "app.log");
  CHECK(directory.moved.arrivals() == 0);
  CHECK(directory.moved.names() == Names{"app.log"});
}

TEST_CASE("MovedNames: OtherNamesAreOfNoConcern") {
  MovedNames moved("app.log");
  const auto note = [&](Kind kind, const char* name) {
    return moved.note({.kind = kind, .name = name}, Directory::at(0), false);
  };
  CHECK_FALSE(note(Kind::appeared, "other.log"));
  CHECK_FALSE(note(Kind::left, "app.log.1"));
  CHECK(note(Kind::appeared, "app.log"));
  CHECK(note(Kind::left, "app.log"));
}

TEST_CASE("MovedNames: OldOnesAreForgotten") {
  Directory directory;
  directory.rename("app.log", "a");  // in seconds 1 and 2
  directory.create("app.log");
  directory.rename("app.log", "b");  // in seconds 4 and 5
  directory.moved.forget_before(Directory::at(2));
  CHECK(directory.moved.names() == Names{"b"});
}

}  // namespace
}  // namespace trawl::test
