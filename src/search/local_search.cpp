// SPDX-License-Identifier: MIT
#include "search/local_search.h"

#include "query/bulk_set.h"

namespace trawl {
namespace {

// Compiling Hyperscan costs more than scanning so little with PCRE2, unless it
// would have to scan for very many patterns.
constexpr ByteCount kNoBulkWork = 256 * 1024;

int descriptor_of(const WorkUnit& unit) {
  return unit.file ? unit.file->get() : -1;
}

}  // namespace

LocalSearch::LocalSearch(Stages& stages)
    : stages_(stages),
      channel_([this](const FrameView& frame) { take(frame); },
               [this] { stages_.flush(); }) {
  stages_.merge.set_print_tail(
      [this](const WorkUnit& unit, const ResumePoint& tail, RecordCount count) {
        return print_tail(unit, tail, count);
      });
}

void LocalSearch::scan(const WorkUnit& unit) {
  if (!scanner_ && (unit.weight > kNoBulkWork ||
                    stages_.query.patterns.size() > BulkSet::kMostWithout)) {
    stages_.prepare_for_bulk();
  }
  search(unit);
}

// A scanner made before all is compiled would go without it for good.
void LocalSearch::scan_for_few(const WorkUnit& unit) {
  search(unit);
  scanner_.reset();
}

void LocalSearch::search(const WorkUnit& unit) {
  if (unit.order.kind == UnitKind::notice || stages_.sink->is_finished(unit)) {
    stages_.pass_over_part(unit.order);
    stages_.sink->end_unit(unit);
    return;
  }
  unit_ = &unit;
  scanner().set_starts(unit.record_starts);
  Order order = unit.order;
  stages_.tell_begin(order);
  scanner().scan(order, split_paths(unit.paths), descriptor_of(unit));
  stages_.flush();
}

void LocalSearch::take(const FrameView& frame) {
  stages_.merge_frame(*unit_, frame);
}

UnitScanner& LocalSearch::scanner() {
  if (!scanner_) {
    writer_ = std::make_unique<ResultWriter>(
        channel_,
        ResultWriter::Options{stages_.rules.needs_frame_per_record()});
    UnitScanner::Setting setting = stages_.scanner_setting(*writer_);
    setting.on_step = [this] { stages_.pulse(); };
    scanner_ = std::make_unique<UnitScanner>(setting);
  }
  return *scanner_;
}

RecordCount LocalSearch::print_tail(const WorkUnit& unit,
                                    const ResumePoint& tail,
                                    RecordCount count) {
  // A writer of its own: the local one may be in the middle of this unit.
  LocalChannel channel(
      [&](const FrameView& frame) {
        if (frame.header.type != FrameType::unit_end) {
          stages_.merge.frame(unit, frame);
        }
      },
      [this] { stages_.flush(); });
  ResultWriter writer(channel, {.frame_per_record = true});
  UnitScanner scanner(stages_.scanner_setting(writer));
  scanner.set_starts(unit.record_starts);
  LineNumber line = unit.order.known.line;
  if (unit.order.kind == UnitKind::shard) {
    const auto known = stages_.merge.known_begin(unit.order);
    line = known ? known->line : 1;
  }
  const RecordCount lacking =
      scanner.print_tail(unit.order, split_paths(unit.paths),
                         descriptor_of(unit), tail, count, line);
  stages_.flush();  // before the channel's memory goes
  return lacking;
}

}  // namespace trawl
