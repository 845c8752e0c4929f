// SPDX-License-Identifier: MIT
#include "scan/long_line.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "input/memory_block.h"
#include "unit/query/query_of.h"

namespace trawl::test {
namespace {

using Answer = RecordProbe::Answer;

constexpr std::size_t kLong = 2 * kScanBytes + 5;

// A file that turns out to end earlier than it was said to.
class ShorterView final : public InputView {
 public:
  ShorterView(std::string_view bytes, ByteOffset size)
      : bytes_(bytes), size_(size) {}

  ByteOffset size() const override { return size_; }
  std::string_view view(ByteOffset begin, ByteOffset end) override {
    if (end > bytes_.size()) size_ = bytes_.size();
    begin = std::min<ByteOffset>(begin, bytes_.size());
    return bytes_.substr(begin, end - begin);
  }

 private:
  std::string_view bytes_;
  ByteOffset size_;
};

struct Reading {
  explicit Reading(const char* pattern, bool stops = false)
      : query(query_of({pattern})),
        shapes(query),
        rules{query, RecordNeeds{}, shapes},
        matcher(query),
        stop([stops] { return stops; }) {}

  std::optional<LongLine> read(InputView& view, ByteOffset begin = 0) {
    return LongLineReader(view, '\n', probe, text_watch, stop).read(begin);
  }

  Query query;
  RecordShapes shapes;
  ScanRules rules;
  Matcher matcher;
  RecordProbe probe{matcher};
  ScanRange range{};
  TextWatch text_watch{rules, range};
  std::function<bool()> stop;
};

}  // namespace

TEST_CASE("LongLine: EndsBehindItsTerminator") {
  const std::string text = "ERROR\n" + std::string(kLong, 'x') + "\nERROR\n";
  MemoryBlock view(text, 0);
  const LongLine line = *Reading("ERROR").read(view, 6);
  CHECK(line.end == 6 + kLong + 1);
  CHECK(line.terminated);
  CHECK(line.record() == RecordRange{0, kLong});
  CHECK(line.answer == Answer::no_match);
}

TEST_CASE("LongLine: TheLastOneMayLackATerminator") {
  const std::string text = std::string(kLong, 'x') + "ERROR";
  MemoryBlock view(text, 0);
  const LongLine line = *Reading("ERROR$").read(view);
  CHECK(line.end == text.size());
  CHECK_FALSE(line.terminated);
  CHECK(line.record() == RecordRange{0, text.size()});
  CHECK(line.answer == Answer::match);
}

TEST_CASE("LongLine: WhatOnlyAnEngineKnowsIsLeftToIt") {
  const std::string text = std::string(kLong, 'x') + "ERROR";
  MemoryBlock view(text, 0);
  CHECK(Reading("ERROR(?!x)").read(view)->answer == Answer::unknown);
}

TEST_CASE("LongLine: ANulInItIsSeen") {
  std::string text(kLong, 'x');
  text[kScanBytes + 1] = '\0';
  MemoryBlock view(text, 0);
  Reading reading("ERROR");
  reading.read(view);
  CHECK(reading.text_watch.nul_offset() == kScanBytes + 1);
}

TEST_CASE("LongLine: EndsWhereTheFileDoesThatBecameShorter") {
  for (const std::size_t size : {std::size_t{kScanBytes}, kLong - 2}) {
    const std::string text(size, 'x');
    ShorterView view(text, kLong);
    const LongLine line = *Reading("ERROR").read(view);
    CHECK(line.end == size);
    CHECK_FALSE(line.terminated);
  }
}

TEST_CASE("LongLine: IsLeftWhereTheSearchIsToStop") {
  const std::string text(kLong, 'x');
  MemoryBlock view(text, 0);
  CHECK_FALSE(Reading("ERROR", true).read(view));
}

}  // namespace trawl::test
