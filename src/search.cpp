// SPDX-License-Identifier: MIT
// The map of the program: read this first. A search is these steps, joined
// here in the coordinator:
//
//   query -> Matcher, compiled before any fork      (query/)
//   paths -> inputs, in output order                (input/)
//   inputs -> numbered work units                   (plan/)
//   units -> frames of formatted output, by workers (worker/, scan/)
//   frames -> one ordered output                    (result/)
//
// Small work stays in this process; the same UnitScanner does it either way.
#include "trawl/search.h"

#include <fmt/format.h>
#include <poll.h>
#include <sched.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <deque>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "input/input_list.h"
#include "os/retry.h"
#include "plan/unit_planner.h"
#include "query/matcher.h"
#include "result/local_channel.h"
#include "result/ordered_merge.h"
#include "result/shared_region.h"
#include "scan/unit_scanner.h"
#include "sink_door.h"
#include "worker/worker_loop.h"
#include "worker/worker_pool.h"

namespace trawl {
namespace {

using Clock = std::chrono::steady_clock;

// Work up to this weight is done without a fork. Measured (2 cores): two
// workers are up and have mapped their first shard 2.5 ms after the decision,
// in which one process scans about 4 MiB.
constexpr ByteCount kSmallWork = 4 * 1024 * 1024;

// Compiling Hyperscan costs more than scanning so little with PCRE2.
constexpr ByteCount kNoBulkWork = 256 * 1024;

// ... unless PCRE2 would have to scan for this many patterns one by one.
constexpr std::size_t kManyPatterns = 16;

// Shards when every byte may come back as output, so that a worker's ring
// holds a few of them, and when only counts do.
constexpr ByteCount kPrintingShardBytes = 1024 * 1024;
constexpr ByteCount kCountingShardBytes = 4 * 1024 * 1024;

// Orders a worker holds: one at work, one to go on with, one more because the
// merge waits for the slowest.
constexpr std::size_t kUnitsInFlight = 3;

// How long the coordinator sleeps while output trickles in below the bell.
constexpr int kPollMilliseconds = 20;

unsigned usable_cores() {
  cpu_set_t cores;
  if (::sched_getaffinity(0, sizeof cores, &cores) != 0) return 1;
  return static_cast<unsigned>(std::max(CPU_COUNT(&cores), 1));
}

// How often the receiver is told of progress, if it wants to be.
constexpr std::chrono::milliseconds kProgressInterval{100};

// The bytes of all inputs, if that can be known without walking.
std::optional<ByteCount> find_total_bytes(const InputSelection& selection) {
  ByteCount total = 0;
  for (const std::string& path : selection.paths) {
    struct stat status {};
    const bool is_file = path == "-" ? ::fstat(STDIN_FILENO, &status) == 0
                                     : ::stat(path.c_str(), &status) == 0;
    if (!is_file || !S_ISREG(status.st_mode)) return std::nullopt;
    total += static_cast<ByteCount>(status.st_size);
  }
  return total;
}

Confinement confinement_of(const Control& control) {
  return {.workers = control.entered.load(),
          .system_calls = control.with_call_filter.load(),
          .files = control.with_file_guard.load()};
}

// A unit between planning and merging.
struct UnitInFlight {
  WorkUnit unit;
  std::size_t worker = 0;
  unsigned losses = 0;
  bool is_begun = false;  // OrderedMerge::begin_unit was called
  bool is_local = false;  // no worker to be had: searched here

  // After a loss.
  std::vector<std::byte> left;  // frames of the worker that is gone
  ResumePoint resume;           // behind all frames so far
  bool is_complete = false;     // `left` ends with the unit's last frame
  bool is_resumed = false;      // behind `left` comes a second try
};

class Coordinator {
 public:
  Coordinator(const Query& query, const InputSelection& selection,
              const SearchOptions& options, Formatter& formatter,
              Receiver& receiver)
      : query_(query),
        options_(options),
        formatter_(formatter),
        rules_{query, formatter.needs()},
        worker_count_(options.workers.value_or(usable_cores())),
        matcher_(query),
        inputs_(selection),
        encodings_(query.encoding),
        region_(worker_count_, 2 * worker_count_ + 2),
        blocks_(region_.blocks(), kBlockBytes),
        planner_(inputs_, blocks_, encodings_, planner_options()),
        merge_(query, formatter, receiver),
        receiver_(receiver),
        local_channel_([this](const FrameView& frame) { take_local(frame); },
                       [this] { flush(); }) {
    if (options.reports_progress) total_bytes_ = find_total_bytes(selection);
    merge_.set_print_tail([this](const WorkUnit& unit, std::uint32_t input,
                                 ByteOffset offset, RecordCount count) {
      return print_tail(unit, input, offset, count);
    });
  }

