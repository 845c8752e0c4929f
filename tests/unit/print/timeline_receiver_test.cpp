// SPDX-License-Identifier: MIT
#include "print/timeline_receiver.h"

#include <doctest/doctest.h>

#include <cstring>
#include <limits>
#include <string>
#include <vector>

#include "print/timeline_printer.h"
#include "support/zone_guard.h"

namespace trawl::test {
namespace {

struct NoOutput : Receiver {
  bool write(std::span<const std::string_view>) override { return true; }
  void problem(const Problem&) override {}
};

std::string bytes_of(const PackedTime& time,
                     const std::vector<std::uint32_t>& patterns = {}) {
  std::string bytes(sizeof time + patterns.size() * sizeof patterns[0], '\0');
  std::memcpy(bytes.data(), &time, sizeof time);
  if (!patterns.empty()) {
    std::memcpy(bytes.data() + sizeof time, patterns.data(),
                bytes.size() - sizeof time);
  }
  return bytes;
}

// What a worker writes, in a search for two patterns.
class Counting {
 public:
  void write(std::string_view bytes) { receiver_.write({&bytes, 1}); }
  const TimelineCounts& counts() const { return receiver_.counts(); }

 private:
  PrintOptions options_ = [] {
    PrintOptions options;
    options.pattern_ids = true;
    options.pattern_names = {"one", "two"};
    return options;
  }();
  NoOutput output_;
  TimelineReceiver receiver_{options_, output_};
};

constexpr auto kMost = std::numeric_limits<std::int64_t>::max();

// The seconds between 1677 and 2262, which nanoseconds can tell.
constexpr std::int64_t kLastSecond = kMost / 1'000'000'000;

}  // namespace

TEST_CASE("TimelineReceiver: RecordsComeInPiecesOfAnySize") {
  const std::string bytes =
      bytes_of({.second = 60, .pattern_count = 2}, {0, 1}) + bytes_of({}) +
      bytes_of({.second = -1, .pattern_count = 1}, {1});
  for (std::size_t size = 1; size <= bytes.size(); ++size) {
    CAPTURE(size);
    Counting counting;
    for (std::size_t at = 0; at < bytes.size(); at += size) {
      counting.write(std::string_view(bytes).substr(at, size));
    }
    CHECK(counting.counts().timed().records == 2);
    CHECK(counting.counts().timed().of_pattern ==
          std::vector<RecordCount>{1, 2});
    CHECK(counting.counts().timeless().records == 1);
  }
}

TEST_CASE("TimelineReceiver: TheFirstAndTheLastSecondAreCounted") {
  const ZoneGuard guard("UTC");
  Counting counting;
  counting.write(bytes_of({.second = kLastSecond}));
  counting.write(bytes_of({.second = -kLastSecond - 1}));
  CHECK(counting.counts().timed().records == 2);
}

TEST_CASE("TimelineReceiver: WhatNoPrinterWritesIsRefused") {
  const auto is_refused = [](const std::string& bytes) {
    Counting counting;
    try {
      counting.write(bytes);
    } catch (const Error& error) {
      return std::string(error.what()).find("made no sense") !=
             std::string::npos;
    }
    return false;
  };
  CHECK(is_refused(bytes_of({.second = kLastSecond + 1})));
  CHECK(is_refused(bytes_of({.second = kMost})));
  CHECK(is_refused(bytes_of({.second = -kLastSecond - 2})));
  CHECK(is_refused(bytes_of({.second = -kMost})));
  CHECK(is_refused(bytes_of({.second = 0, .pattern_count = 3})));
  CHECK(is_refused(bytes_of({.second = 0, .pattern_count = 1ULL << 62})));
  CHECK(is_refused(bytes_of({.second = 0, .pattern_count = 1}, {2})));
  CHECK(is_refused(bytes_of({.pattern_count = 1}, {0xffffffff})));
  CHECK_FALSE(is_refused(bytes_of({.second = 0, .pattern_count = 1}, {1})));
}

}  // namespace trawl::test
