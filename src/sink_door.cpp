// SPDX-License-Identifier: MIT
#include "sink_door.h"

#include <cstring>
#include <deque>
#include <string>
#include <vector>

namespace trawl {
namespace {

// What comes next in the byte stream.
enum class Tag : char { begin_input, record, end_input };

// A record's fixed part; its spans and its bytes follow.
struct PackedRecord {
  Record::Kind kind;
  bool terminated;
  LineNumber line_number;
  ByteOffset offset;
  std::size_t span_count;
  std::size_t byte_count;
};

template <typename T>
std::string_view bytes_of(const T& value) {
  return {reinterpret_cast<const char*>(&value), sizeof value};
}

}  // namespace

// In the caller. Bytes arrive cut anywhere; whole items are taken off the
// front of what has gathered. Summaries stay in this process and are only
// marked in the stream.
class SinkDoor::Unpacker final : public Receiver {
 public:
  explicit Unpacker(Sink& sink) : sink_(sink) {}

  void will_begin(const InputInfo& input) { begun_.push_back(own(input)); }
  void will_end(const InputSummary& summary) {
    InputSummary copy = summary;
    ended_.push_back({own(summary.input), copy});
  }

  bool write(std::span<const std::string_view> pieces) override {
    for (const std::string_view piece : pieces) bytes_.append(piece);
    std::size_t at = 0;
    while (at < bytes_.size()) {
      const std::size_t used = unpack(std::string_view(bytes_).substr(at));
      if (used == 0) break;
      if (!wanted_) return false;
      at += used;
    }
    bytes_.erase(0, at);
    return true;
  }

  void problem(const Problem& problem) override { sink_.problem(problem); }

 private:
  struct OwnedInput {
    std::string path;
    InputInfo info;
  };
  struct OwnedSummary {
    OwnedInput input;
    InputSummary summary;
  };

  static OwnedInput own(const InputInfo& input) {
    return {std::string(input.path), input};
  }

  // Bytes taken; 0 if the item is not all there yet.
  std::size_t unpack(std::string_view bytes) {
    switch (static_cast<Tag>(bytes[0])) {
      case Tag::begin_input:
        input_ = std::move(begun_.front());
        input_.info.path = input_.path;
        begun_.pop_front();
        sink_.begin_input(input_.info);
        return 1;
      case Tag::end_input: {
        OwnedSummary ended = std::move(ended_.front());
        ended_.pop_front();
        ended.summary.input.path = ended.input.path;
        sink_.end_input(ended.summary);
        return 1;
      }
      case Tag::record:
        return unpack_record(bytes);
    }
    return 0;
  }

  std::size_t unpack_record(std::string_view bytes) {
    PackedRecord packed;
    const std::size_t fixed = 1 + sizeof packed;
    if (bytes.size() < fixed) return 0;
    std::memcpy(&packed, bytes.data() + 1, sizeof packed);
    const std::size_t span_bytes = packed.span_count * sizeof(Span);
    const std::size_t all = fixed + span_bytes + packed.byte_count;
    if (bytes.size() < all) return 0;
    spans_.resize(packed.span_count);
    if (span_bytes > 0) {
      std::memcpy(spans_.data(), bytes.data() + fixed, span_bytes);
    }
    wanted_ = sink_.record(
        {.kind = packed.kind,
         .input = &input_.info,
         .line_number = packed.line_number,
         .offset = packed.offset,
         .bytes = bytes.substr(fixed + span_bytes, packed.byte_count),
         .terminated = packed.terminated,
         .spans = spans_});
    return all;
  }

  Sink& sink_;
  std::deque<OwnedInput> begun_;
  std::deque<OwnedSummary> ended_;
  OwnedInput input_;
  std::string bytes_;
  std::vector<Span> spans_;
  bool wanted_ = true;
};

// record() runs in the workers, the rest in the caller.
class SinkDoor::Packer final : public Formatter {
 public:
  explicit Packer(Unpacker& unpacker) : unpacker_(unpacker) {}

  RecordNeeds needs() const override {
    return {.records = true, .line_numbers = true, .spans = true};
  }

  void record(const Record& record, OutputBuffer& out) override {
    PackedRecord packed;
    std::memset(&packed, 0, sizeof packed);  // padding is output, too
    packed.kind = record.kind;
    packed.terminated = record.terminated;
    packed.line_number = record.line_number;
    packed.offset = record.offset;
    packed.span_count = record.spans.size();
    packed.byte_count = record.bytes.size();
    out.append(static_cast<char>(Tag::record));
    out.append(bytes_of(packed));
    out.append({reinterpret_cast<const char*>(record.spans.data()),
                record.spans.size_bytes()});
    out.append(record.bytes);
  }

  void begin_input(const InputInfo& input, OutputBuffer& out) override {
    unpacker_.will_begin(input);
    out.append(static_cast<char>(Tag::begin_input));
  }

  void end_input(const InputSummary& summary, OutputBuffer& out) override {
    unpacker_.will_end(summary);
    out.append(static_cast<char>(Tag::end_input));
  }

 private:
  Unpacker& unpacker_;
};

SinkDoor::SinkDoor(Sink& sink)
    : unpacker_(std::make_unique<Unpacker>(sink)),
      packer_(std::make_unique<Packer>(*unpacker_)) {}

SinkDoor::~SinkDoor() = default;

Formatter& SinkDoor::formatter() { return *packer_; }
Receiver& SinkDoor::receiver() { return *unpacker_; }

}  // namespace trawl
