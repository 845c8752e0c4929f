// SPDX-License-Identifier: MIT
#include "search/worker_search.h"

#include <poll.h>

#include <algorithm>
#include <limits>
#include <utility>

#include "worker/worker_loop.h"

namespace trawl {
namespace {

// Orders a worker holds: one at work, one to go on with, one more because the
// merge waits for the slowest.
constexpr std::size_t kOrdersInFlight = 3;

// How long the coordinator sleeps while output trickles in below the bell.
constexpr int kPollMilliseconds = 20;

// Whether it is what shards_behind() makes of the one before.
bool follows(const Order& shard, const Order& before) {
  return shard.kind == UnitKind::shard && shard.unit == before.unit + 1 &&
         shard.shard == before.shard + 1 &&
         shard.first_shard == before.first_shard;
}

}  // namespace

WorkerSearch::WorkerSearch(Stages& stages, LocalSearch& local)
    : stages_(stages),
      pool_(stages.region, stages.worker_count,
            [this](RingProducer& channel, int order_socket,
                   std::atomic<std::uint64_t>& steps) {
              run_worker(channel, order_socket, steps);
            }),
      merge_(stages, local, pool_, flights_, order_sizer_),
      recovery_(stages, pool_, flights_),
      watchdog_(stages.region, stages.options.worker_patience) {}

bool WorkerSearch::start_workers() {
  if (stages_.worker_count == 0) return false;
  stages_.prepare_for_bulk();
  for (unsigned index = 0; index < stages_.worker_count; ++index) {
    pool_.start(index);
  }
  stages_.merge.summary().workers = pool_.started();
  return pool_.started() > 0;
}

// In the worker.
void WorkerSearch::run_worker(RingProducer& channel, int order_socket,
                              std::atomic<std::uint64_t>& steps) {
  ResultWriter writer(channel, {stages_.rules.needs_frame_per_record()});
  UnitScanner::Setting setting = stages_.scanner_setting(writer);
  setting.may_map = true;
  setting.on_step = [&steps] { steps.fetch_add(1, std::memory_order_relaxed); };
  UnitScanner scanner(setting);
  worker_loop(order_socket, scanner);
}

void WorkerSearch::run(std::deque<WorkUnit> waiting) {
  waiting_ = std::move(waiting);
  while (!stages_.is_over()) {
    hand_out();
    stages_.tell_progress();
    // Merging makes room for orders, so nobody sleeps right behind it.
    if (merge_.take_available() || stages_.is_over()) continue;
    if ((planned_all_ || stages_.has_found_first()) && flights_.is_empty()) {
      break;
    }
    sleep();
  }
  pool_.kill_all();  // what they still do is of no more use
}

void WorkerSearch::hand_out() {
  while (!stages_.is_over() && !stages_.has_found_first()) {
    WorkerPool::Worker* worker = idle_worker();
    // Without any worker left, one unit at a time is searched here.
    if (worker == nullptr && (has_worker() || !flights_.is_empty())) return;
    UnitInFlight planned;
    // What little of a stream there is can wait behind what is at work.
    const bool eager = worker == nullptr || flights_.is_empty();
    if (!next_unit(planned.unit, eager)) return;
    planned.is_local = worker == nullptr;
    if (planned.unit.order.kind == UnitKind::block) worker = worker_at_work();
    const bool is_order =
        worker != nullptr && planned.unit.order.kind != UnitKind::notice;
    UnitInFlight& flight = flights_.add(std::move(planned));
    if (is_order) give(*worker, flight);
  }
}

// False if there is none now.
bool WorkerSearch::next_unit(WorkUnit& unit, bool eager) {
  if (!waiting_.empty()) {
    unit = std::move(waiting_.front());
    waiting_.pop_front();
    return true;
  }
  const auto next = stages_.next_unit(unit, eager);
  planned_all_ = next == Planner::Next::done;
  return next == Planner::Next::unit;
}

std::vector<std::size_t> WorkerSearch::live_workers() const {
  std::vector<std::size_t> alive;
  for (std::size_t index = 0; index < pool_.workers().size(); ++index) {
    if (pool_.workers()[index].is_alive()) alive.push_back(index);
  }
  return alive;
}

bool WorkerSearch::has_worker() const {
  return std::ranges::any_of(pool_.workers(), &WorkerPool::Worker::is_alive);
}

bool WorkerSearch::takes_orders(const WorkerPool::Worker& worker) {
  return worker.is_alive() && worker.order_ends.size() < kOrdersInFlight;
}

// The live worker with the fewest units, if it should get one more order.
WorkerPool::Worker* WorkerSearch::idle_worker() {
  WorkerPool::Worker* idle = nullptr;
  for (WorkerPool::Worker& worker : pool_.workers()) {
    if (takes_orders(worker) &&
        (idle == nullptr || worker.units.size() < idle->units.size())) {
      idle = &worker;
    }
  }
  return idle;
}

// Always the same for the blocks of a stream, unless it cannot keep up: who
// writes the stream and who reads it need the cores more than a second worker
// that has nothing to do half of the time (200 MB from cat on 2 cores, medians
// of 5: 0.25 s by one worker, 0.32 s in turn by two).
WorkerPool::Worker* WorkerSearch::worker_at_work() {
  const auto found = std::ranges::find_if(pool_.workers(), takes_orders);
  return found == pool_.workers().end() ? nullptr : &*found;
}

// With as many shards behind it as the order is to hold.
void WorkerSearch::give(WorkerPool::Worker& worker, UnitInFlight& first) {
  const auto index = static_cast<std::size_t>(&worker - pool_.workers().data());
  std::vector<UnitInFlight*> given{&first};
  const std::uint64_t most = shards_in_order(first.unit.order);
  WorkUnit next;
  while (given.size() < most && next_unit(next, false)) {
    if (!follows(next.order, given.back()->unit.order)) {
      waiting_.push_front(std::move(next));
      break;
    }
    UnitInFlight flight;
    flight.unit = std::move(next);
    given.push_back(&flights_.add(std::move(flight)));
  }
  for (UnitInFlight* flight : given) {
    stages_.tell_begin(flight->unit.order);
    flight->worker = index;
  }
  // A worker that died is noticed in sleep(), with these units among its own;
  // one that has no room, as where the system gives little to sockets, never
  // gets them.
  const bool is_sent =
      pool_.send(worker, first.unit, static_cast<std::uint32_t>(given.size()));
  for (UnitInFlight* flight : given) flight->is_local = !is_sent;
}

// Not so many that others have nothing to do at the end of the file.
std::uint64_t WorkerSearch::shards_in_order(const Order& order) const {
  if (order.kind != UnitKind::shard) return 1;
  const ByteCount fair = stages_.planner->known_weight() /
                         (2 * std::max(stages_.worker_count, 1U));
  return std::min<ByteCount>(order_sizer_.shards(),
                             1 + fair / order.shard_size);
}

// Only the unit whose turn it is lets the merge go on, if it is not that any
// record ends the search.
std::uint64_t WorkerSearch::wakes_before() const {
  if (stages_.options.stop_at_first) {
    return std::numeric_limits<std::uint64_t>::max();
  }
  return flights_.is_empty() ? 0 : flights_.front().unit.order.unit + 1;
}

void WorkerSearch::sleep() {
  auto& control = stages_.region.control();
  control.wakes_before.store(wakes_before());
  const bool news = merge_.has_news();
  const std::vector<std::size_t> alive = live_workers();
  std::vector<pollfd> waits;
  for (const std::size_t index : alive) {
    waits.push_back({pool_.workers()[index].socket.get(), POLLIN, 0});
  }
  // Without any worker left, what comes is searched here.
  const bool reads =
      !planned_all_ && (alive.empty() || idle_worker() != nullptr);
  if (reads) stages_.planner->append_waits(waits);
  const int patience = flights_.is_empty()
                           ? stages_.progress.poll_milliseconds(
                                 stages_.planner->wait_milliseconds())
                           : kPollMilliseconds;
  stages_.wait(waits, news ? 0 : patience);
  control.wakes_before.store(0);
  for (std::size_t i = 0; i < alive.size(); ++i) {
    look_after(alive[i], waits[i].revents != 0);
  }
  replace_stuck();
}

// `has_rung`: it has told something, or is gone.
void WorkerSearch::look_after(std::size_t index, bool has_rung) {
  WorkerPool::Worker& worker = pool_.workers()[index];
  const bool is_gone = has_rung && !WorkerPool::listen(worker);
  if (worker.ring->is_corrupt()) {
    recovery_.replace_faulty(index, "a worker's results made no sense");
  } else if (is_gone) {
    recovery_.replace(index);
  }
}

// Everything waits for the unit whose turn it is, so that is the one to watch.
void WorkerSearch::replace_stuck() {
  if (flights_.is_empty() || flights_.front().is_local ||
      flights_.front().is_complete || merge_.has_news()) {
    return;
  }
  const UnitInFlight& flight = flights_.front();
  const WorkerPool::Worker& worker = pool_.workers()[flight.worker];
  if (!worker.is_alive()) return;
  if (const auto reason = watchdog_.judge(flight, worker)) {
    recovery_.replace_faulty(flight.worker, *reason);
  }
}

}  // namespace trawl