  SearchSummary run();

 private:
  UnitPlanner::Options planner_options() const;
  bool forces_workers() const {
    return options_.workers && options_.shard_size && worker_count_ > 0;
  }

  void flush() { wanted_ = merge_.flush() && wanted_; }
  void report_progress();
  int poll_milliseconds(bool busy) const;

  // Without workers.
  bool search_small_work();
  void search_waiting();
  void search_here(WorkUnit unit);
  void scan_here(const WorkUnit& unit);
  void take_local(const FrameView& frame);
  UnitScanner& local_scanner();
  RecordCount print_tail(const WorkUnit& unit, std::uint32_t input,
                         ByteOffset offset, RecordCount count);
  bool wait_for_stream();

  // With workers.
  bool start_workers();
  void search_with_workers();
  void hand_out();
  void note_size(const WorkUnit& unit);
  WorkerPool::Worker* idle_worker();
  void give(WorkerPool::Worker& worker, UnitInFlight& flight);
  bool merge_available();
  bool merge_unit(UnitInFlight& flight);
  bool merge_left(UnitInFlight& flight);
  bool take(UnitInFlight& flight, const FrameView& frame);
  void unit_done();
  void after_frame(const WorkUnit& unit);
  bool has_news() const;
  void sleep();
  void lose(std::size_t index);
  void keep_frames(WorkerPool::Worker& worker);
  void try_again(UnitInFlight& flight, const std::string& reason);
  void give_up_on(UnitInFlight& flight, const std::string& reason);
  bool has_worker() const;
  bool is_in_flight(std::uint64_t unit) const {
    return !flights_.empty() && unit >= flights_.front().unit.order.unit &&
           unit - flights_.front().unit.order.unit < flights_.size();
  }
  UnitInFlight& flight(std::uint64_t unit) {
    return flights_[unit - flights_.front().unit.order.unit];
  }

  bool is_over() const { return is_stopped() || merge_.is_over(); }

  // Not because the search is complete.
  bool is_stopped() const {
    return !wanted_ || (options_.stop_at_first && merge_.has_selected());
  }

  // What comes behind the units in flight is not wanted. These are merged all
  // the same, for the problems in front of the first selected record.
  bool has_found_first() const {
    return options_.stop_at_first && region_.control().selected.load() > 0;
  }

  const Query& query_;
  const SearchOptions& options_;
  Formatter& formatter_;
  ScanRules rules_;
  unsigned worker_count_;
  Matcher matcher_;
  InputList inputs_;
  TextEncodings encodings_;
  SharedRegion region_;
  BlockStore blocks_;
  UnitPlanner planner_;
  OrderedMerge merge_;
  Receiver& receiver_;
  Clock::time_point start_ = Clock::now();
  Clock::time_point reported_ = start_;
  std::optional<ByteCount> total_bytes_;
  bool wanted_ = true;  // the receiver wants more
  bool planned_all_ = false;
  std::optional<std::uint64_t> skipped_input_;  // finished before its end
  bool bulk_ = false;  // Matcher::prepare_for_bulk was called

  LocalChannel local_channel_;
  std::unique_ptr<ResultWriter> local_writer_;
  std::unique_ptr<UnitScanner> local_scanner_;
  const WorkUnit* local_unit_ = nullptr;

