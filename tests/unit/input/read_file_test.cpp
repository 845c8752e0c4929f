// SPDX-License-Identifier: MIT
#include "input/read_file.h"

#include <doctest/doctest.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <random>
#include <string>

#include "input/frugal_file.h"
#include "input/mapped_file.h"
#include "os/file_descriptor.h"

namespace trawl {
namespace {

std::string random_bytes(std::size_t size) {
  std::mt19937_64 random(3);
  std::string bytes(size, ' ');
  for (char& byte : bytes) byte = static_cast<char>(random());
  return bytes;
}

FileDescriptor file_with(std::string_view bytes) {
  FileDescriptor file(::memfd_create("test", MFD_CLOEXEC));
  REQUIRE(::write(file.get(), bytes.data(), bytes.size()) ==
          static_cast<ssize_t>(bytes.size()));
  return file;
}

// Any range after any other, forwards and backwards, near and far.
void check_random_views(InputView& view, std::string_view bytes) {
  std::mt19937_64 random(5);
  ByteOffset near = 0;
  for (int i = 0; i < 3000; ++i) {
    if (random() % 8 == 0) near = random() % bytes.size();
    const ByteOffset begin = std::min<ByteOffset>(
        bytes.size(),
        near + random() % 9000 - std::min<ByteOffset>(near, 4500));
    const ByteOffset length = random() % (i % 50 == 0 ? 700'000 : 6'000);
    const ByteOffset end = std::min<ByteOffset>(bytes.size(), begin + length);
    REQUIRE((view.view(begin, end) == bytes.substr(begin, end - begin)));
    near = end;
  }
}

}  // namespace

TEST_CASE("ReadFile: ShowsTheFilesBytesInAnyOrderOfRanges") {
  const std::string bytes = random_bytes(2'000'000);
  const FileDescriptor file = file_with(bytes);
  ReadBuffer buffer;
  ReadFile view(file.get(), bytes.size(), buffer);
  check_random_views(view, bytes);
}

// A copy to another place in its page is slow: see ReadBuffer.
TEST_CASE("ReadFile: BytesLieInTheirPagesAsInTheFile") {
  const std::string bytes = random_bytes(2'000'000);
  const FileDescriptor file = file_with(bytes);
  ReadBuffer buffer;
  ReadFile view(file.get(), bytes.size(), buffer);
  for (const ByteOffset begin : {0, 99, 4096, 300'001, 299'999, 1'999'999}) {
    const auto address = reinterpret_cast<std::uintptr_t>(
        view.view(begin, std::min<ByteOffset>(begin + 999, bytes.size()))
            .data());
    CAPTURE(begin);
    CHECK(address % kFilePageBytes == begin % kFilePageBytes);
  }
}

TEST_CASE("MappedFile: ShowsTheFilesBytesInAnyOrderOfRanges") {
  const std::string bytes = random_bytes(2'000'000);
  const FileDescriptor file = file_with(bytes);
  MappedFile view(file.get(), bytes.size());
  check_random_views(view, bytes);
}

TEST_CASE("MappedFile: AFileThatEndsEarlierInItsLastPageIsShorter") {
  const std::string bytes = random_bytes(1'000'000);
  const FileDescriptor file = file_with(bytes);
  MappedFile view(file.get(), bytes.size());
  REQUIRE(::ftruncate(file.get(), 999'990) == 0);
  CHECK((view.view(500'000, bytes.size()) ==
         std::string_view(bytes).substr(500'000, 499'990)));
  CHECK(view.size() == 999'990);
}

TEST_CASE("FrugalFile: ShowsTheFilesBytes, MappedWhereManyAreWanted") {
  const std::string bytes = random_bytes(20'000'000);
  const FileDescriptor file = file_with(bytes);
  ReadBuffer buffer;
  FrugalFile view(file.get(), bytes.size(), buffer, ReadFile::kReadBytes);
  for (int i = 0; i < 3; ++i) {
    check_random_views(view, bytes);
    REQUIRE((view.view(0, bytes.size()) == bytes));
  }
  CHECK(buffer.size() < bytes.size() / 2);
}

TEST_CASE("ReadFile: AFileThatBecameShorterIsOnlyShorter") {
  const std::string bytes = random_bytes(1'000'000);
  const FileDescriptor file = file_with(bytes);
  ReadBuffer buffer;
  ReadFile view(file.get(), bytes.size(), buffer);
  REQUIRE(::ftruncate(file.get(), 600'000) == 0);
  CHECK((view.view(500'000, 900'000) ==
         std::string_view(bytes).substr(500'000, 100'000)));
  CHECK(view.size() == 600'000);
  CHECK(view.error() == 0);
}

TEST_CASE("ReadFile: HalfALineWhoseFileWasEmptiedIsGone") {
  for (const char terminator : {'\n', '\0'}) {
    std::string bytes;
    while (bytes.size() < 2'000'000) {
      (bytes += "a line of 37 bytes that other\rs hold") += terminator;
    }
    const auto size_after = [&](ByteOffset cut) {
      const FileDescriptor file = file_with(bytes);
      ReadBuffer buffer;
      ReadFile view(file.get(), bytes.size(), buffer, ReadFile::kReadBytes,
                    terminator);
      REQUIRE(view.view(740'000, 760'000).size() == 20'000);
      REQUIRE(::ftruncate(file.get(), static_cast<off_t>(cut)) == 0);
      view.view(750'000, 1'500'000);
      return view.size();
    };
    const ByteOffset last_line = size_after(0);
    CHECK(last_line > 960'000);
    CHECK(last_line % 37 == 0);
    CHECK(size_after(200'000) == last_line);
    CHECK(size_after(last_line) == last_line);
    // The line in which the file was cut is its last one.
    CHECK(size_after(last_line + 5) == last_line + 5);
  }
}

// The rest of the line may be anywhere in front of what is at hand.
TEST_CASE("ReadFile: WhatIsAtHandOfALongLineIsLeftThough") {
  const std::string bytes(2'000'000, 'a');
  const FileDescriptor file = file_with(bytes);
  ReadBuffer buffer;
  ReadFile view(file.get(), bytes.size(), buffer);
  REQUIRE(view.view(500'000, 600'000).size() == 100'000);
  REQUIRE(::ftruncate(file.get(), 0) == 0);
  CHECK(view.view(500'000, 1'500'000).size() > 200'000);
}

}  // namespace trawl
