// SPDX-License-Identifier: MIT
// Workers in an attacker's hands write what they like into their rings: the
// coordinator stays within the rings, takes no more than is there, and merges
// what is left of it without harm, context that it reads itself included.
//
// Input: a line of options, then what a worker writes, 8 bytes that say how
// far it claims to have written, and more of both until the end. Options: the
// kind of units (0k shard, 1k block, 2k batch), 3i inputs of a batch, 2u more
// units, w two workers that write and have units in turns, and of the query a
// context, m --max-count, x --max-total, l --last, q --stop-on-nonmatch,
// t --merge-time with two inputs in turns, of which 100 times 9v bytes may
// wait. o the frames are those that lost workers left. c what is written are
// the counts of --timeline: of 5p patterns in months or years (1b, 2b), as a
// chart, CSV or JSON (0f, 1f, 2f), with a local zone (z).
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>
#include <numeric>
#include <vector>

#include "fuzz/fuzz_input.h"
#include "plan/merge_planner.h"
#include "print/timeline_receiver.h"
#include "result/frame_check.h"
#include "result/pending_output.h"
#include "search/flight_merge.h"
#include "search/local_search.h"
#include "search/stages.h"
#include "sink_door.h"
#include "support/zone_guard.h"

namespace trawl::test {
namespace {

constexpr std::size_t kSmallRingBytes =
    1000;  // frames leave a rest of any size
constexpr std::size_t kClaimBytes = sizeof(std::uint64_t);

// Of each unit; blocks begin with some for context.
constexpr ByteCount kUnitBytes = 1024;
constexpr ByteCount kContextBytes = 64;
constexpr ByteCount kFileBytes = 8 * kUnitBytes;

struct NoFormat : Formatter {
  RecordNeeds needs() const override { return {}; }
  void gap(OutputBuffer& out) override { out.append("--\n"); }
};

// Touches each byte, so that one outside of the rings shows.
struct Reader : Receiver {
  bool write(std::span<const std::string_view> pieces) override {
    for (const std::string_view piece : pieces) {
      sum = std::accumulate(piece.begin(), piece.end(), sum);
    }
    return true;
  }
  void problem(const Problem& problem) override { sum += problem.path.size(); }

  std::size_t sum = 0;
};

// Lines of 16 bytes. Never closed, as each input is tried in this process.
int text_file() {
  static const int file = [] {
    const int memory = ::memfd_create("text", 0);
    std::string text;
    while (text.size() < kFileBytes) text += "10:00:00 a line\n";
    promise(::write(memory, text.data(), text.size()) ==
                static_cast<ssize_t>(text.size()),
            "the text is written");
    return memory;
  }();
  return file;
}

Query query_of(std::string_view options) {
  Query query;
  query.patterns = {"x"};
  if (has(options, 'a')) query.context = {1, 1};
  if (has(options, 'm')) query.max_count = number_before(options, 'm', 100);
  if (has(options, 'x')) query.max_total = number_before(options, 'x', 100);
  if (has(options, 'l')) query.last = 1 + number_before(options, 'l', 100);
  if (has(options, 't')) query.time = TimeWindow{.merges_inputs = true};
  query.stop_on_nonmatch = has(options, 'q');
  return query;
}

// Units of one input, or of two in turns; a batch has inputs of its own.
class Units {
 public:
  Units(std::string_view options, BlockStore& blocks)
      : kind_(static_cast<UnitKind>(number_before(options, 'k', 2))),
        count_(1 + number_before(options, 'u', 3)),
        batch_inputs_(1 + number_before(options, 'i', 8)),
        takes_turns_(has(options, 't')),
        blocks_(blocks) {}

  std::size_t count() const { return count_; }
  static std::uint64_t number(std::size_t index) { return 7 + index; }
  std::size_t lane(std::size_t index) const {
    return takes_turns_ ? index % 2 : 0;
  }