  std::deque<WorkUnit> waiting_;      // planned before there were workers
  std::deque<UnitInFlight> flights_;  // in unit order, front is merged next
  std::optional<WorkerPool> pool_;
};

SearchSummary Coordinator::run() {
  if (forces_workers() || !search_small_work()) {
    if (start_workers()) {
      search_with_workers();
    } else {
      worker_count_ = 0;  // no process to be had: search here
      search_small_work();
    }
  }
  SearchSummary& summary = merge_.summary();
  summary.stopped = is_stopped();
  summary.elapsed = Clock::now() - start_;
  if (options_.stop_at_first && summary.selected == 0) {
    summary.selected = region_.control().selected.load() > 0 ? 1 : 0;
  }
  merge_.end_search();
  if (wanted_) merge_.flush();
  return summary;
}

void Coordinator::report_progress() {
  if (!options_.reports_progress) return;
  const Clock::time_point now = Clock::now();
  if (now - reported_ < kProgressInterval) return;
  reported_ = now;
  const Control& control = region_.control();
  receiver_.progress({.bytes_done = control.bytes_searched.load(),
                      .bytes_total = total_bytes_,
                      .selected = control.selected.load(),
                      .elapsed = now - start_});
}

// How long to wait for something to happen, -1 for ever.
int Coordinator::poll_milliseconds(bool busy) const {
  if (busy) return kPollMilliseconds;
  return options_.reports_progress ? kProgressInterval.count() : -1;
}

UnitPlanner::Options Coordinator::planner_options() const {
  const auto context = query_.context.value_or(Query::Context{});
  return {.shard_size = options_.shard_size,
          .largest_shard =
              rules_.needs.records ? kPrintingShardBytes : kCountingShardBytes,
          .workers = worker_count_,
          .lookback = query_.context ? context.before + context.after : 0,
          .line_numbers = rules_.needs.line_numbers,
          .terminator = query_.terminator,
          .range = query_.range,
          .whole_files = query_.last.has_value()};
}

// Plans ahead while it may all be small, and searches what turned out so.
// False if there is more than that, or if a stream goes on: workers are to do
// what is left.
bool Coordinator::search_small_work() {
  ByteCount weight = 0;
  while (!is_over()) {
    WorkUnit unit;
    const auto next = planner_.next(unit, true);
    if (next == UnitPlanner::Next::wait_for_stream) {
      if (!wait_for_stream()) wanted_ = false;
      continue;
    }
    if (next == UnitPlanner::Next::done) break;
    note_size(unit);
    weight += unit.weight;
    const bool small = weight + planner_.known_weight() <= kSmallWork;
    const bool is_block = unit.order.kind == UnitKind::block;
    waiting_.push_back(std::move(unit));
    if (worker_count_ > 0 && !small) return false;
    // A stream's block is not held back, nor is anything before it.
    if (!is_block && worker_count_ > 0) continue;
    search_waiting();
  }
  search_waiting();
  return true;
}

void Coordinator::search_waiting() {
  for (; !waiting_.empty() && !is_over(); waiting_.pop_front()) {
    search_here(std::move(waiting_.front()));
  }
  flush();
}

void Coordinator::search_here(WorkUnit unit) {
  if ((unit.weight > kNoBulkWork || query_.patterns.size() > kManyPatterns) &&
      !bulk_ && !local_scanner_) {
    bulk_ = true;
    matcher_.prepare_for_bulk(worker_count_ > 0);
  }
  merge_.begin_unit(unit);
  scan_here(unit);
  report_progress();
  blocks_.give_back(std::move(unit.block));
}

void Coordinator::scan_here(const WorkUnit& unit) {
  if (unit.order.kind == UnitKind::notice ||
      (merge_.input_is_finished() && unit.order.kind != UnitKind::batch)) {
    merge_.end_unit(unit);
    return;
  }
  local_unit_ = &unit;
  local_scanner().scan(unit.order, split_paths(unit.paths),
                       unit.file ? unit.file->get() : -1);
  flush();
}

void Coordinator::take_local(const FrameView& frame) {
  merge_.frame(*local_unit_, frame);
  after_frame(*local_unit_);
}

UnitScanner& Coordinator::local_scanner() {
  if (!local_scanner_) {
    local_writer_ = std::make_unique<ResultWriter>(
        local_channel_, ResultWriter::Options{rules_.needs_frame_per_record()});
    local_scanner_ = std::make_unique<UnitScanner>(UnitScanner::Setting{
        matcher_, options_.engine, rules_, encodings_, formatter_,
        *local_writer_, region_.control(), region_.blocks()});
  }
  return *local_scanner_;
}

RecordCount Coordinator::print_tail(const WorkUnit& unit, std::uint32_t input,
                                    ByteOffset offset, RecordCount count) {
  // A writer of its own: the local one may be in the middle of this unit.
  LocalChannel channel(
      [&](const FrameView& frame) {
        if (frame.header.type != FrameType::unit_end) merge_.frame(unit, frame);
      },
      [this] { flush(); });
  ResultWriter writer(channel, {.frame_per_record = true});
  UnitScanner scanner({matcher_, options_.engine, rules_, encodings_,
                       formatter_, writer, region_.control(),
                       region_.blocks()});
  LineNumber line = unit.order.known_line;
  if (unit.order.kind == UnitKind::shard) {
    const auto known = merge_.known_line(unit.order.first_unit);
    line = known ? known->line : 1;
  }
  const RecordCount lacking = scanner.print_tail(
      unit.order, split_paths(unit.paths), unit.file ? unit.file->get() : -1,
      input, offset, count, line);
  flush();  // before the channel's memory goes
  return lacking;
}

// False if nobody reads the output any more.
bool Coordinator::wait_for_stream() {
  std::vector<pollfd> waits{{options_.watched_output, 0, 0}};
  planner_.append_waits(waits);
  retry_interrupted([&] {
    return ::poll(waits.data(), waits.size(), poll_milliseconds(false));
  });
  report_progress();
  return waits[0].revents == 0;
}

bool Coordinator::start_workers() {
  if (worker_count_ == 0) return false;
  matcher_.prepare_for_bulk(worker_count_ > 0);
  bulk_ = true;
  pool_.emplace(
      region_, worker_count_, [this](RingProducer& channel, int order_socket) {
        ResultWriter writer(channel, {rules_.needs_frame_per_record()});
        UnitScanner scanner({matcher_, options_.engine, rules_, encodings_,
                             formatter_, writer, region_.control(),
                             region_.blocks(), true});
        worker_loop(order_socket, scanner);
      });
  for (unsigned index = 0; index < worker_count_; ++index) pool_->start(index);
  merge_.summary().workers = pool_->started();
  return pool_->started() > 0;
}

// The event loop: orders out, frames in, streams read, until all is merged.
void Coordinator::search_with_workers() {
  while (!is_over()) {
    hand_out();
    report_progress();
    // Merging makes room for orders, so nobody sleeps right behind it.
    if (merge_available() || is_over()) continue;
    if ((planned_all_ || has_found_first()) && flights_.empty()) break;
    sleep();
  }
  if (is_over()) {
    pool_.reset();  // kills: what they do is of no more use
  } else {
    pool_->dismiss();
  }
  merge_.summary().confinement = confinement_of(region_.control());
}

void Coordinator::hand_out() {
  while (!is_over() && !has_found_first()) {
    WorkerPool::Worker* worker = idle_worker();
    // Without any worker left, one unit at a time is searched here.
    if (worker == nullptr && (has_worker() || !flights_.empty())) return;
    UnitInFlight flight;
    if (!waiting_.empty()) {
      flight.unit = std::move(waiting_.front());
      waiting_.pop_front();
    } else {
      if (planned_all_) return;
      const bool eager = worker == nullptr || worker->units.empty();
      const auto next = planner_.next(flight.unit, eager);
      if (next == UnitPlanner::Next::done) planned_all_ = true;
      if (next != UnitPlanner::Next::unit) return;
      note_size(flight.unit);
    }
    flight.is_local = worker == nullptr;
    flights_.push_back(std::move(flight));
    if (worker != nullptr &&
        flights_.back().unit.order.kind != UnitKind::notice) {
      give(*worker, flights_.back());
    }
  }
}

bool Coordinator::has_worker() const {
  return std::ranges::any_of(pool_->workers(), &WorkerPool::Worker::is_alive);
}

// For SearchSummary, by which adaptive sizes can be judged.
void Coordinator::note_size(const WorkUnit& unit) {
  SearchSummary& summary = merge_.summary();
  const Order& order = unit.order;
  switch (order.kind) {
    case UnitKind::shard:
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

// The live worker with the fewest orders, if it should get one more.
WorkerPool::Worker* Coordinator::idle_worker() {
  WorkerPool::Worker* idle = nullptr;
  for (WorkerPool::Worker& worker : pool_->workers()) {
    if (worker.is_alive() && worker.units.size() < kUnitsInFlight &&
        (idle == nullptr || worker.units.size() < idle->units.size())) {
      idle = &worker;
    }
  }
  return idle;
}

void Coordinator::give(WorkerPool::Worker& worker, UnitInFlight& flight) {
  Order& order = flight.unit.order;
  if (order.kind == UnitKind::shard) {
    if (const auto known = merge_.known_line(order.first_unit)) {
      order.known_unit = known->unit;
      order.known_line = known->line;
    }
  }
  flight.worker = static_cast<std::size_t>(&worker - pool_->workers().data());
  // A worker that died is noticed in sleep(), with this unit among its own.
  pool_->send(worker, flight.unit);
}

// Takes what has arrived, in unit order; true if a unit was finished.
bool Coordinator::merge_available() {
  bool finished = false;
  while (!flights_.empty() && !is_over() && merge_unit(flights_.front())) {
    finished = true;
  }
  flush();
  for (WorkerPool::Worker& worker : pool_->workers()) {
    if (worker.ring) worker.ring->release();
  }
  return finished;
}

// Takes what there is of the unit at the front; true if that was all of it.
bool Coordinator::merge_unit(UnitInFlight& flight) {
  if (!std::exchange(flight.is_begun, true)) merge_.begin_unit(flight.unit);
  if (flight.unit.order.kind == UnitKind::notice) {
    merge_.end_unit(flight.unit);
    unit_done();
    return true;
  }
  if (!flight.left.empty() && merge_left(flight)) return true;
  if (std::exchange(flight.is_resumed, false)) merge_.resume_unit();
  WorkerPool::Worker& worker = pool_->workers()[flight.worker];
  if (flight.is_local) {
    scan_here(flight.unit);
    unit_done();
    return true;
  }
  while (const auto frame = worker.ring->next()) {
    if (frame->header.unit != flight.unit.order.unit) continue;  // given up
    advance(flight.resume, frame->header);
    if (take(flight, *frame)) return true;
    if (!wanted_) return false;
  }
  return false;
}

// Takes the frames that a lost worker left; true if they are all of the unit.
bool Coordinator::merge_left(UnitInFlight& flight) {
  const std::vector<std::byte> frames = std::exchange(flight.left, {});
  std::span<const std::byte> left(frames);
  std::size_t span = 0;
  bool last = false;
  while (!last) {
    const auto frame = parse_frame(left, span);
    if (!frame) break;
    last = merge_.frame(flight.unit, *frame);
    after_frame(flight.unit);
    left = left.subspan(span);
  }
  flush();  // while `frames` is there
  if (last) unit_done();
  return last;
}

bool Coordinator::take(UnitInFlight& flight, const FrameView& frame) {
  const bool last = merge_.frame(flight.unit, frame);
  after_frame(flight.unit);
  if (merge_.is_full()) {
    flush();
    WorkerPool::Worker& worker = pool_->workers()[flight.worker];
    if (worker.ring) worker.ring->release();
  }
  if (last && flight.unit.order.kind == UnitKind::batch) {
    planner_.batch_sizer().measured(
        flight.unit.weight, std::chrono::nanoseconds(frame.header.elapsed_ns));
  }
  if (last) unit_done();
  return last;
}

// What a frame may have settled.
void Coordinator::after_frame(const WorkUnit& unit) {
  if (!merge_.input_is_finished() || unit.order.kind == UnitKind::batch) return;
  if (std::exchange(skipped_input_, unit.order.first_input) ==
      unit.order.first_input) {
    return;
  }
  planner_.skip_input(unit.order.first_input);
  // Shards of this input that are at work already need not be finished.
  if (unit.order.kind == UnitKind::shard) {
    const Order& order = unit.order;
    const ByteOffset limit = std::min(order.size, query_.range.end);
    const ByteCount rest = limit - std::min(limit, order.end);
    const std::uint64_t left = (rest + order.shard_size - 1) / order.shard_size;
    const std::uint64_t end =
        std::min(order.unit + 1 + left, planner_.next_unit());
    auto& skip = region_.control().skip_before;
    if (skip.load() < end) skip.store(end);
  }
}

// The unit at the front is merged: its memory and its worker's place are free.
void Coordinator::unit_done() {
  UnitInFlight& flight = flights_.front();
  const Order& order = flight.unit.order;
  if (order.kind != UnitKind::notice) {
    auto& units = pool_->workers()[flight.worker].units;
    if (const auto found = std::ranges::find(units, order.unit);
        found != units.end()) {
      units.erase(found);
    }
  }
  blocks_.give_back(std::move(flight.unit.block));
  flights_.pop_front();
}

// Frames of later units can wait: only those of the front are merged.
bool Coordinator::has_news() const {
  if (flights_.empty()) return false;
  const WorkerPool::Worker& worker = pool_->workers()[flights_.front().worker];
  return worker.is_alive() && worker.ring->has_next();
}

void Coordinator::sleep() {
  auto& control = region_.control();
  control.sleeping.store(1);
  const bool news = has_news();
  std::vector<pollfd> waits;
  for (const WorkerPool::Worker& worker : pool_->workers()) {
    waits.push_back({worker.is_alive() ? worker.socket.get() : -1, POLLIN, 0});
  }
  waits.push_back({options_.watched_output, 0, 0});
  const bool reads = idle_worker() != nullptr && !planned_all_;
  if (reads) planner_.append_waits(waits);
  const bool busy = !flights_.empty();
  ::poll(waits.data(), waits.size(), news ? 0 : poll_milliseconds(busy));
  control.sleeping.store(0);
  for (std::size_t index = 0; index < pool_->workers().size(); ++index) {
    WorkerPool::Worker& worker = pool_->workers()[index];
    if (!worker.is_alive()) continue;
    const bool is_gone =
        waits[index].revents != 0 && !WorkerPool::listen(worker);
    if (is_gone || worker.ring->is_corrupt()) lose(index);
  }
  if (waits[pool_->workers().size()].revents != 0) wanted_ = false;
}

// A worker is gone. What it published is kept; what it owed is searched again
// by its replacement, which has nothing else to do and so cannot be stuck
// behind a later unit.
void Coordinator::lose(std::size_t index) {
  WorkerPool::Worker& worker = pool_->workers()[index];
  ++merge_.summary().workers_lost;
  keep_frames(worker);
  const std::string reason = pool_->reap(worker);
  const std::deque<std::uint64_t> owed = std::exchange(worker.units, {});
  pool_->start(static_cast<unsigned>(index));
  for (const std::uint64_t unit : owed) try_again(flight(unit), reason);
}

// Copies what the worker published out of its ring, to the units it is about.
void Coordinator::keep_frames(WorkerPool::Worker& worker) {
  flush();
  while (const auto frame = worker.ring->next()) {
    const std::uint64_t unit = frame->header.unit;
    if (!is_in_flight(unit)) continue;
    UnitInFlight& owner = flight(unit);
    append_frame(owner.left, frame->header, frame->payload);
    advance(owner.resume, frame->header);
    owner.is_complete = frame->header.type == FrameType::unit_end;
  }
}

void Coordinator::try_again(UnitInFlight& flight, const std::string& reason) {
  if (flight.is_complete) return;
  Order& order = flight.unit.order;
  if (++flight.losses > 1) {
    give_up_on(flight, reason);
    if (flight.is_complete) return;
  }
  order.careful = 1;
  order.resume_input = flight.resume.input;
  order.resume_offset = flight.resume.offset;
  flight.is_resumed = true;
  WorkerPool::Worker& worker = pool_->workers()[flight.worker];
  if (worker.is_alive()) {
    pool_->send(worker, flight.unit);
  } else {
    flight.is_local = true;
  }
}

// Lost twice: says so in place of the records. Of a batch only the file at
// which it happened is given up.
void Coordinator::give_up_on(UnitInFlight& flight, const std::string& reason) {
  const Order& order = flight.unit.order;
  const bool is_batch = order.kind == UnitKind::batch;
  const ByteOffset from = is_batch
                              ? flight.resume.offset
                              : std::max(order.begin, flight.resume.offset);
  Frame lost{.type = FrameType::problem,
             .unit = order.unit,
             .input = flight.resume.input,
             .offset = from,
             .problem_kind = static_cast<std::uint32_t>(Problem::Kind::lost)};
  append_frame(flight.left, lost,
               is_batch ? reason + ", twice; the rest of the file is skipped"
                        : fmt::format("{}, twice; bytes {} to {} are skipped",
                                      reason, from, order.end));
  flight.losses = 0;
  ++flight.resume.input;
  flight.resume.offset = flight.resume.unfinished_bytes = 0;
  if (!is_batch || flight.resume.input == order.input_count) {
    append_frame(flight.left, {.type = FrameType::unit_end, .unit = order.unit},
                 {});
    flight.is_complete = true;
  }
}

}  // namespace

SearchSummary search(const Query& query, const InputSelection& selection,
                     const SearchOptions& options, Formatter& formatter,
                     Receiver& receiver) {
  return Coordinator(query, selection, options, formatter, receiver).run();
}

SearchSummary search(const Query& query, const InputSelection& selection,
                     const SearchOptions& options, Sink& sink) {
  SinkDoor door(sink, query.encoding);
  return search(query, selection, options, door.formatter(), door.receiver());
}

}  // namespace trawl
