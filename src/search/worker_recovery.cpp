// SPDX-License-Identifier: MIT
#include "search/worker_recovery.h"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <utility>
#include <vector>

#include "input/read_file.h"
#include "result/frame_check.h"
#include "scan/terminator_count.h"

namespace trawl {

namespace {

bool has_got_on(const ResumePoint& before, const ResumePoint& now) {
  return before.input != now.input || before.offset != now.offset;
}

}  // namespace

void WorkerRecovery::replace(std::size_t index) { replace(index, nullptr); }

void WorkerRecovery::replace_faulty(std::size_t index,
                                    const std::string& reason) {
  replace(index, &reason);
}

void WorkerRecovery::replace(std::size_t index, const std::string* fault) {
  WorkerPool::Worker& worker = pool_.workers()[index];
  ++stages_.merge.summary().workers_lost;
  WorkerPool::End end = pool_.reap(index);
  if (fault != nullptr) end = {.reason = *fault, .is_own_fault = true};
  keep_frames(worker);  // it writes no more
  const std::deque<std::uint64_t> owed = worker.take_units();
  for (const std::uint64_t unit : owed) complete_if_done(flights_.get(unit));
  if (UnitInFlight* lost = unit_at_work(owed)) count_loss(*lost, end);
  pool_.start(static_cast<unsigned>(index));
  for (const std::uint64_t unit : owed) try_again(flights_.get(unit));
}

// Workers take units in the order in which they were sent.
UnitInFlight* WorkerRecovery::unit_at_work(
    const std::deque<std::uint64_t>& owed) {
  for (const std::uint64_t unit : owed) {
    UnitInFlight& flight = flights_.get(unit);
    if (!flight.is_complete && !flight.is_local) return &flight;
  }
  return nullptr;
}

void WorkerRecovery::count_loss(UnitInFlight& flight,
                                const WorkerPool::End& end) {
  if (has_got_on(flight.lost_at, flight.resume)) flight.losses = {};
  flight.lost_at = flight.resume;
  flight.losses.add(end.is_own_fault);
  const bool is_dangerous = end.is_own_fault && !end.is_of_mapping;
  flight.fault = is_dangerous ? end.reason : "";
  if (flight.losses.is_final()) give_up_on(flight, end.reason + ", twice");
}

// Copies what the worker published out of its ring, to the units it is about.
void WorkerRecovery::keep_frames(WorkerPool::Worker& worker) {
  stages_.flush();
  while (const auto frame = worker.ring->next()) {
    const std::uint64_t unit = frame->header.unit;
    if (!flights_.has(unit)) continue;
    UnitInFlight& owner = flights_.get(unit);
    const bool owes =
        std::ranges::find(worker.units, unit) != worker.units.end();
    if (!owes || owner.is_complete ||
        !may_follow(frame->header, owner.unit.order, owner.resume)) {
      return;
    }
    append_frame(owner.last_left(), frame->header, frame->payload);
    advance(owner.resume, frame->header);
    owner.is_complete = frame->header.type == FrameType::unit_end;
  }
}

// Of a unit whose inputs have all ended nothing but its own end is lacking.
void WorkerRecovery::complete_if_done(UnitInFlight& flight) {
  const Order& order = flight.unit.order;
  if (flight.is_complete || flight.is_local ||
      flight.resume.input < order.input_count) {
    return;
  }
  append_frame(flight.last_left(),
               {.type = FrameType::unit_end, .unit = order.unit}, {});
  flight.is_complete = true;
}

void WorkerRecovery::try_again(UnitInFlight& flight) {
  if (flight.is_complete || flight.is_local) return;
  flight.last_left();
  flight.left.emplace_back();
  go_on_from_resume(flight);
  WorkerPool::Worker& worker = pool_.workers()[flight.worker];
  if (worker.is_alive() && pool_.send(worker, flight.unit)) return;
  if (!flight.fault.empty()) {
    give_up_on(flight, flight.fault + ", and no other could be started");
    go_on_from_resume(flight);
  }
  flight.is_local = !flight.is_complete;
}

void WorkerRecovery::go_on_from_resume(UnitInFlight& flight) {
  Order& order = flight.unit.order;
  order.careful = 1;
  order.resume = flight.resume;
}

// What lies behind a shard that is given up is numbered as ever.
std::uint64_t WorkerRecovery::terminators_in(const WorkUnit& shard) const {
  if (!stages_.rules.needs.line_numbers) return 0;
  const Order& order = shard.order;
  ReadBuffer buffer;
  ReadFile file(shard.file->get(), order.size, buffer);
  return count_terminators(file, order.begin, order.end,
                           stages_.query.terminator);
}

// Says so in place of the records. Of a batch only the file at which it
// happened is given up.
void WorkerRecovery::give_up_on(UnitInFlight& flight,
                                const std::string& reason) {
  const Order& order = flight.unit.order;
  stages_.pass_over_part(order);
  const bool is_batch = order.kind == UnitKind::batch;
  const bool is_part = order.kind == UnitKind::part;
  const ByteOffset from = is_batch
                              ? flight.resume.offset
                              : std::max(order.begin, flight.resume.offset);
  Frame lost{.type = FrameType::problem,
             .unit = order.unit,
             .input = flight.resume.input,
             .offset = from,
             .problem_kind = static_cast<std::uint32_t>(Problem::Kind::lost)};
  append_frame(flight.last_left(), lost,
               is_batch || is_part
                   ? reason + "; the rest of the file is skipped"
                   : fmt::format("{}; bytes {} to {} are skipped", reason, from,
                                 order.end));
  if (is_part || order.kind == UnitKind::shard) {
    Frame end{.type = FrameType::input_end, .unit = order.unit};
    if (is_part) {
      end.ends_input = 1;
    } else {
      end.terminators = terminators_in(flight.unit);
    }
    append_frame(flight.last_left(), end, {});
  }
  flight.losses = {};
  flight.fault.clear();
  flight.resume = {.input = flight.resume.input + 1};
  if (!is_batch || flight.resume.input == order.input_count) {
    append_frame(flight.last_left(),
                 {.type = FrameType::unit_end, .unit = order.unit}, {});
    flight.is_complete = true;
  }
}

}  // namespace trawl
