// SPDX-License-Identifier: MIT
// A block is searched in pieces. In each the patterns are divided: those of
// the bulk set go to Hyperscan, or one after the other to PCRE2 where that is
// faster (EngineChoice); PCRE2 has all the others, and those that might see
// record edges it tries on each record alone. The records of all, in order,
// are the answer.
#include "query/record_finder.h"

#include <algorithm>
#include <chrono>
#include <optional>
#include <utility>

#include "query/bulk_scanner.h"
#include "query/compiled.h"
#include "query/engine_choice.h"
#include "query/pcre2_scanner.h"
#include "query/record_conditions.h"
#include "record/block_records.h"

namespace trawl {
namespace {

// PCRE2 scans once per pattern: beyond a few, Hyperscan is never slower, unless
// there are but factors to be looked for.
constexpr std::size_t kMostForPcre2 = 4;

// With a limit, a block is not scanned much further than necessary: the first
// piece, and each behind one in which something was found, is small, and each
// next one twice as large.
constexpr std::size_t kSmallestPiece = std::size_t{4} << 10;
constexpr std::size_t kBytesPerRecord = 32;

void append_all_records(BlockRecords& records, std::size_t limit,
                        std::vector<RecordRange>& found) {
  for (std::size_t begin = 0; begin < records.block().size() && limit > 0;
       --limit) {
    found.push_back(records.from(begin));
    begin = found.back().end + 1;
  }
}

std::size_t first_piece_bytes(std::size_t limit) {
  constexpr std::size_t kMost = EngineChoice::kPieceBytes;
  if (limit >= kMost / kBytesPerRecord) return kMost;
  return std::max(kSmallestPiece, limit * kBytesPerRecord);
}

}  // namespace

struct RecordFinder::State {
  State(const Matcher::Compiled& matcher, Engine engine);

  BlockRecords take_piece(std::string_view rest, bool begins_input,
                          std::size_t bytes) const;
  void divide_patterns(const BulkSet* set);
  bool may_take_up_hyperscan() const;
  void take_up_hyperscan();
  void begin_scan();
  void scan(BlockRecords& piece, BlockEngine bulk_engine);
  void scan_bulk(BlockRecords& piece, BlockEngine engine);
  bool scan_with_hyperscan(BlockRecords& piece);
  bool scan_with_pcre2(std::span<const std::size_t> wanted, BlockRecords& piece,
                       bool ends_undecided);
  void decide_candidates(BlockRecords& piece);
  void scan_each_record(std::span<const std::size_t> wanted,
                        BlockRecords& piece, const ScanAnswer& answer);
  void decide(const BlockRecords& piece, const RecordRange& record,
              std::span<const std::size_t> wanted);
  void put_in_order();
  void apply_conditions(const BlockRecords& piece);
  void hand_over(std::size_t piece_begin, std::size_t wanted,
                 std::vector<RecordRange>& all_found,
                 std::vector<MatchFailure>& all_failures);

  const Matcher::Compiled& compiled;
  const Engine asked_for;
  RecordShape shape;
  Pcre2Scanner pcre2;
  std::optional<BulkSet> late_set;  // see take_up_hyperscan
  bool was_taken_up = false;
  std::optional<BulkScanner> bulk;
  std::optional<EngineChoice> choice;          // if there is one
  std::optional<RecordConditions> conditions;  // if there are any

  // The patterns' indices, divided by who looks for them.
  std::vector<std::size_t> in_bulk, others;

  // Of the piece at hand, by offset in it.
  std::vector<RecordRange> found;
  std::vector<MatchFailure> failures;
  bool in_order = true;  // `found` is, without repetition

  std::size_t next_piece_bytes = 0;  // at most; also in the next block

