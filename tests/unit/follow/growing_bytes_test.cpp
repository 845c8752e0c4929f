// SPDX-License-Identifier: MIT
#include "follow/growing_bytes.h"

#include <doctest/doctest.h>
#include <fcntl.h>

#include <array>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <string>

#include "support/temp_directory.h"

namespace trawl::test {
namespace {

struct GrowingFile {
  explicit GrowingFile(const std::string& begin, ByteOffset from = 0)
      : path(directory.write("log", begin)), bytes(open(path), from) {}

  static std::shared_ptr<FileDescriptor> open(
      const std::filesystem::path& path) {
    return std::make_shared<FileDescriptor>(
        ::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  }

  void append(const std::string& text) const {
    std::ofstream(path, std::ios::app) << text;
  }
  void cut() const { std::filesystem::resize_file(path, 0); }

  // All there is now.
  std::string read() {
    std::string text;
    std::array<std::byte, 7> memory;
    for (ssize_t got; (got = bytes.read(memory)) > 0;) {
      text.append(reinterpret_cast<const char*>(memory.data()),
                  static_cast<std::size_t>(got));
    }
    return text;
  }

  TempDirectory directory;
  std::filesystem::path path;
  GrowingBytes bytes;
};

TEST_CASE("GrowingBytes: EndOfTheFileIsNoneUntilItIsSaid") {
  GrowingFile file("one\n");
  CHECK(file.read() == "one\n");
  std::array<std::byte, 1> memory;
  CHECK(file.bytes.read(memory) == -1);
  CHECK(errno == EAGAIN);
  file.append("two\n");
  file.bytes.end();
  CHECK(file.read() == "two\n");
  CHECK(file.bytes.read(memory) == 0);
}

TEST_CASE("GrowingBytes: BeginsWhereItIsTold") {
  GrowingFile file("one\ntwo\n", 4);
  CHECK(file.read() == "two\n");
  CHECK(file.bytes.position() == 8);
}

TEST_CASE("GrowingBytes: FileThatOnlyGrewWasNotCut") {
  GrowingFile file("one\ntwo\n", 4);
  CHECK_FALSE(file.bytes.was_cut());
  file.read();
  file.append(std::string(1000, 'x'));
  CHECK_FALSE(file.bytes.was_cut());
  file.read();
  CHECK_FALSE(file.bytes.was_cut());
}

TEST_CASE("GrowingBytes: ShorterFileWasCut") {
  GrowingFile file("one\ntwo\n", 4);
  file.cut();
  CHECK(file.bytes.was_cut());
}

TEST_CASE("GrowingBytes: FileThatGrewBeyondTheOldPlaceWasCut") {
  GrowingFile file("");
  file.append("one\n");
  file.read();
  file.cut();
  file.append("something longer\n");
  CHECK(file.bytes.was_cut());
}

TEST_CASE("GrowingBytes: GoesOnInACopyFromTheSamePlace") {
  GrowingFile file("");
  file.append("one\n");
  file.read();
  file.append("two\n");
  const auto copy = file.directory.path() / "copy";
  std::filesystem::copy_file(file.path, copy);
  file.cut();
  CHECK_FALSE(file.bytes.go_on_in(GrowingFile::open(file.path)));
  CHECK_FALSE(file.bytes.go_on_in(
      GrowingFile::open(file.directory.write("other", "another\n"))));
  CHECK(file.bytes.go_on_in(GrowingFile::open(copy)));
  CHECK(file.read() == "two\n");
}

TEST_CASE("GrowingBytes: EndHereLeavesWhatIsThere") {
  GrowingFile file("one\n");
  file.bytes.end_here();
  CHECK(file.read().empty());
  CHECK_FALSE(file.bytes.was_cut());
}

}  // namespace
}  // namespace trawl::test
