// SPDX-License-Identifier: MIT
// A worker in an attacker's hands writes what it likes into its ring: the
// coordinator stays within the ring, takes no more than is there, and merges
// what is left of it without harm.
//
// Input: a line of options, then what the worker writes, 8 bytes that say how
// far it claims to have written, and more of both until the end. Options: the
// kind of unit (0k shard, 1k block, 2k batch), 3i inputs, and of the query a
// context, m --max-count, l --last, q --stop-on-nonmatch, o the frames are
// those that a lost worker left.
#include <cstring>
#include <memory>
#include <vector>

#include "fuzz/fuzz_input.h"
#include "result/frame_check.h"
#include "result/ordered_merge.h"
#include "result/result_ring.h"

namespace trawl::test {
namespace {

constexpr std::size_t kRingBytes = 1000;  // frames leave a rest of any size
constexpr std::size_t kClaimBytes = sizeof(std::uint64_t);

struct NoFormat : Formatter {
  RecordNeeds needs() const override { return {}; }
  void gap(OutputBuffer& out) override { out.append("--\n"); }
};

// Touches each byte, so that one outside of the ring shows.
struct Reader : Receiver {
  bool write(std::span<const std::string_view> pieces) override {
    for (const std::string_view piece : pieces) {
      for (const char byte : piece) sum += static_cast<unsigned char>(byte);
      bytes += piece.size();
    }
    return true;
  }
  void problem(const Problem& problem) override {
    bytes += problem.path.size();
  }

  std::size_t sum = 0, bytes = 0;
};

WorkUnit unit_of(std::string_view options) {
  WorkUnit unit;
  unit.order.kind = static_cast<UnitKind>(number_before(options, 'k', 2));
  unit.order.unit = 7;
  unit.order.end = unit.order.size = 4096;
  unit.order.input_count =
      unit.order.kind == UnitKind::batch
          ? static_cast<std::uint32_t>(1 + number_before(options, 'i', 8))
          : 1;
  for (std::uint32_t i = 0; i < unit.order.input_count; ++i) {
    unit.paths += "input" + std::to_string(i) + '\0';
  }
  return unit;
}

Query query_of(std::string_view options) {
  Query query;
  if (has(options, 'a')) query.context = {1, 1};
  if (has(options, 'm')) query.max_count = number_before(options, 'm', 100);
  if (has(options, 'l')) query.last = 1 + number_before(options, 'l', 100);
  query.stop_on_nonmatch = has(options, 'q');
  return query;
}

class Coordinator {
 public:
  explicit Coordinator(std::string_view options)
      : query_(query_of(options)),
        unit_(unit_of(options)),
        merge_(query_, formatter_, reader_),
        ring_(new std::byte[kRingBytes]()),
        consumer_(area_, {ring_.get(), kRingBytes}, -1) {
    merge_.set_print_tail([](const WorkUnit&, std::uint32_t, ByteOffset,
                             RecordCount count) { return count; });
    merge_.begin_unit(unit_);
  }

  // What the worker does next.
  void write(std::string_view bytes, std::uint64_t claim) {
    for (const char byte : bytes) {
      ring_[written_++ % kRingBytes] = static_cast<std::byte>(byte);
    }
    area_.written.store(claim);
  }

  // As FlightMerge::merge_unit().
  void take_available() {
    std::size_t taken = 0;
    while (!done_) {
      const auto frame = consumer_.next();
      if (!frame) break;
      promise(lies_in_ring(frame->payload), "a payload lies in the ring");
      taken += frame_span(frame->payload.size());
      promise(taken <= kRingBytes, "no more is taken than there can be");
      if (frame->header.unit < unit_.order.unit) continue;
      if (!may_follow(frame->header, unit_.order, resume_)) {
        consumer_.condemn();
        break;
      }
      advance(resume_, frame->header);
      done_ = merge_.frame(unit_, *frame);
    }
    merge_.flush();
    consumer_.release();
    promise(area_.read.load() <= area_.written.load() || consumer_.is_corrupt(),
            "nothing is read that was not written");
  }

  bool is_done() const { return done_ || consumer_.is_corrupt(); }

 private:
  bool lies_in_ring(std::string_view payload) const {
    const auto* begin = reinterpret_cast<const char*>(ring_.get());
    return payload.data() >= begin &&
           payload.data() + payload.size() <= begin + kRingBytes;
  }

  Query query_;
  WorkUnit unit_;
  NoFormat formatter_;
  Reader reader_;
  OrderedMerge merge_;
  WorkerArea area_{};
  std::unique_ptr<std::byte[]> ring_;
  RingConsumer consumer_;
  std::uint64_t written_ = 0;
  ResumePoint resume_;
  bool done_ = false;
};

// As FlightMerge::merge_left() and LostWorker before it: a copy of the frames.
void take_left(std::string_view options, std::string_view bytes) {
  const Query query = query_of(options);
  const WorkUnit unit = unit_of(options);
  NoFormat formatter;
  Reader reader;
  OrderedMerge merge(query, formatter, reader);
  merge.set_print_tail([](const WorkUnit&, std::uint32_t, ByteOffset,
                          RecordCount count) { return count; });
  merge.begin_unit(unit);
  ResumePoint resume;
  const std::vector<char> copy(bytes.begin(), bytes.end());
  auto frames = std::as_bytes(std::span(copy));
  std::size_t span = 0;
  while (const auto frame = parse_frame(frames, span)) {
    promise(span > 0 && span <= frames.size(), "a frame lies in what is left");
    // The ring hands out neither of these.
    if (frame->header.type == FrameType::padding ||
        !may_follow(frame->header, unit.order, resume)) {
      break;
    }
    advance(resume, frame->header);
    if (merge.frame(unit, *frame)) break;
    if (frame->header.may_leave_gap != 0) merge.resume_unit();
    frames = frames.subspan(span);
  }
  merge.flush();
}

}  // namespace
}  // namespace trawl::test

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes,
                                      std::size_t size) {
  using namespace trawl::test;
  std::string_view rest = text_of(bytes, size);
  const std::string_view options = take_line(rest);
  if (has(options, 'o')) {
    take_left(options, rest);
    return 0;
  }
  Coordinator coordinator(options);
  while (rest.size() >= kClaimBytes && !coordinator.is_done()) {
    std::uint64_t claim = 0;
    std::memcpy(&claim, rest.data(), kClaimBytes);
    rest.remove_prefix(kClaimBytes);
    const std::size_t piece = std::min(rest.size(), kRingBytes / 2);
    coordinator.write(rest.substr(0, piece), claim);
    rest.remove_prefix(piece);
    coordinator.take_available();
  }
  return 0;
}
