// SPDX-License-Identifier: MIT
// A unit of which something was written already goes on behind that, wherever
// the first try stopped: each end of a frame of a whole search is tried.
#include <doctest/doctest.h>
#include <fcntl.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "query/matcher.h"
#include "result/frame_check.h"
#include "result/local_channel.h"
#include "result/shared_region.h"
#include "scan/unit_scanner.h"
#include "support/temp_directory.h"

namespace trawl::test {
namespace {

class PlainFormatter final : public Formatter {
 public:
  RecordNeeds needs() const override { return {.records = true}; }
  void record(const Record& record, OutputBuffer& out) override {
    out.append(record.bytes);
    out.append('\n');
  }
};

struct Published {
  Frame header;
  std::string payload;
};

std::vector<Published> scan(const Query& query, const Order& order,
                            const FileDescriptor& file,
                            std::string_view path = "log") {
  std::vector<Published> frames;
  Matcher matcher(query);
  PlainFormatter formatter;
  TextEncodings encodings(query.encoding);
  const SharedRegion region(1, 0);
  LocalChannel channel(
      [&](const FrameView& frame) {
        frames.push_back({frame.header, std::string(frame.payload)});
      },
      [] {});
  RecordShapes shapes(query);
  const ScanRules rules{query, formatter.needs(), shapes};
  ResultWriter writer(channel, {rules.needs_frame_per_record()});
  UnitScanner scanner({matcher, Engine::automatic, rules, encodings, formatter,
                       writer, region.control(), region.blocks()});
  const std::string_view paths[] = {path};
  scanner.scan(order, paths, file.get());
  return frames;
}

std::string text_of(std::span<const Published> frames) {
  std::string text;
  for (const Published& frame : frames) text += frame.payload;
  return text;
}

}  // namespace

TEST_CASE("ResumedUnit: WritesNothingTwiceAndItsFramesPassTheCheck") {
  TempDirectory directory;
  std::string log;
  for (int i = 0; i < 60; ++i) {
    log +=
        (i % 13 == 6 || i == 20 ? "hit " : "line ") + std::to_string(i) + "\n";
  }
  directory.write("log", log);
  const FileDescriptor file(
      ::open((directory.path() / "log").c_str(), O_RDONLY | O_CLOEXEC));
  Query query;
  query.patterns = {"hit"};
  query.max_count = 100;  // a frame for each record
  SUBCASE("without context") {}
  SUBCASE("context before") { query.context = {.before = 5, .after = 0}; }
  SUBCASE("context around") { query.context = {.before = 4, .after = 2}; }
  SUBCASE("the last ones") {
    query.last = 3;
    query.context = {.before = 2, .after = 1};
  }
  SUBCASE("the last ones, of which the first follows another") {
    query.last = 4;
    query.context = {.before = 3, .after = 1};
  }
  const ByteOffset begin = query.last ? 0 : log.find("line 18");
  Order whole;
  whole.kind = UnitKind::shard;
  whole.begin = begin;
  whole.end = whole.size = whole.shard_size = log.size();
  const std::vector<Published> first = scan(query, whole, file);
  ResumePoint point;
  for (std::size_t i = 0; i < first.size(); ++i) {
    REQUIRE(may_follow(first[i].header, whole, point));
    advance(point, first[i].header);
    if (point.input > 0) break;  // only its end is lacking
    Order rest = whole;
    rest.resume.offset = point.offset;
    const std::vector<Published> second = scan(query, rest, file);
    CAPTURE(i);
    CHECK(text_of(second) == text_of(std::span(first).subspan(i + 1)));
    ResumePoint next = point;
    for (const Published& frame : second) {
      CHECK(may_follow(frame.header, rest, next));
      advance(next, frame.header);
    }
  }
}

// Its offsets are about the file that had the name when they were told.
TEST_CASE("ResumedUnit: FileThatTookANameMeanwhileIsNotMixedIn") {
  TempDirectory directory;
  const std::string path = (directory.path() / "log").string();
  directory.write("log", "hit 1\nhit 2\nhit 3\n");
  Query query;
  query.patterns = {"hit"};
  query.max_count = 100;  // a frame for each record
  Order batch;
  batch.kind = UnitKind::batch;
  const std::vector<Published> first = scan(query, batch, {}, path);
  ResumePoint point;
  advance(point, first[0].header);
  Order rest = batch;
  rest.resume.offset = point.offset;
  rest.resume.file_number = point.file_number;
  CHECK(text_of(scan(query, rest, {}, path)) == "hit 2\nhit 3\n");

  directory.write("other", "another hit\nhit 4\n");
  std::filesystem::rename(directory.path() / "other", path);
  const std::vector<Published> second = scan(query, rest, {}, path);
  REQUIRE(second.size() == 3);
  CHECK(second[0].header.type == FrameType::problem);
  CHECK(second[0].header.offset == point.offset);
  CHECK(second[1].header.type == FrameType::input_passed);
}

// A worker that is lost between the two must not leave an end without it.
TEST_CASE("UnitScanner: TellsWhatIsLackingBeforeTheInputEnds") {
  TempDirectory directory;
  directory.write("log", "hit\n");
  const FileDescriptor file(
      ::open((directory.path() / "log").c_str(), O_RDONLY | O_CLOEXEC));
  Query query;
  query.patterns = {"hit"};
  Order order;
  order.kind = UnitKind::shard;
  order.end = order.size = order.shard_size = 100;
  const std::vector<Published> frames = scan(query, order, file);
  std::vector<FrameType> types;
  for (const Published& frame : frames) types.push_back(frame.header.type);
  CHECK(types == std::vector{FrameType::records, FrameType::problem,
                             FrameType::input_end, FrameType::unit_end});
  CHECK(frames[1].header.offset == 4);
}

}  // namespace trawl::test
