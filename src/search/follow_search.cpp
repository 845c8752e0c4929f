// SPDX-License-Identifier: MIT
#include "search/follow_search.h"

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include "os/file_size.h"
#include "plan/block_order.h"
#include "plan/reader_block.h"

namespace trawl {
namespace {

// When something was read, the next look waits for this long: what many small
// writes bring is searched together. Short beside the 100 ms within which a
// line is to come out.
constexpr int kPauseMilliseconds = 10;

FollowList::Options options_of(Stages& stages) {
  return {.follow = stages.options.follow,
          .line_numbers = stages.rules.needs.line_numbers,
          .max_count = stages.query.max_count,
          .report = [&stages](const Problem& problem) {
            stages.merge.report(problem);
          }};
}

FollowRules rules_of(Stages& stages) {
  return {.encodings = stages.encodings,
          .shapes = stages.shapes,
          .decompression = stages.decompression,
          .lookback = stages.rules.lookback(),
          .time = stages.query.time ? &*stages.query.time : nullptr};
}

// What of the times of a block only those before it can tell.
void note_times(FollowedFile& file, const BlockMemory& block,
                const StreamReader::Block& ended, Order& order) {
  InputTimes& times = *file.times();
  times.note_change(file.descriptor());
  const auto size = static_cast<std::size_t>(ended.end - ended.offset);
  order.time_before = times.next_block(
      {reinterpret_cast<const char*>(block.bytes.data()), size}, ended, false);
  order.stamps = times.format();
}

}  // namespace

FollowSearch::FollowSearch(Stages& stages, const InputSelection& selection)
    : stages_(stages) {
  if (stages.options.follow == SearchOptions::Follow::no) return;
  list_ = std::make_unique<FollowList>(rules_of(stages), selection,
                                       options_of(stages));
  list_->claim(stages.inputs);
  stages.merge.add_ended(
      [this](const InputSummary& summary, bool) { list_->note_end(summary); });
}

void FollowSearch::run() {
  if (!list_) return;
  if (!stages_.is_over()) begin();
  while (!stages_.is_over() && !list_->is_empty()) {
    list_->look();
    const bool has_read = search_what_came();
    stages_.flush();
    if (stages_.is_over() || list_->is_empty()) break;
    if (has_read) {
      pause();
    } else {
      wait();
    }
  }
  if (stages_.merge.is_wanted()) stages_.merge.end_turns();
}

void FollowSearch::begin() {
  list_->begin([this](std::uint64_t input) {
    return stages_.merge.terminators(input).value_or(0);
  });
  next_unit_ = stages_.planner->next_unit();
  list_->drop_ended();
  stages_.prepare_for_bulk();
  local_ = std::make_unique<LocalSearch>(stages_);
  stages_.explanation.following(!list_->must_poll());
}

// True if something had come. First of what is known; files that are new, of
// which there may be several of a log, come in the order in which they were
// last changed.
bool FollowSearch::search_what_came() {
  bool has_read = false;
  std::multimap<std::chrono::nanoseconds, FollowedName*> with_new;
  for (FollowedName& name : list_->names()) {
    if (stages_.is_over()) break;
    has_read = search_name(name, 0) || has_read;
    if (const FollowedFile* const file = name.first_new()) {
      with_new.emplace(change_time(file->descriptor()), &name);
    }
  }
  while (!with_new.empty() && !stages_.is_over()) {
    const auto [changed, name] = *with_new.begin();
    with_new.erase(with_new.begin());
    const FollowedFile* const file = name->first_new();
    has_read = search_name(*name, 1) || has_read;
    const FollowedFile* const next = name->first_new();
    // Behind one that has to be waited for comes none.
    if (next != nullptr && next != file) {
      with_new.emplace(std::max(changed, change_time(next->descriptor())),
                       name);
    }
  }
  list_->drop_ended();
  return has_read;
}

// Of the new files no more than the first `most_new`. A file is not read before
// those that had its name are read to their ends, and the last of their
// records.
bool FollowSearch::search_name(FollowedName& name, std::size_t most_new) {
  bool has_read = false;
  for (std::size_t i = 0; i < name.files().size() && !name.is_done; ++i) {
    FollowedFile& file = *name.files()[i];
    if (file.is_new() && most_new-- == 0) break;
    while (!file.has_ended && !name.is_done && !stages_.is_over()) {
      if (!file.is_fresh && !file.is_due(FollowList::Clock::now())) break;
      if (list_->copies().hold_back(name, file)) break;
      if (!file.is_stream() && file.growing().was_cut()) {
        list_->restart(name, file);
        // A file was found that had the name before.
        if (name.files()[i].get() != &file) {
          return search_name(name, most_new) || has_read;
        }
      }
      if (!search_block(name, file)) break;
      has_read = true;
    }
    if (file.is_waiting()) break;
  }
  return has_read;
}

// False if nothing had come.
bool FollowSearch::search_block(FollowedName& name, FollowedFile& file) {
  WorkUnit unit = make_unit(name, file, read_block(file));
  const Order& order = unit.order;
  const bool has_read = order.end > order.begin;
  // The first one is searched even if it is empty: enough may have been found
  // of the file before.
  const bool is_first = !std::exchange(file.is_begun, true);
  if (has_read || is_first || file.reader().at_end()) {
    stages_.note_size(unit);
    stages_.merge.begin_unit(unit);
    local_->scan(unit);
    end_if_finished(file);
    if (file.times() && file.times()->is_past()) list_->end_past(name);
  }
  stages_.blocks.give_back(std::move(unit.block));
  return has_read;
}

// Reads until the block is full or nothing is there.
BlockMemory FollowSearch::read_block(FollowedFile& file) {
  StreamReader& reader = file.reader();
  BlockStore& store = stages_.blocks;
  BlockMemory block = begin_block(reader, store, store.take_any());
  if (reader.at_end()) return block;
  file.is_fresh = false;
  while (!file.is_stream() || reader.source().is_readable()) {
    if (reader.is_full()) {
      file.is_fresh = true;
      const bool is_done =
          reader.has_whole_record() || !enlarge_block(reader, store, block);
      if (is_done) break;
    }
    if (reader.read() != StreamReader::Read::some) {
      file.is_fresh = false;
      break;
    }
    file.last_read = FollowList::Clock::now();
  }
  if (file.is_quiet(FollowList::Clock::now())) reader.complete_lines();
  return block;
}

WorkUnit FollowSearch::make_unit(FollowedName& name, FollowedFile& file,
                                 BlockMemory block) {
  StreamReader& reader = file.reader();
  auto ended = reader.end_block(stages_.rules.needs.line_numbers);
  file.note_lines(ended, FollowList::Clock::now());
  WorkUnit unit;
  Order& order = unit.order;
  describe_block(order, ended);
  order.unit = next_unit_++;
  order.first_input = file.input();
  order.block_position = block.position;
  order.standard_input = name.path().empty() ? 1 : 0;
  order.nuls_are_local = 1;  // nobody looks again at what comes in hours
  if (file.times()) note_times(file, block, ended, order);
  if (reader.source().is_compressed()) {
    order.compressed_size = file_size(file.descriptor());
  }
  unit.paths = name.path() + '\0';
  unit.weight = ended.end - ended.begin;
  unit.file = block.file;
  unit.block = std::move(block);
  unit.last_of_input = reader.at_end();
  unit.is_followed = unit.takes_turns = !reader.at_end();
  unit.record_starts = std::move(ended.starts);
  unit.selected_before = name.selected() - file.selected;
  if (reader.at_end()) unit.problem = reader.problem(name.path(), ended.end);
  if (!unit.problem && file.turns_out_timeless(ended.end)) {
    unit.problem = timeless_problem(name.path());
  }
  return unit;
}

// Ends the input if none of its records is wanted any more.
void FollowSearch::end_if_finished(FollowedFile& file) {
  if (file.has_ended) return;
  const OrderedMerge& merge = stages_.merge;
  file.selected = merge.selected();
  if (!merge.input_is_finished() || merge.owes_context()) return;
  WorkUnit end;
  end.order.unit = next_unit_++;
  end.order.first_input = file.input();
  stages_.merge.end_unit(end);
}

void FollowSearch::pause() { stages_.wait({}, kPauseMilliseconds); }

void FollowSearch::wait() {
  std::vector<pollfd> waits;
  list_->append_waits(waits);
  stages_.wait(waits, list_->poll_milliseconds());
}

}  // namespace trawl