  WorkUnit make(std::size_t index) {
    WorkUnit unit;
    Order& order = unit.order;
    order.kind = kind_;
    order.unit = number(index);
    order.first_input = lane(index);
    order.begin = (1 + index) * kUnitBytes;
    order.end = order.size = order.begin + kUnitBytes;
    unit.last_of_input = index + (takes_turns_ ? 2 : 1) >= count_;
    unit.takes_turns = takes_turns_;
    unit.weight = kUnitBytes;
    unit.paths = std::string("log") + '\0';
    if (kind_ == UnitKind::shard) set_shard(unit, index);
    if (kind_ == UnitKind::block) set_block(unit);
    if (kind_ == UnitKind::batch) set_batch(unit, index);
    return unit;
  }

 private:
  static void set_shard(WorkUnit& unit, std::size_t index) {
    unit.order.size = kFileBytes;
    unit.order.shard_size = kUnitBytes;
    unit.order.shard = 1 + index;
    unit.file = std::make_shared<FileDescriptor>(::dup(text_file()));
  }

  void set_block(WorkUnit& unit) {
    Order& order = unit.order;
    order.block_offset = order.begin - kContextBytes;
    unit.block = std::move(*blocks_.take_any());
    order.block_position = unit.block.position;
    unit.file = unit.block.file;
    const auto bytes = unit.block.bytes.first(kContextBytes + kUnitBytes);
    promise(::pread(text_file(), bytes.data(), bytes.size(), 0) ==
                static_cast<ssize_t>(bytes.size()),
            "the text is read");
  }

  void set_batch(WorkUnit& unit, std::size_t index) {
    if (!takes_turns_) {
      unit.order.first_input = index * batch_inputs_;
      unit.order.input_count = static_cast<std::uint32_t>(batch_inputs_);
    }
    unit.paths.clear();
    for (std::uint32_t i = 0; i < unit.order.input_count; ++i) {
      unit.paths += "/proc/self/fd/" + std::to_string(text_file()) + '\0';
    }
  }

  UnitKind kind_;
  std::size_t count_;
  std::size_t batch_inputs_;
  bool takes_turns_;
  BlockStore& blocks_;
};

class Coordinator {
 public:
  explicit Coordinator(std::string_view options)
      : query_(query_of(options)),
        search_options_(search_options(options)),
        stages_(query_, {}, search_options_, formatter_, reader_),
        local_(stages_),
        pool_(stages_.region, has(options, 'w') ? 2 : 1, {}),
        merge_(stages_, local_, pool_, flights_, order_sizer_) {
    for (std::size_t i = 0; i < pool_.workers().size(); ++i) {
      rings_[i] = std::make_unique<std::byte[]>(kSmallRingBytes);
      pool_.workers()[i].ring.emplace(
          areas_[i], std::span(rings_[i].get(), kSmallRingBytes), -1);
    }
    hand_out(Units(options, stages_.blocks));
  }

  // What the workers do next, in turns.
  void write(std::string_view bytes, std::uint64_t claim) {
    const std::size_t writer = turn_++ % pool_.workers().size();
    for (const char byte : bytes) {
      rings_[writer][written_[writer]++ % kSmallRingBytes] =
          static_cast<std::byte>(byte);
    }
    areas_[writer].written.store(claim);
    most_claimed_[writer] = std::max(most_claimed_[writer], claim);
    merge_.take_available();
    hand_out_left(writer);
    for (std::size_t i = 0; i < areas_.size(); ++i) {
      promise(areas_[i].read.load() <= most_claimed_[i] || is_corrupt(),
              "nothing is read that was not written");
    }
  }

  // Frames that workers left when they were lost, as WorkerRecovery keeps them. A
  // frame that may leave a gap is another worker's.
  void write_left(std::string_view bytes) {
    UnitInFlight& flight = flights_.front();
    const std::vector<char> copy(bytes.begin(), bytes.end());
    auto frames = std::as_bytes(std::span(copy));
    std::size_t span = 0;
    while (const auto frame = parse_frame(frames, span)) {
      promise(span > 0 && span <= frames.size(),
              "a frame lies in what is left");
      // The ring hands out neither of these.
      if (frame->header.type == FrameType::padding ||
          !may_follow(frame->header, flight.unit.order, flight.resume)) {
        break;
      }
      append_frame(flight.last_left(), frame->header, frame->payload);
      advance(flight.resume, frame->header);
      if (frame->header.may_leave_gap != 0) flight.left.emplace_back();
      frames = frames.subspan(span);
    }
    merge_.take_available();
  }

