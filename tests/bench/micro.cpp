// SPDX-License-Identifier: MIT
// The inner pieces of a search, each by itself and without the others' noise.
// Started by ./setup bench, which makes a table of what this prints.
#include <benchmark/benchmark.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <stdexcept>
#include <string>
#include <vector>

#include "os/file_descriptor.h"
#include "plan/unit_planner.h"
#include "print/printer.h"
#include "print/string_output.h"
#include "query/matcher.h"
#include "query/record_finder.h"
#include "record/record_boundary.h"
#include "record/record_shapes.h"
#include "result/result_ring.h"
#include "result/result_writer.h"

namespace trawl {
namespace {

using benchmark::Counter;
using benchmark::State;

constexpr std::size_t kBlockBytes = 1024 * 1024;

// A log of lines of about 120 bytes; each fiftieth is an error.
const std::string& log_block() {
  static const std::string block = [] {
    std::string text;
    for (int i = 0; text.size() < kBlockBytes; ++i) {
      text += "2023-03-14 00:00:" + std::to_string(10 + i % 50) +
              (i % 50 == 0 ? " ERROR " : " INFO ") +
              "dfs.DataNode$PacketResponder: Received block blk_-" +
              std::to_string(1608999687919862906 + i) +
              " of size 91178 from /10.250.10.6\n";
    }
    return text;
  }();
  return block;
}

void count_bytes(State& state, std::size_t each) {
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations()) *
                          static_cast<std::int64_t>(each));
}

void count_items(State& state, std::size_t each) {
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()) *
                          static_cast<std::int64_t>(each));
}

void BM_count_lines(State& state) {
  const std::string& block = log_block();
  for (auto _ : state) {
    benchmark::DoNotOptimize(count_terminators(block, '\n'));
  }
  count_bytes(state, block.size());
}
BENCHMARK(BM_count_lines);

// A file without content, for its size alone.
class SparseFile {
 public:
  explicit SparseFile(ByteCount size) {
    const FileDescriptor file(::mkstemp(path_));
    if (!file.is_open() ||
        ::ftruncate(file.get(), static_cast<off_t>(size)) != 0) {
      throw std::runtime_error("cannot make a sparse file in /tmp");
    }
  }
  ~SparseFile() { ::unlink(path_); }
  SparseFile(const SparseFile&) = delete;
  SparseFile& operator=(const SparseFile&) = delete;

  const char* path() const { return path_; }

 private:
  char path_[24] = "/tmp/trawl-micro-XXXXXX";
};

void BM_plan_shards(State& state) {
  constexpr ByteCount kShardBytes = 256 * 1024;
  constexpr std::size_t kShards = 16 * 1024;
  const SparseFile file(kShards * kShardBytes);
  for (auto _ : state) {
    InputList inputs(InputSelection{.paths = {file.path()}});
    BlockStore blocks({}, kShardBytes);
    TextEncodings encodings(std::nullopt);
    RecordShapes lines{Query{}};
    UnitPlanner planner([&] { return inputs.next(); }, blocks, encodings,
                        {.shapes = lines, .shard_size = kShardBytes});
    WorkUnit unit;
    while (planner.next(unit, false) == Planner::Next::unit) {
    }
  }
  count_items(state, kShards);
}
BENCHMARK(BM_plan_shards);

void find_in_block(State& state, const std::string& pattern, Engine engine) {
  const std::string& block = log_block();
  Query query;
  query.patterns = {pattern};
  Matcher matcher(query);
  matcher.prepare_for_bulk(0);
  RecordFinder finder(matcher, engine);
  std::vector<RecordRange> found;
  std::vector<MatchFailure> failures;
  for (auto _ : state) {
    found.clear();
    finder.find(block, std::string::npos, found, failures);
  }
  count_bytes(state, block.size());
}
void BM_scan_literal(State& state) {
  find_in_block(state, "ERROR", Engine::automatic);
}
void BM_scan_regex_hyperscan(State& state) {
  find_in_block(state, "(ERROR|WARN).*size \\d+", Engine::hyperscan);
}
void BM_scan_regex_pcre2(State& state) {
  find_in_block(state, "(ERROR|WARN).*size \\d+", Engine::pcre2);
}
BENCHMARK(BM_scan_literal);
BENCHMARK(BM_scan_regex_hyperscan);
BENCHMARK(BM_scan_regex_pcre2);

void format_record(State& state, const PrintOptions& options) {
  const auto printer = make_printer(options);
  const InputInfo input{"var/log/service.log", 0, false};
  const std::string_view line =
      std::string_view(log_block()).substr(0, log_block().find('\n'));
  const std::vector<Span> spans{{18, 23}};
  const Record record{.input = &input,
                      .line_number = 123'456,
                      .offset = 9'876'543,
                      .bytes = line,
                      .spans = spans};
  StringOutput out;
  for (auto _ : state) {
    printer->record(record, out);
    benchmark::DoNotOptimize(out.take());
  }
  count_items(state, 1);
}
void BM_format_text(State& state) {
  format_record(state, {.file_name = true, .line_number = true});
}
void BM_format_json(State& state) {
  format_record(state, {.mode = PrintMode::json});
}
BENCHMARK(BM_format_text);
BENCHMARK(BM_format_json);

// Both ends of a ring in one process: what a frame costs but for its reader's
// waking up.
void BM_ring_transfer(State& state) {
  SharedRegion region(1, 0);
  int ends[2];
  if (::socketpair(AF_UNIX, SOCK_SEQPACKET, 0, ends) != 0) {
    throw std::runtime_error("cannot make a socket pair");
  }
  const FileDescriptor coordinator(ends[0]), worker(ends[1]);
  const FileDescriptor event(::eventfd(0, EFD_NONBLOCK));
  RingProducer producer(region.control(), region.worker(0), region.ring(0),
                        worker.get(), event.get());
  RingConsumer consumer(region.worker(0), region.ring(0), event.get());
  ResultWriter writer(producer, {});
  std::uint64_t unit = 0;
  std::size_t bytes = 0;
  for (auto _ : state) {
    writer.begin_unit(unit++);
    writer.end_unit({});
    while (const auto frame = consumer.next()) bytes += frame->payload.size();
    consumer.release();
  }
  benchmark::DoNotOptimize(bytes);
  count_items(state, 1);
}
BENCHMARK(BM_ring_transfer);

}  // namespace
}  // namespace trawl

BENCHMARK_MAIN();
