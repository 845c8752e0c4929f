// SPDX-License-Identifier: MIT
#include "follow/moved_names.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace trawl::test {
namespace {

using Kind = ChangeWatch::Change::Kind;
using Names = std::vector<std::string>;

// The changes of a directory, one second after the other.
class Directory {
 public:
  void create(const std::string& name) {
    moved.note({.kind = Kind::appeared, .name = name}, now());
  }
  void remove(const std::string& name) {
    moved.note({.kind = Kind::removed, .name = name}, now());
  }
  void rename(const std::string& from, const std::string& to) {
    ++renaming_;
    moved.note({.kind = Kind::left, .renaming = renaming_, .name = from},
               now());
    moved.note({.kind = Kind::arrived, .renaming = renaming_, .name = to},
               now());
  }
  void rename_out(const std::string& from) {
    ++renaming_;
    moved.note({.kind = Kind::left, .renaming = renaming_, .name = from},
               now());
  }

  static MovedNames::Time at(int second) {
    return MovedNames::Time(std::chrono::seconds(second));
  }

  MovedNames moved{"app.log"};

 private:
  MovedNames::Time now() { return at(++second_); }

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
                                Directory::at(2));
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
    return moved.note({.kind = kind, .name = name}, Directory::at(0));
  };
  CHECK_FALSE(note(Kind::appeared, "other.log"));
  CHECK_FALSE(note(Kind::left, "app.log.1"));
  CHECK(note(Kind::appeared, "app.log"));
  CHECK(note(Kind::left, "app.log"));
}

TEST_CASE("MovedNames: OldOnesAreForgotten") {
  Directory directory;
  directory.rename("app.log", "a");  // in second 1
  directory.create("app.log");
  directory.rename("app.log", "b");  // in second 4
  directory.moved.forget_before(Directory::at(2));
  CHECK(directory.moved.names() == Names{"b"});
}

}  // namespace
}  // namespace trawl::test
