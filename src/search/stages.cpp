// SPDX-License-Identifier: MIT
#include "search/stages.h"

#include <sched.h>
#include <time.h>

#include <algorithm>
#include <cerrno>
#include <limits>
#include <utility>
#include <vector>

#include "os/system_error.h"
#include "query/pattern_start.h"
#include "worker/decoder_group.h"

namespace trawl {
namespace {

// Shards when every byte may come back as output, so that a worker's ring
// holds a few of them, and when only counts or few records do (measured, -c
// ERROR on 2 GiB: shards of 1 MiB 0.22 s, of 4 MiB 0.16 s, of 16 MiB 0.15 s).
constexpr ByteCount kPrintingShardBytes = 1024 * 1024;
constexpr ByteCount kCountingShardBytes = 16 * 1024 * 1024;

// How soon the end of the output's reader is noticed, and progress told of.
constexpr std::chrono::milliseconds kPulse{50};

// One cpu_set_t has room for 1,024. Where the system counts more that are
// possible, however few there are, it fills several only.
constexpr std::size_t kMostCoreSets = 64;

unsigned usable_cores() {
  std::vector<cpu_set_t> cores(1);
  const auto bytes = [&] { return cores.size() * sizeof cores[0]; };
  while (::sched_getaffinity(0, bytes(), cores.data()) != 0) {
    if (errno != EINVAL || cores.size() >= kMostCoreSets) return 1;
    cores.resize(2 * cores.size());
  }
  const int count = CPU_COUNT_S(bytes(), cores.data());
  return std::clamp(static_cast<unsigned>(count), 1U, kMostWorkers);
}

RecordNeeds decide_needs(const Query& query, const Formatter& formatter) {
  RecordNeeds needs = formatter.needs();
  if (query.time && query.time->merges_inputs) needs.times = true;
  return needs;
}

// A record in a part of a compressed file is found and printed without those
// before it.
bool shares_parts(const Stages& stages) {
  const Query& query = stages.query;
  const ByteRange all;
  return stages.worker_count > 1 && !stages.decompression.most_bytes &&
         query.records.rule == RecordGrouping::Rule::line && !query.context &&
         !query.time && !query.last && !query.all_records &&
         !query.stop_on_nonmatch && query.range.begin == all.begin &&
         query.range.end == all.end;
}

ContentSource::StartRemote decoder_starter(const Stages& stages) {
  const unsigned workers = stages.worker_count;
  if (workers == 0) return {};
  return [workers,
          patience = stages.options.worker_patience](ContentSource& source) {
    return DecoderGroup::start(source, workers, patience);
  };
}

PlanOptions planner_options(Stages& stages) {
  const Query& query = stages.query;
  const RecordNeeds& needs = stages.rules.needs;
  return {.shapes = stages.shapes,
          .shard_size = stages.options.shard_size,
          .largest_shard = needs.records && !stages.rules.wants_few()
                               ? kPrintingShardBytes
                               : kCountingShardBytes,
          .batch_size = stages.options.batch_size,
          .workers = stages.worker_count,
          .lookback = stages.rules.lookback(),
          .line_numbers = needs.line_numbers,
          .terminator = query.terminator,
          .range = query.range,
          .time = query.time,
          .whole_files = query.last.has_value(),
          .shares_parts = shares_parts(stages),
          .decompression = stages.decompression,
          .start_decoder = decoder_starter(stages)};
}

}  // namespace

Stages::Stages(const Query& query_, const InputSelection& selection,
               const SearchOptions& options_, Formatter& formatter_,
               Receiver& receiver)
    : query(query_),
      options(options_),
      formatter(formatter_),
      shapes(make_record_shapes(query)),
      rules{query, decide_needs(query, formatter), shapes},
      worker_count(options.workers.value_or(usable_cores())),
      matcher(query, options.cache_directory),
      inputs(selection),
      encodings(query.encoding),
      decompression(selection.decompression),
      region(worker_count, 2 * worker_count + 2),
      blocks(region.blocks(), kBlockBytes),
      merge(query, formatter, receiver),
      sink(&merge),
      progress(options, selection, region.control(), receiver),
      explanation(query, options, shapes) {
  merge.add_ended([this](const InputSummary& input, bool is_cut_short) {
    standard_input.leave(rules, encodings, decompression, input, is_cut_short);
  });
  // Workers cannot read the time zone any more.
  if (query.time) ::tzset();
  plan();
}

// By time only if records are printed; what is counted has no order.
void Stages::plan() {
  const InputQueue::NextInput next_input = [this] { return inputs.next(); };
  if (!rules.merges_inputs()) {
    planner = std::make_unique<UnitPlanner>(next_input, blocks, encodings,
                                            planner_options(*this));
    return;
  }
  auto merging = std::make_unique<MergePlanner>(next_input, blocks, encodings,
                                                planner_options(*this));
  time_merge = std::make_unique<TimeMerge>(*merging, blocks, merge,
                                           options.most_waiting);
  planner = std::move(merging);
  sink = time_merge.get();
}

void Stages::flush() {
  merge.flush();
  if (!merge.is_wanted()) stop();
}

void Stages::wait(std::span<pollfd> waits, int milliseconds) {
  std::vector<pollfd> all{{options.watched_output, 0, 0}};
  all.insert(all.end(), waits.begin(), waits.end());
  // Not made again after a signal: these could come before each timeout.
  const int ready = ::poll(all.data(), all.size(), milliseconds);
  if (ready < 0 && errno != EINTR) throw system_error("cannot wait for input");
  if (ready < 0) std::ranges::fill(all, pollfd{});
  std::copy(all.begin() + 1, all.end(), waits.begin());
  if (all[0].revents != 0) stop();
}

void Stages::stop() {
  merge.stop();
  skip_units_before(std::numeric_limits<std::uint64_t>::max());
}

void Stages::tell_progress() {
  if (!progress.update()) stop();
}

void Stages::pulse() {
  const auto now = std::chrono::steady_clock::now();
  if (now - pulsed_ < kPulse) return;
  pulsed_ = now;
  tell_progress();
  wait({}, 0);
}

Planner::Next Stages::next_unit(WorkUnit& unit, bool eager) {
  if (time_merge && time_merge->next_left(unit)) return Planner::Next::unit;
  const auto next = planner->next(unit, eager);
  if (next == Planner::Next::unit) note_size(unit);
  return next;
}

bool Stages::merge_frame(const WorkUnit& unit, const FrameView& frame) {
  const bool is_last = sink->frame(unit, frame);
  const bool is_cut_short = is_last && frame.header.type != FrameType::unit_end;
  if (is_cut_short) skip_units_before(unit.order.unit + 1);
  skip_rest_if_finished(unit);
  return is_last;
}

void Stages::retire(WorkUnit unit) {
  if (time_merge) return time_merge->retire(std::move(unit));
  blocks.give_back(std::move(unit.block));
}

void Stages::prepare_for_bulk() {
  if (std::exchange(prepared_for_bulk, true)) return;
  if (options.engine == Engine::automatic && matcher.is_string()) return;
  matcher.prepare_for_bulk(worker_count, options.cache_directory);
}

UnitScanner::Setting Stages::scanner_setting(ResultWriter& writer) {
  return {.matcher = matcher,
          .engine = options.engine,
          .rules = rules,
          .encodings = encodings,
          .formatter = formatter,
          .writer = writer,
          .control = region.control(),
          .blocks = region.blocks(),
          .decompression = decompression};
}

void Stages::note_size(const WorkUnit& unit) {
  explanation.unit(unit);
  SearchSummary& summary = merge.summary();
  const Order& order = unit.order;
  switch (order.kind) {
    case UnitKind::shard:
    case UnitKind::part:
      summary.shards.add(order.end - order.begin, 1);
      break;
    case UnitKind::block:
      summary.blocks.add(order.end - order.begin, 1);
      break;
    case UnitKind::batch:
      summary.batches.add(order.end, order.input_count);
      break;
    case UnitKind::notice:
      break;
  }
}

void Stages::tell_begin(Order& order) const {
  if (order.kind != UnitKind::shard && order.kind != UnitKind::part) return;
  if (const auto known = sink->known_begin(order)) order.known = *known;
}

void Stages::pass_over_part(const Order& order) {
  if (order.kind != UnitKind::part) return;
  Control::Part& entry = region.control().parts[order.shard % kPartEntries];
  if (entry.part_plus_one.load() == order.shard + 1) return;
  entry.text_bytes.store(0);
  entry.terminators.store(0);
  entry.ends_input.store(1);
  entry.part_plus_one.store(order.shard + 1);
}

void Stages::skip_rest_if_finished(const WorkUnit& unit) {
  if (time_merge || !merge.is_finished(unit) || merge.owes_context()) return;
  if (std::exchange(skipped_input_, unit.order.first_input) ==
      unit.order.first_input) {
    return;
  }
  planner->skip_input(unit.order.first_input);
  if (unit.order.kind == UnitKind::shard) {
    const Order& order = unit.order;
    const ByteOffset limit = std::min(order.size, order.wanted.end);
    const ByteCount rest = limit - std::min(limit, order.end);
    const std::uint64_t left = (rest + order.shard_size - 1) / order.shard_size;
    const std::uint64_t end =
        std::min(order.unit + 1 + left, planner->next_unit());
    skip_units_before(end);
  }
}

// At work already, they need not be finished.
void Stages::skip_units_before(std::uint64_t end) {
  auto& skip = region.control().skip_before;
  if (skip.load() < end) skip.store(end);
}

}  // namespace trawl
