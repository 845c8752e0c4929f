// SPDX-License-Identifier: MIT
#include "input/path_walk.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "file_tree.h"
#include "input/input_list.h"

namespace trawl::test {
namespace {

using Strings = std::vector<std::string>;
using Directories = InputSelection::Directories;
using Devices = InputSelection::Devices;
using Key = InputSelection::Order::Key;

constexpr const char* kLoop = ": skipped: a link to a directory that it is in";

TEST_CASE("PathWalk: NamesComeInByteOrderOfEachDirectory") {
  FileTree tree;
  for (const char* name : {"b", "a/z", "a-b", "a/.h", "B", "\xff", "a\nb"}) {
    tree.file(name);
  }
  CHECK(tree.list({}) ==
        Strings{"B", "a/.h", "a/z", "a\nb", "a-b", "b", "\xff"});
}

TEST_CASE("PathWalk: PathsComeInTheirOrderAndProblemsAmongThem") {
  FileTree tree;
  tree.file("b");
  tree.file("d/x");
  InputSelection selection{.directories = Directories::recurse};
  for (const char* name : {"d", "b", "missing", "d/"}) {
    selection.paths.push_back(tree.at(name));
  }
  CHECK(tree.list(selection) ==
        Strings{"d/x", "b", "missing: No such file or directory", "d/x"});
}

// Whoever may write to a directory may do so while it is walked.
TEST_CASE("PathWalk: WhatTookTheNameOfAFileMeanwhileIsLeftOut") {
  FileTree tree;
  for (const char* name : {"a", "b", "c", "d", "e"}) tree.file(name);
  const InputSelection selection{.paths = {tree.root()},
                                 .directories = Directories::recurse};
  PathWalk walk(selection);
  const auto first = walk.next();  // by then all names are known
  REQUIRE(first);
  REQUIRE(first->path == tree.at("a"));
  for (const char* name : {"b", "c", "d"}) {
    std::filesystem::remove(tree.at(name));
  }
  tree.link("b", "a");
  tree.fifo("c");
  std::filesystem::create_directory(tree.at("d"));
  const auto second = walk.next();
  REQUIRE(second);
  CHECK(second->path == tree.at("e"));
  CHECK_FALSE(walk.next());
}

TEST_CASE("PathWalk: AnEmptyPathIsNoInputAndNotStandardInput") {
  CHECK(FileTree().list({.paths = {""}}) ==
        Strings{"'': No such file or directory"});
}

TEST_CASE("PathWalk: DirectoriesAreToldOfBeforeTheirNamesAreRead") {
  FileTree tree;
  tree.file("a/b/x");
  tree.file("left-out/x");
  const InputSelection selection{.paths = {tree.root()},
                                 .directories = Directories::recurse,
                                 .excluded_directories = {"left-out"}};
  PathWalk walk(selection);
  Strings entered;
  walk.set_entered([&](const std::string& path) {
    entered.push_back(path);
    if (path == tree.at("a/b")) tree.file("a/b/y");
  });
  Strings found;
  while (const auto next = walk.next()) found.push_back(next->path);
  CHECK(entered == Strings{tree.root(), tree.at("a"), tree.at("a/b")});
  CHECK(found == Strings{tree.at("a/b/x"), tree.at("a/b/y")});
}

TEST_CASE("PathWalk: SlashesBehindADirectoryAreOne") {
  FileTree tree;
  tree.file("d/x");
  CHECK(tree.list({.paths = {tree.root() + "/d///"},
                   .directories = Directories::recurse}) == Strings{"d/x"});
}

TEST_CASE("PathWalk: DirectoriesAreReportedSkippedOrSearched") {
  FileTree tree;
  tree.file("d/x");
  InputSelection selection{.paths = {tree.at("d")}};
  CHECK(tree.list(selection) == Strings{"d: Is a directory"});
  selection.directories = Directories::skip;
  CHECK(tree.list(selection).empty());
  selection.directories = Directories::recurse;
  CHECK(tree.list(selection) == Strings{"d/x"});
}

TEST_CASE("PathWalk: LinksAreFollowedWhereAskedTo") {
  FileTree tree;
  tree.file("d/a");
  tree.link("d/file", "a");
  tree.link("e", "d");
  tree.link("gone", "nowhere");
  CHECK(tree.list({}) == Strings{"d/a"});
  InputSelection named{.paths = {tree.at("e"), tree.at("d/file")},
                       .directories = Directories::recurse};
  CHECK(tree.list(named) == Strings{"e/a", "d/file"});
  CHECK(tree.list({.follow_links = true}) ==
        Strings{"d/a", "d/file", "e/a", "e/file",
                "gone: No such file or directory"});
}

TEST_CASE("PathWalk: ALoopOfLinksIsReportedAndEnds") {
  FileTree tree;
  tree.file("a/b/x");
  tree.link("a/b/self", ".");
  tree.link("a/b/up", "..");
  CHECK(tree.list({.follow_links = true}) ==
        Strings{std::string("a/b/self") + kLoop, std::string("a/b/up") + kLoop,
                "a/b/x"});
}

TEST_CASE("PathWalk: DevicesAreReadWhereNamedUnlessSaidOtherwise") {
  FileTree tree;
  tree.file("a");
  tree.fifo("pipe");
  CHECK(tree.list({}) == Strings{"a"});
  CHECK(tree.list({.devices = Devices::all}) == Strings{"a", "pipe"});
  InputSelection named{.paths = {tree.at("pipe"), "/dev/null", "-"}};
  CHECK(tree.list(named) == Strings{"pipe", "/dev/null", ""});
  named.devices = Devices::none;
  CHECK(tree.list(named) == Strings{""});
}

TEST_CASE("PathWalk: DepthCountsFromTheDirectoryNamed") {
  FileTree tree;
  for (const char* name : {"a", "d/b", "d/e/c"}) tree.file(name);
  CHECK(tree.list({.max_depth = 0}).empty());
  CHECK(tree.list({.max_depth = 1}) == Strings{"a"});
  CHECK(tree.list({.max_depth = 2}) == Strings{"a", "d/b"});
  CHECK(tree.list({.max_depth = 3}) == Strings{"a", "d/b", "d/e/c"});
  CHECK(tree.list({.paths = {tree.at("a")}, .max_depth = 0}) == Strings{"a"});
}

TEST_CASE("PathWalk: OtherFileSystemsAreEnteredUnlessLeftOut") {
  InputSelection selection{.paths = {"/"},
                           .directories = Directories::recurse,
                           .max_depth = 2,
                           .globs = {{.text = "/proc/version"}}};
  const auto finds_proc = [&] {
    const Strings names = FileTree().list(selection);
    return std::ranges::find(names, "/proc/version") != names.end();
  };
  CHECK(finds_proc());
  selection.one_file_system = true;
  CHECK_FALSE(finds_proc());
}

TEST_CASE("PathWalk: LargeFilesBelowDirectoriesAreReported") {
  FileTree tree;
  tree.file("large", "0123456789");
  tree.file("small", "0123456");
  CHECK(tree.list({.max_file_size = 7}) ==
        Strings{"large: skipped: its size of 10 bytes is above the limit of 7",
                "small"});
  CHECK(tree.list({.paths = {tree.at("large")}, .max_file_size = 7}) ==
        Strings{"large"});
}

TEST_CASE("PathWalk: HiddenFilesAreFoundUnlessLeftOut") {
  FileTree tree;
  for (const char* name : {".a", ".d/x", "b"}) tree.file(name);
  CHECK(tree.list({}) == Strings{".a", ".d/x", "b"});
  CHECK(tree.list({.skip_hidden = true}) == Strings{"b"});
  CHECK(tree.list({.paths = {tree.at(".a")}, .skip_hidden = true}) ==
        Strings{".a"});
  CHECK(tree.list({.skip_hidden = true, .globs = {{.text = ".a"}}}) ==
        Strings{".a"});
}

TEST_CASE("PathWalk: GlobsAreForWhatIsFoundNamesAlsoForWhatIsNamed") {
  FileTree tree;
  tree.file("d/a.c");
  tree.file("d/a.h");
  tree.file("b.c");
  InputSelection selection{.paths = {tree.at("b.c"), tree.at("d")},
                           .directories = Directories::recurse};
  selection.globs = {{.text = "*.h"}};
  CHECK(tree.list(selection) == Strings{"b.c", "d/a.h"});
  selection.globs.clear();
  selection.name_rules = {{InputSelection::NameRule::Kind::include, "*.h"}};
  CHECK(tree.list(selection) == Strings{"d/a.h"});
}

TEST_CASE("PathWalk: ADirectoryLeftOutIsNotEvenOpened") {
  FileTree tree;
  tree.file("a");
  tree.file("old/b");
  tree.link("loop", ".");
  CHECK(tree.list({.follow_links = true,
                   .excluded_directories = {"old", "loop"}}) == Strings{"a"});
  CHECK(tree.list({.follow_links = true,
                   .globs = {{.text = "!old/"}, {.text = "!loop"}}}) ==
        Strings{"a"});
}

TEST_CASE("PathWalk: AFaultyGlobIsAnErrorBeforeAnyWalk") {
  CHECK_THROWS_AS(PathWalk(InputSelection{.globs = {{.text = "{a"}}}), Error);
}

TEST_CASE("PathWalk: WithoutDotSlashThePathsBeginWithNames") {
  FileTree tree;
  tree.file("d/x");
  const std::string before = std::filesystem::current_path();
  std::filesystem::current_path(tree.root());
  InputSelection selection{.paths = {"."}, .directories = Directories::recurse};
  CHECK(tree.list(selection) == Strings{"./d/x"});
  selection.omit_dot_slash = true;
  // Nobody typed the dot, so no pattern means it.
  selection.excluded_directories = {"*."};
  CHECK(tree.list(selection) == Strings{"d/x"});
  std::filesystem::current_path(before);
}

TEST_CASE("OrderedPaths: PathsArePutInOrderPartByPart") {
  FileTree tree;
  for (const char* name : {"a-b", "a/c", "a.x", "b"}) tree.file(name);
  InputSelection selection{
      .paths = {tree.at("b"), tree.at("a-b"), tree.at("a"), tree.at("a.x")},
      .directories = Directories::recurse};
  selection.order.key = Key::path;
  CHECK(tree.list(selection) == Strings{"a/c", "a-b", "a.x", "b"});
  selection.order.descending = true;
  CHECK(tree.list(selection) == Strings{"b", "a.x", "a-b", "a/c"});
}

TEST_CASE("OrderedPaths: SizesAreOrderedEqualOnesByPath") {
  FileTree tree;
  tree.file("a", "333");
  tree.file("b", "1");
  tree.file("d/c", "333");
  tree.file("e", "22");
  InputSelection selection;
  selection.order = {.key = Key::size};
  CHECK(tree.list(selection) == Strings{"b", "e", "a", "d/c"});
  selection.order.descending = true;
  CHECK(tree.list(selection) == Strings{"a", "d/c", "e", "b"});
}

TEST_CASE("OrderedPaths: TimesAreOrderedTheOldestFirst") {
  FileTree tree;
  const auto set_times = [&](const char* name, long accessed, long modified) {
    tree.file(name);
    const timespec times[] = {{accessed, 0}, {modified, 5}};
    REQUIRE(::utimensat(AT_FDCWD, tree.at(name).c_str(), times, 0) == 0);
  };
  set_times("a", 100, 3000);
  set_times("b", 300, 1000);
  set_times("c", 200, 2000);
  InputSelection selection;
  selection.order.key = Key::modified;
  CHECK(tree.list(selection) == Strings{"b", "c", "a"});
  selection.order.key = Key::accessed;
  CHECK(tree.list(selection) == Strings{"a", "c", "b"});
  // More nanoseconds than can be counted.
  set_times("d", 100, 10'000'000'000);
  selection.order.key = Key::modified;
  CHECK(tree.list(selection) == Strings{"b", "c", "a", "d"});
}

TEST_CASE("OrderedPaths: ProblemsComeFirstInTheOrderMet") {
  FileTree tree;
  tree.file("b");
  InputSelection selection{.paths = {tree.at("z"), tree.at("b"), tree.at("y")}};
  selection.order.key = Key::path;
  CHECK(tree.list(selection) == Strings{"z: No such file or directory",
                                        "y: No such file or directory", "b"});
}

TEST_CASE("InputList: FilesFarBelowWhatTheSystemTakesAsAPathAreOpened") {
  FileTree tree;
  const std::string before = std::filesystem::current_path();
  std::filesystem::current_path(tree.root());
  const std::string name(200, 'n');
  // Paths of 10 KB, and of 40 KB where an order for a worker ends.
  for (int depth = 1; depth <= 200; ++depth) {
    REQUIRE(::mkdir(name.c_str(), 0700) == 0);
    REQUIRE(::chdir(name.c_str()) == 0);
    if (depth == 50) std::ofstream("found") << "x\n";
  }
  std::filesystem::current_path(before);
  InputSelection selection{.paths = {tree.root()},
                           .directories = Directories::recurse};
  InputList inputs(selection);
  const auto found = inputs.next();
  REQUIRE(found);
  CHECK(found->kind == Input::Kind::regular);
  CHECK(found->path.size() == tree.root().size() + 50 * 201 + 6);
  REQUIRE(found->file);
  char byte = 0;
  CHECK(::pread(found->file->get(), &byte, 1, 0) == 1);
  CHECK(byte == 'x');
  const auto too_long = inputs.next();
  REQUIRE(too_long);
  CHECK(too_long->kind == Input::Kind::problem);
  CHECK(too_long->problem.system_error == ENAMETOOLONG);
  CHECK_FALSE(inputs.next());
}

TEST_CASE("InputList: TheFileThatIsWrittenToIsNotRead") {
  FileTree tree;
  tree.file("a");
  struct stat status {};
  REQUIRE(::stat(tree.at("a").c_str(), &status) == 0);
  InputSelection selection{.paths = {tree.at("a")}};
  selection.output_file = {.device = status.st_dev, .inode = status.st_ino};
  const auto input = InputList(selection).next();
  CHECK(input->kind == Input::Kind::problem);
  CHECK(input->problem.reason == "input file is also the output");
}

TEST_CASE("PathWalk: ADirectoryThatVanishesIsAProblem") {
  FileTree tree;
  tree.file("d/x");
  InputSelection selection{.paths = {tree.root()},
                           .directories = Directories::recurse};
  PathWalk walk(selection);
  tree.file("gone/y");
  CHECK(walk.next()->path == tree.at("d/x"));
  std::filesystem::remove_all(tree.at("gone"));
  const auto gone = walk.next();
  REQUIRE(gone->problem);
  CHECK(gone->problem->system_error == ENOENT);
  CHECK_FALSE(walk.next());
}

}  // namespace
}  // namespace trawl::test
