// SPDX-License-Identifier: MIT
#include "input/text_source.h"

#include <doctest/doctest.h>

#include <cerrno>
#include <string>
#include <vector>

#include "support/pipe.h"

namespace trawl {
namespace {

using test::Pipe;

// What can be read without waiting; "(end)" is appended at the end.
std::string read_now(TextSource& source, std::size_t room = 64) {
  std::string text;
  while (source.is_readable()) {
    std::vector<std::byte> memory(room);
    const ssize_t got = source.read(memory);
    if (got == 0) return text + "(end)";
    if (got < 0) {
      REQUIRE(errno == EAGAIN);
      continue;
    }
    text.append(reinterpret_cast<const char*>(memory.data()),
                static_cast<std::size_t>(got));
  }
  return text;
}

}  // namespace

TEST_CASE("AStreamOfUtf8PassesUnchanged") {
  Pipe pipe;
  TextEncodings encodings(std::nullopt);
  TextSource source(ByteSource(pipe.reading), encodings);
  pipe.write("a");
  CHECK(read_now(source) == "");
  pipe.write("bc\xff");
  CHECK(read_now(source) == "abc\xff");
  CHECK(source.encoding() == TextEncodings::kUtf8);
  pipe.writing = FileDescriptor();
  CHECK(read_now(source) == "(end)");
}

TEST_CASE("AShortStreamHasNoMark") {
  Pipe pipe;
  TextEncodings encodings(std::nullopt);
  TextSource source(ByteSource(pipe.reading), encodings);
  pipe.write("a");
  pipe.writing = FileDescriptor();
  CHECK(read_now(source) == "a(end)");
}

TEST_CASE("AMarkedStreamIsDecodedAsItsCharactersArrive") {
  for (const std::size_t room : {4, 64}) {
    Pipe pipe;
    TextEncodings encodings(std::nullopt);
    TextSource source(ByteSource(pipe.reading), encodings);
    pipe.write("\xff");
    CHECK(read_now(source, room) == "");
    pipe.write("\xfe");
    CHECK(read_now(source, room) == "");
    pipe.write(std::string_view("a\0b\0c", 5));
    CHECK(read_now(source, room) == "ab");
    pipe.write(std::string_view("\0\x2c", 2));
    CHECK(read_now(source, room) == "c");
    CHECK(source.mark_bytes() == 2);
    pipe.writing = FileDescriptor();
    CHECK(read_now(source, room) == "\xef\xbf\xbd(end)");
  }
}

TEST_CASE("WhatIsReadAheadComesFirst") {
  Pipe pipe;
  ByteSource source(pipe.reading);
  pipe.write("ab");
  source.read_ahead();
  pipe.write("cd");
  std::byte memory[3];
  CHECK(source.is_readable());
  CHECK(source.read(std::span(memory).first(1)) == 1);
  CHECK(source.read(memory) == 1);
  CHECK(source.read(memory) == 2);
  pipe.writing = FileDescriptor();
  source.read_ahead();
  CHECK_FALSE(source.wants_ahead());
  CHECK(source.read(memory) == 0);
}

}  // namespace trawl