  bool is_done() const {
    return flights_.is_empty() || stages_.is_over() || is_corrupt();
  }

  void end() {
    stages_.merge.end_search();
    stages_.flush();
  }

 private:
  static SearchOptions search_options(std::string_view options) {
    SearchOptions search{.workers = 0};
    if (has(options, 'v')) {
      search.most_waiting = 100 * number_before(options, 'v', 9);
    }
    return search;
  }

  void hand_out(Units units) {
    for (std::size_t i = 0; i < units.count(); ++i) {
      if (stages_.time_merge && i < 2) lanes().add(Moment{});
      UnitInFlight flight;
      flight.unit = units.make(i);
      flight.worker = i % pool_.workers().size();
      pool_.workers()[flight.worker].units.push_back(flight.unit.order.unit);
      if (stages_.time_merge) {
        lanes().handed_out(units.lane(i), flight.unit.weight);
        if (flight.unit.last_of_input) lanes().set_planned(units.lane(i));
      }
      flights_.add(std::move(flight));
    }
    if (!stages_.time_merge) return;
    // What is handed out again is numbered behind these.
    while (planner().number_again() + 1 < Units::number(units.count())) {
    }
  }

  void hand_out_left(std::size_t worker) {
    UnitInFlight flight;
    while (stages_.time_merge && stages_.time_merge->next_left(flight.unit)) {
      flight.worker = worker;
      pool_.workers()[worker].units.push_back(flight.unit.order.unit);
      flights_.add(std::move(flight));
      flight = {};
    }
  }

  MergePlanner& planner() {
    return static_cast<MergePlanner&>(*stages_.planner);
  }
  MergeLanes& lanes() { return planner().lanes(); }

  bool is_corrupt() const {
    return std::ranges::any_of(pool_.workers(), [](const auto& worker) {
      return worker.ring->is_corrupt();
    });
  }

  Query query_;
  SearchOptions search_options_;
  NoFormat formatter_;
  Reader reader_;
  Stages stages_;
  LocalSearch local_;
  std::array<WorkerArea, 2> areas_{};
  std::array<std::unique_ptr<std::byte[]>, 2> rings_;
  std::array<std::uint64_t, 2> written_{};
  // What was read stays read if a worker takes its claim back.
  std::array<std::uint64_t, 2> most_claimed_{};
  std::size_t turn_ = 0;
  WorkerPool pool_;  // of workers that were never started
  UnitsInFlight flights_;
  OrderSizer order_sizer_;
  FlightMerge merge_;
};

PrintOptions timeline_options(std::string_view options) {
  PrintOptions print;
  print.mode = PrintMode::timeline;
  print.pattern_names.resize(number_before(options, 'p', 9));
  print.pattern_ids = !print.pattern_names.empty();
  const auto form = number_before(options, 'f', 2);
  print.timeline.form = static_cast<TimelineOptions::Form>(form);
  const auto bucket = number_before(options, 'b', 2);
  if (bucket > 0) print.timeline.bucket = months_long(bucket == 1 ? 1 : 12);
  return print;
}

// In pieces, as they come out of a ring.
void count_times(std::string_view options, std::string_view bytes) {
  const ZoneGuard zone(has(options, 'z') ? kCentralEurope : "UTC");
  const PrintOptions print = timeline_options(options);
  Reader reader;
  TimelineReceiver receiver(print, reader);
  try {
    for (std::size_t size = 1; !bytes.empty(); size = size * 2 + 1) {
      const std::string_view piece = bytes.substr(0, size);
      receiver.write({&piece, 1});
      bytes.remove_prefix(piece.size());
    }
  } catch (const Error&) {
    return;  // refused
  }
  SearchSummary summary;
  receiver.print(summary);
}

// Relies on all that record.h and sink.h say.
class Relying : public Sink {
 public:
  explicit Relying(std::size_t patterns) : of_pattern_(patterns) {}