  std::vector<RecordRange> bulk_found;
  std::vector<Candidate> candidates;
};

RecordFinder::State::State(const Matcher::Compiled& matcher, Engine engine)
    : compiled(matcher),
      asked_for(engine),
      shape(matcher.terminator),
      pcre2(matcher.patterns) {
  if (compiled.has_conditions()) conditions.emplace(compiled);
  const bool has_set = compiled.bulk && engine != Engine::pcre2;
  divide_patterns(has_set ? &*compiled.bulk : nullptr);
  const bool may_choose =
      engine == Engine::automatic && !in_bulk.empty() &&
      (in_bulk.size() <= kMostForPcre2 || pcre2.have_factors_only(in_bulk));
  // Also compiles the codes, so that the first sample does not pay for it.
  const auto takes = [&](std::size_t i) { return pcre2.scans_blocks(i); };
  if (may_choose && std::all_of(in_bulk.begin(), in_bulk.end(), takes)) {
    choice.emplace();
  }
}

// The start of `rest` up to the first record's end at or after `bytes`.
BlockRecords RecordFinder::State::take_piece(std::string_view rest,
                                             bool begins_input,
                                             std::size_t bytes) const {
  BlockRecords records(rest, shape, begins_input);
  if (bytes >= rest.size()) return records;
  return records.up_to(records.around(bytes - 1));
}

void RecordFinder::State::divide_patterns(const BulkSet* set) {
  in_bulk.clear();
  others.clear();
  if (set != nullptr) bulk.emplace(*set);
  for (std::size_t i = 0; i < compiled.patterns.size(); ++i) {
    const bool taken = set != nullptr && set->roles[i] != BulkSet::Role::absent;
    (taken ? in_bulk : others).push_back(i);
  }
}

// A search of little is spared Hyperscan's compiler; but where PCRE2 gives up,
// the answer must be that of a search of more.
bool RecordFinder::State::may_take_up_hyperscan() const {
  return !compiled.bulk_was_tried && !was_taken_up &&
         asked_for != Engine::pcre2;
}

void RecordFinder::State::take_up_hyperscan() {
  was_taken_up = true;
  late_set = BulkSet::compile(compiled.patterns, 0);
  if (late_set) divide_patterns(&*late_set);
}

void RecordFinder::State::begin_scan() {
  found.clear();
  failures.clear();
  in_order = true;
}

void RecordFinder::State::scan(BlockRecords& piece, BlockEngine bulk_engine) {
  begin_scan();
  if (compiled.matches_all) {
    append_all_records(piece, piece.block().size(), found);
  } else {
    if (!in_bulk.empty()) scan_bulk(piece, bulk_engine);
    const bool may_ask = may_take_up_hyperscan();
    if (!others.empty() && !scan_with_pcre2(others, piece, may_ask) &&
        may_ask) {
      take_up_hyperscan();
      return scan(piece, BlockEngine::hyperscan);
    }
    put_in_order();
  }
  if (conditions) apply_conditions(piece);
}

// Where PCRE2 gives up on a record, Hyperscan may know: so that the answer does
// not depend on the choice, it is asked. At the first such record, for all of
// them may be such.
void RecordFinder::State::scan_bulk(BlockRecords& piece, BlockEngine engine) {
  if (engine == BlockEngine::pcre2) {
    if (scan_with_pcre2(in_bulk, piece, true)) return;
    begin_scan();
  }
  if (!scan_with_hyperscan(piece)) scan_with_pcre2(in_bulk, piece, false);
}

bool RecordFinder::State::scan_with_hyperscan(BlockRecords& piece) {
  if (!BulkScanner::takes(piece.block().size())) return false;
  if (!bulk->scan(piece, bulk_found, candidates)) return false;
  found.swap(bulk_found);
  decide_candidates(piece);
  return true;
}

// Candidates come ordered by record, and those of found records are decided.
void RecordFinder::State::decide_candidates(BlockRecords& piece) {
  const std::size_t sure = found.size();
  std::size_t next = 0;
  std::vector<std::size_t> wanted;
  for (std::size_t i = 0; i < candidates.size();) {
    const RecordRange record = candidates[i].record;
    wanted.clear();
    for (; i < candidates.size() && candidates[i].record == record; ++i) {
      wanted.push_back(candidates[i].pattern);
    }
    while (next < sure && found[next].begin < record.begin) ++next;
    if (next < sure && found[next] == record) continue;
    decide(piece, record, wanted);
  }
  if (sure > 0 && found.size() > sure) in_order = false;
}

// Tries the patterns on the record alone until one matches.
void RecordFinder::State::decide(const BlockRecords& piece,
                                 const RecordRange& record,
                                 std::span<const std::size_t> wanted) {
  const std::string_view bytes = compiled.matched_part(piece.text(record));
  int error = 0;
  for (const std::size_t pattern : wanted) {
    const Pcre2Match match = pcre2.match_record(pattern, bytes);
    if (match.outcome == Pcre2Match::Outcome::match) {
      found.push_back(record);
      return;
    }
    if (match.outcome == Pcre2Match::Outcome::undecided) error = match.error;
  }
  if (error != 0) failures.push_back({record, pcre2_failure_text(error)});
}

// False if a record could not be decided.
bool RecordFinder::State::scan_with_pcre2(std::span<const std::size_t> wanted,
                                          BlockRecords& piece,
                                          bool ends_undecided) {
  if (pcre2.have_factors_only(wanted)) {
    if (!found.empty()) in_order = false;
    pcre2.scan_block_for_any(wanted, piece, found);
    return failures.empty();
  }
  const ScanAnswer answer{found, failures, ends_undecided};
  std::vector<std::size_t> one_by_one;
  for (const std::size_t pattern : wanted) {
    if (!pcre2.scans_blocks(pattern)) {
      one_by_one.push_back(pattern);
      continue;
    }
    const std::size_t before = found.size();
    pcre2.scan_block(pattern, piece, answer);
    if (answer.is_over()) return false;
    if (before > 0 && found.size() > before) in_order = false;
  }
  if (!one_by_one.empty()) scan_each_record(one_by_one, piece, answer);
  return failures.empty();
}

void RecordFinder::State::scan_each_record(std::span<const std::size_t> wanted,
                                           BlockRecords& piece,
                                           const ScanAnswer& answer) {
  put_in_order();
  const std::size_t sure = found.size();
  std::size_t next = 0;
  for (std::size_t begin = 0; begin < piece.block().size();) {
    const RecordRange record = piece.from(begin);
    begin = record.end + 1;
    if (next < sure && found[next] == record) {
      ++next;
    } else {
      decide(piece, record, wanted);
      if (answer.is_over()) return;
    }
  }
  if (sure > 0 && found.size() > sure) in_order = false;
}

void RecordFinder::State::put_in_order() {
  if (!in_order) {
    std::sort(found.begin(), found.end(), begins_before);
    found.erase(std::unique(found.begin(), found.end()), found.end());
    in_order = true;
  }
  if (failures.empty()) return;
  // What one pattern could not decide, another one may have.
  std::erase_if(failures, [&](const MatchFailure& failure) {
    return std::binary_search(found.begin(), found.end(), failure.record,
                              begins_before);
  });
  std::stable_sort(failures.begin(), failures.end(),
                   [](const MatchFailure& a, const MatchFailure& b) {
                     return a.record.begin < b.record.begin;
                   });
  const auto repeated =
      std::unique(failures.begin(), failures.end(),
                  [](const MatchFailure& a, const MatchFailure& b) {
                    return a.record == b.record;
                  });
  failures.erase(repeated, failures.end());
}

// Keeps of the records found those that meet the conditions; of the undecided,
// those that may.
void RecordFinder::State::apply_conditions(const BlockRecords& piece) {
  using Verdict = RecordConditions::Verdict;
  const auto judge = [&](const RecordRange& record) {
    return conditions->judge(compiled.matched_part(piece.text(record)));
  };
  std::erase_if(failures, [&](const MatchFailure& failure) {
    return judge(failure.record) == Verdict::failed;
  });
  std::erase_if(found, [&](const RecordRange& record) {
    const Verdict verdict = judge(record);
    if (verdict == Verdict::undecided) {
      failures.push_back({record, pcre2_failure_text(conditions->error())});
    }
    return verdict != Verdict::met;
  });
  std::ranges::sort(failures, {}, [](const MatchFailure& failure) {
    return failure.record.begin;
  });
}

void RecordFinder::State::hand_over(std::size_t piece_begin, std::size_t wanted,
                                    std::vector<RecordRange>& all_found,
                                    std::vector<MatchFailure>& all_failures) {
  // What lies behind the last record wanted is met again by the next call.
  std::size_t decided_end = std::string_view::npos;
  if (found.size() >= wanted) {
    found.resize(wanted);
    decided_end = found.back().end;
  }
  const auto in_block = [&](const RecordRange& record) {
    return RecordRange{piece_begin + record.begin, piece_begin + record.end};
  };
  for (const RecordRange& record : found) {
    all_found.push_back(in_block(record));
  }
  for (MatchFailure& failure : failures) {
    if (failure.record.begin > decided_end) break;
    all_failures.push_back(
        {in_block(failure.record), std::move(failure.reason)});
  }
}

RecordFinder::RecordFinder(const Matcher& matcher, Engine engine)
    : state_(std::make_unique<State>(matcher.compiled(), engine)) {}

RecordFinder::~RecordFinder() = default;

void RecordFinder::set_shape(const RecordShape& shape) {
  state_->shape = shape;
}

void RecordFinder::find(std::string_view block, std::size_t limit,
                        std::vector<RecordRange>& found,
                        std::vector<MatchFailure>& failures,
                        bool begins_input) {
  State& state = *state_;
  if (state.compiled.patterns.empty()) return;
  if (state.compiled.matches_all && !state.conditions) {
    BlockRecords records(block, state.shape, begins_input);
    return append_all_records(records, limit, found);
  }
  const std::size_t before = found.size();
  for (std::size_t begin = 0; begin < block.size();) {
    const std::size_t wanted = limit - (found.size() - before);
    if (wanted == 0) return;
    const EngineChoice::Order order =
        state.choice ? state.choice->next()
                     : EngineChoice::Order{BlockEngine::hyperscan,
                                           EngineChoice::kPieceBytes};
    const bool begins_piece = begin == 0 && begins_input;
    const std::size_t most_bytes =
        std::clamp(state.next_piece_bytes, first_piece_bytes(limit),
                   EngineChoice::kPieceBytes);
    BlockRecords piece =
        state.take_piece(block.substr(begin), begins_piece,
                         std::min(order.most_bytes, most_bytes));
    const std::size_t bytes = piece.block().size();
    const auto start = std::chrono::steady_clock::now();
    state.scan(piece, order.engine);
    if (state.choice) {
      state.choice->measured(order.engine, bytes,
                             std::chrono::steady_clock::now() - start);
    }
    state.hand_over(begin, wanted, found, failures);
    begin += bytes;
    state.next_piece_bytes = state.found.empty() ? 2 * most_bytes : 0;
  }
}

}  // namespace trawl
