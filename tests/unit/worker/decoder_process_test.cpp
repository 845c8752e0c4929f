// SPDX-License-Identifier: MIT
#include "worker/decoder_process.h"

#include <doctest/doctest.h>
#include <poll.h>

#include <array>
#include <chrono>
#include <memory>
#include <string>
#include <string_view>

#include "support/child_program.h"
#include "support/compressed_bytes.h"

namespace trawl::test {
namespace {

using std::chrono::milliseconds;

void wait_for_bell(const RemoteBytes& bytes) {
  pollfd wait{bytes.descriptor(), POLLIN, 0};
  ::poll(&wait, 1, RemoteBytes::kLookMilliseconds);
}

std::string read_some(RemoteBytes& bytes) {
  while (!bytes.is_readable()) wait_for_bell(bytes);
  std::array<std::byte, 100> memory;
  const ssize_t got = bytes.read(memory);
  return {reinterpret_cast<const char*>(memory.data()),
          static_cast<std::size_t>(got)};
}

// A decoder that what it decodes has caught in a loop.
class LoopSource final : public PartSource {
 public:
  int descriptor() const override { return -1; }
  bool next() override { return true; }
  ssize_t read(std::span<std::byte>) override {
    for (volatile bool goes_on = true; goes_on;) continue;
    return 0;
  }
  bool was_last() const override { return false; }
  std::optional<Problem> problem() const override { return std::nullopt; }
};

}  // namespace

TEST_CASE("DecoderProcess: OneThatIsCaughtInALoopIsLost") {
  LoopSource source;
  const auto decoder =
      DecoderProcess::start(source, {}, {.patience = milliseconds(10)});
  REQUIRE(decoder);
  CHECK(read_some(*decoder).empty());
  REQUIRE(decoder->loss());
  CHECK(decoder->loss()->reason.starts_with("made no progress for "));
  CHECK(decoder->loss()->is_own_fault);
}

TEST_CASE("DecoderProcess: OneThatWaitsForItsInputIsNot") {
  const CompressionTool& gzip = compression_tools()[0];
  PipeEnds pipe = make_pipe();
  write_all(pipe.write_end.get(), gzip.pack("one"));
  ContentSource source(
      ByteSource(std::make_shared<FileDescriptor>(std::move(pipe.read_end))),
      Decompression{});
  std::array<std::byte, 1> first;
  while (source.read(first) < 0) continue;
  constexpr milliseconds kPatience{300};
  const auto decoder = DecoderProcess::start(source, kPatience);
  REQUIRE(decoder);
  CHECK(read_some(*decoder) == "ne");
  for (milliseconds waited{0}; waited < 10 * kPatience;
       waited += milliseconds(RemoteBytes::kLookMilliseconds)) {
    REQUIRE_FALSE(decoder->is_readable());
    wait_for_bell(*decoder);
  }
  write_all(pipe.write_end.get(), gzip.pack("two"));
  CHECK(read_some(*decoder) == "two");
}

}  // namespace trawl::test