  void begin_input(const InputInfo& input) override { input_ = &input; }
  bool record(const Record& record) override {
    promise(record.input != nullptr && record.input == input_,
            "a record is of an input that has begun");
    promise(record.kind == Record::Kind::selected ||
                record.kind == Record::Kind::context,
            "a record is of a kind that there is");
    sum_ = std::accumulate(record.bytes.begin(), record.bytes.end(), sum_);
    std::size_t place = 0;
    for (const Span& span : record.spans) {
      promise(place <= span.begin && span.begin <= span.end,
              "spans are in order");
      ++of_pattern_.at(span.pattern);
      place = span.end;
    }
    promise(place <= record.bytes.size(), "spans lie in the record");
    promise(record.replacements.empty() ||
                record.replacements.size() == record.spans.size(),
            "each match has its replacement");
    for (const std::string_view text : record.replacements) {
      sum_ = std::accumulate(text.begin(), text.end(), sum_);
    }
    promise(record.patterns.size() <= of_pattern_.size(),
            "a pattern comes once");
    for (const std::uint32_t pattern : record.patterns) {
      ++of_pattern_.at(pattern);
    }
    sum_ += record.offset_of(place);
    return true;
  }
  void end_input(const InputSummary& summary) override {
    sum_ += summary.input.path.size();
  }
  void problem(const Problem&) override {}

 private:
  const InputInfo* input_ = nullptr;
  std::vector<std::size_t> of_pattern_;
  std::size_t sum_ = 0;
};

// In pieces, as they come out of a ring, those of the caller in between.
void hand_out_records(std::string_view options, std::string_view bytes) {
  Query query;
  query.patterns.resize(number_before(options, 'p', 9), "x");
  if (has(options, 'e')) query.encoding = "LATIN1";
  Relying sink(query.patterns.size());
  SinkDoor door(sink, query);
  PendingOutput out;
  const std::size_t inputs = 1 + number_before(options, 'i', 8);
  const std::size_t share = bytes.size() / inputs + 1;
  InputSummary summary;
  try {
    for (std::size_t i = 0; i < inputs; ++i) {
      summary.input = {.path = "log", .index = i};
      door.formatter().begin_input(summary.input, out);
      std::string_view of_input =
          bytes.substr(std::min(i * share, bytes.size()), share);
      for (std::size_t size = 1; !of_input.empty(); size = size * 2 + 1) {
        out.add(of_input.substr(0, size));
        out.flush(door.receiver());
        of_input.remove_prefix(std::min(size, of_input.size()));
      }
      if (has(options, 't') && i > 0) {
        summary.input.index = i - 1;
        door.formatter().resume_input(summary.input, out);
      }
      door.formatter().end_input(summary, out);
    }
    out.flush(door.receiver());
  } catch (const Error&) {
    // refused
  }
}

void write_frames(std::string_view options, std::string_view bytes) {
  Coordinator coordinator(options);
  if (has(options, 'o')) coordinator.write_left(std::exchange(bytes, {}));
  while (bytes.size() >= kClaimBytes && !coordinator.is_done()) {
    std::uint64_t claim = 0;
    std::memcpy(&claim, bytes.data(), kClaimBytes);
    bytes.remove_prefix(kClaimBytes);
    const std::size_t piece = std::min(bytes.size(), kSmallRingBytes / 2);
    coordinator.write(bytes.substr(0, piece), claim);
    bytes.remove_prefix(piece);
  }
  coordinator.end();
}

}  // namespace

void try_input(std::string_view rest) {
  const std::string_view options = take_line(rest);
  if (has(options, 'c')) {
    count_times(options, rest);
  } else if (has(options, 'd')) {
    hand_out_records(options, rest);
  } else {
    write_frames(options, rest);
  }
}

}  // namespace trawl::test
