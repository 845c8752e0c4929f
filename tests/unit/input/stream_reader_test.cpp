// SPDX-License-Identifier: MIT
#include "input/stream_reader.h"

#include <doctest/doctest.h>
#include <fcntl.h>

#include <algorithm>
#include <cerrno>
#include <memory>
#include <string>
#include <vector>

#include "input/input_view.h"
#include "input/piece_reader.h"
#include "support/naive_records.h"
#include "support/pipe.h"
#include "support/random_log.h"
#include "support/temp_directory.h"

namespace trawl {
namespace {

using test::Pipe;

struct Cut {
  std::string lookback;
  std::string own;
  LineNumber line;
  ByteOffset begin;
  bool follows_start;
};

// All blocks of a stream, with memory of `block_bytes` each.
std::vector<Cut> cut(std::string_view text, std::size_t block_bytes,
                     RecordCount lookback, RecordGrouping grouping = {}) {
  Pipe pipe;
  pipe.write(text);
  pipe.writing.close();
  TextEncodings encodings{std::nullopt};
  Query query;
  query.records = grouping;
  RecordShapes shapes(query);
  StreamReader reader(TextSource(ByteSource(pipe.reading), encodings), lookback,
                      shapes);
  std::vector<Cut> cuts;
  while (!reader.at_end()) {
    std::vector<std::byte> memory(block_bytes);
    while (!reader.begin_block(memory)) memory.resize(memory.size() * 2);
    while (!reader.at_end()) {
      if (reader.is_full()) {
        if (reader.has_whole_record()) break;
        std::vector<std::byte> larger(memory.size() * 2);
        reader.move_block(larger);
        memory.swap(larger);
      }
      reader.read();
    }
    const auto block = reader.end_block(true);
    const std::string_view bytes(reinterpret_cast<const char*>(memory.data()),
                                 memory.size());
    CHECK(block.end <= text.size());
    CHECK(text.substr(block.offset, block.end - block.offset) ==
          bytes.substr(0, block.end - block.offset));
    cuts.push_back({std::string(bytes.substr(0, block.begin - block.offset)),
                    std::string(bytes.substr(block.begin - block.offset,
                                             block.end - block.begin)),
                    block.line, block.begin, block.follows_start});
  }
  return cuts;
}

}  // namespace

TEST_CASE("StreamReader: BlocksTogetherAreTheStream") {
  const std::string text = "one\ntwo\n\nthree three three\nfour\nno newline";
  for (std::size_t bytes = 1; bytes < 50; ++bytes) {
    std::string all;
    LineNumber line = 1;
    for (const Cut& block : cut(text, bytes, 0)) {
      CHECK(block.line == line);
      line += static_cast<LineNumber>(
          std::count(block.own.begin(), block.own.end(), '\n'));
      all += block.own;
      CHECK((block.own.empty() || block.own.back() == '\n' || all == text));
    }
    CHECK(all == text);
  }
}

TEST_CASE("StreamReader: LookbackHoldsTheRecordsBefore") {
  const auto blocks = cut("a\nb\nc\nd\ne\n", 6, 2);
  REQUIRE(blocks.size() >= 2);
  CHECK(blocks[0].lookback.empty());
  CHECK(blocks[0].own == "a\nb\nc\n");
  CHECK(blocks[1].lookback == "b\nc\n");
  CHECK(blocks[1].own == "d\n");
}

TEST_CASE("StreamReader: BlocksAreCutWhereRecordsOfSeveralLinesBegin") {
  IndentStart start;
  for (std::size_t i = 0; i < 300; ++i) {
    test::RandomSource random(test::case_seed(i));
    RecordGrouping grouping{.rule = RecordGrouping::Rule::indent};
    grouping.most_bytes = random.between(1, 60);
    const std::string text =
        test::random_log(random, test::random_alphabet(random), {});
    const std::string_view all = std::string_view(text).substr(0, 3000);
    const auto records = test::naive_records(
        all, grouping.most_bytes,
        [&](std::string_view line) { return start.begins_record(line); });
    const RecordCount lookback = random.below(4);
    CAPTURE(i);
    std::string joined;
    for (const Cut& block :
         cut(all, random.between(1, 80), lookback, grouping)) {
      joined += block.own;
      if (block.own.empty()) continue;
      const auto first = std::ranges::find(
          records, std::max(block.begin, records[0].begin),
          [](const test::NaiveRecord& record) { return record.begin; });
      REQUIRE(first != records.end());
      CHECK(block.line == first->line);
      if (first == records.begin()) continue;
      CHECK(block.follows_start == std::prev(first)->begins_by_itself);
      const auto back = std::min<std::ptrdiff_t>(
          static_cast<std::ptrdiff_t>(lookback), first - records.begin());
      const std::size_t from =
          std::prev(first, back) == records.begin() && back > 0
              ? 0
              : std::prev(first, back)->begin;
      CHECK(block.lookback == all.substr(from, block.begin - from));
    }
    CHECK(joined == all);
  }
}

TEST_CASE("StreamReader: RecordMayBeTakenForWhole") {
  Pipe pipe;
  TextEncodings encodings{std::nullopt};
  Query query;
  query.records.rule = RecordGrouping::Rule::indent;
  RecordShapes shapes(query);
  StreamReader reader(TextSource(ByteSource(pipe.reading), encodings), 1,
                      shapes);
  std::vector<std::byte> memory(64);
  const auto next_block = [&](std::string_view text, bool completes) {
    REQUIRE(reader.begin_block(memory));
    pipe.write(text);
    while (reader.source().is_readable()) reader.read();
    if (completes) reader.complete_lines();
    return reader.end_block(true);
  };
  auto block = next_block("a\n b\n c", false);
  CHECK(block.end == 0);
  CHECK(block.lines_end == 5);
  block = next_block("\n d", true);
  CHECK(block.begin == 0);
  CHECK(block.end == 8);
  CHECK(block.starts.empty());
  // What is left of it is one record, and in front of it is what was taken.
  block = next_block("\n e\nf\n", false);
  CHECK(block.offset == 0);
  CHECK(block.begin == 8);
  CHECK(block.end == 14);
  CHECK(block.line == 4);
  CHECK(block.starts == std::vector<ByteOffset>{8});
  CHECK(block.lines_end == 16);
  // The next one looks back at all of it.
  block = next_block("g\n", false);
  CHECK(block.offset == 8);
  CHECK(block.begin == 14);
  CHECK(block.starts == std::vector<ByteOffset>{8});
  block = next_block("h\n", false);
  CHECK(block.offset == 14);
  CHECK(block.starts.empty());
}

TEST_CASE("StreamReader: ARecordWithoutMemoryEndsTheStreamInFrontOfIt") {
  for (const bool has_begun : {false, true}) {
    CAPTURE(has_begun);
    Pipe pipe;
    TextEncodings encodings{std::nullopt};
    RecordShapes shapes(Query{});
    StreamReader reader(TextSource(ByteSource(pipe.reading), encodings), 1,
                        shapes);
    std::vector<std::byte> memory(16);
    pipe.write("a\nb\nrecord without an end");
    REQUIRE(reader.begin_block(memory));
    while (!reader.is_full()) reader.read();
    REQUIRE(reader.has_whole_record());
    CHECK(reader.end_block(true).end == 4);
    if (has_begun) {
      REQUIRE(reader.begin_block(memory));
      while (!reader.is_full()) reader.read();
      REQUIRE_FALSE(reader.has_whole_record());
    }
    reader.lack_memory(ENOMEM);
    CHECK(reader.at_end());
    const auto block = reader.end_block(true);
    CHECK(block.begin == 4);
    CHECK(block.end == 4);
    CHECK(block.line == 3);
    const auto problem = reader.problem("log", block.end);
    REQUIRE(problem);
    CHECK(problem->kind == Problem::Kind::unreadable);
    CHECK(problem->offset == 4);
    CHECK(problem->reason ==
          "no memory for its record at byte 4 (Cannot allocate memory); the "
          "rest is skipped");
  }
}

// Or a bomb of zeros would have to be held whole.
TEST_CASE("StreamReader: AVeryLongLineThatIsNotTextEndsWithANul") {
  const std::size_t most = 2 * InputView::kMostAtHand;
  std::string text(2 * most, '\0');
  for (std::size_t i = 0; i < text.size(); i += 1000) text[i] = 'x';
  text += "\nshort\0\n";
  for (const BinaryPolicy binary : {BinaryPolicy::report, BinaryPolicy::text}) {
    Query query;
    query.binary = binary;
    test::TempDirectory directory;
    directory.write("zeros", text);
    auto file = std::make_shared<FileDescriptor>(
        ::open((directory.path() / "zeros").c_str(), O_RDONLY | O_CLOEXEC));
    TextEncodings encodings{std::nullopt};
    RecordShapes shapes(query);
    PieceReader pieces(TextSource(ByteSource(file), encodings), 0, shapes,
                       1024 * 1024);
    std::string together;
    LineNumber line = 0;
    std::size_t longest = 0;
    while (const auto piece = pieces.next(true)) {
      together += piece->bytes;
      line = piece->block.line;
      longest = std::max(longest, piece->bytes.size());
    }
    CHECK((together == text));
    CHECK((longest <= most) == (binary == BinaryPolicy::report));
    CHECK(line == 1);
  }
}

TEST_CASE("StreamReader: EmptyStreamIsOneEmptyBlock") {
  const auto blocks = cut("", 64, 3);
  REQUIRE(blocks.size() == 1);
  CHECK(blocks[0].own.empty());
}

}  // namespace trawl
