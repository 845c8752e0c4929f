// SPDX-License-Identifier: MIT
#include "sink_door.h"

#include <chrono>
#include <cstdint>
#include <cstring>
#include <deque>
#include <span>
#include <string>
#include <vector>

#include "text/encoding.h"

namespace trawl {
namespace {

// What comes next in the byte stream.
enum class Tag : char { begin_input, resume_input, record, end_input };

// A record's fixed part; its spans, the sizes of its replacements, its
// patterns, its bytes and those of the replacements follow.
struct PackedRecord {
  Record::Kind kind;
  bool terminated;
  bool has_time;
  LineNumber line_number;
  ByteOffset offset;
  std::size_t span_count;
  std::size_t replacement_count;
  std::size_t pattern_count;
  std::size_t byte_count;
  std::int64_t time_ns;  // with has_time
  TextEncoding::Number encoding;
};

template <typename T>
std::string_view bytes_of(const T& value) {
  return {reinterpret_cast<const char*>(&value), sizeof value};
}

template <typename T>
std::string_view bytes_of(std::span<const T> values) {
  return {reinterpret_cast<const char*>(values.data()), values.size_bytes()};
}

// Takes values off the front of bytes; false if they are not all there yet.
class Taker {
 public:
  explicit Taker(std::string_view bytes) : bytes_(bytes) {}

  std::size_t left() const { return bytes_.size(); }

  bool take(std::string_view& taken, std::size_t size) {
    if (bytes_.size() < size) return false;
    taken = bytes_.substr(0, size);
    bytes_.remove_prefix(size);
    return true;
  }

  template <typename T>
  bool take(T& value) {
    std::string_view taken;
    if (!take(taken, sizeof value)) return false;
    std::memcpy(&value, taken.data(), sizeof value);
    return true;
  }

  template <typename T>
  bool take(std::vector<T>& values, std::size_t count) {
    std::string_view taken;
    if (!take(taken, count * sizeof(T))) return false;
    values.resize(count);
    if (count > 0) std::memcpy(values.data(), taken.data(), taken.size());
    return true;
  }

 private:
  std::string_view bytes_;
};

}  // namespace

// In the caller. Bytes arrive cut anywhere; whole items are taken off the
// front of what has gathered. Summaries stay in this process and are only
// marked in the stream.
class SinkDoor::Unpacker final : public Receiver {
 public:
  Unpacker(Sink& sink, const std::optional<std::string>& encoding)
      : sink_(sink), encodings_(encoding) {}

  RecordNeeds sink_needs() const { return sink_.needs(); }

  // Or go on with.
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

  void forget_rest() { bytes_.clear(); }

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
        next_input();
        sink_.begin_input(input_.info);
        return 1;
      case Tag::resume_input:
        next_input();
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

  void next_input() {
    input_ = std::move(begun_.front());
    input_.info.path = input_.path;
    begun_.pop_front();
  }

  std::size_t unpack_record(std::string_view bytes) {
    PackedRecord packed;
    Taker rest(bytes.substr(1));
    if (!rest.take(packed)) return 0;
    const bool is_there = rest.take(spans_, packed.span_count) &&
                          rest.take(sizes_, packed.replacement_count) &&
                          rest.take(patterns_, packed.pattern_count);
    std::string_view text;
    if (!is_there || !rest.take(text, packed.byte_count)) return 0;
    replacements_.resize(sizes_.size());
    for (std::size_t i = 0; i < sizes_.size(); ++i) {
      if (!rest.take(replacements_[i], sizes_[i])) return 0;
    }
    wanted_ = sink_.record({.kind = packed.kind,
                            .input = &input_.info,
                            .line_number = packed.line_number,
                            .offset = packed.offset,
                            .bytes = text,
                            .terminated = packed.terminated,
                            .spans = spans_,
                            .replacements = replacements_,
                            .patterns = patterns_,
                            .time = time_of(packed),
                            .encoding = encoding_of(packed)});
    return bytes.size() - rest.left();
  }

  static std::optional<Moment> time_of(const PackedRecord& packed) {
    if (!packed.has_time) return std::nullopt;
    return Moment(std::chrono::nanoseconds(packed.time_ns));
  }

  const TextEncoding* encoding_of(const PackedRecord& packed) {
    if (packed.encoding == TextEncoding::kUtf8) return nullptr;
    return &encodings_.get(packed.encoding);
  }

  Sink& sink_;
  TextEncodings encodings_;
  std::deque<OwnedInput> begun_;
  std::deque<OwnedSummary> ended_;
  OwnedInput input_;
  std::string bytes_;
  std::vector<Span> spans_;
  std::vector<std::size_t> sizes_;
  std::vector<std::string_view> replacements_;
  std::vector<std::uint32_t> patterns_;
  bool wanted_ = true;
};

// record() runs in the workers, the rest in the caller.
class SinkDoor::Packer final : public Formatter {
 public:
  explicit Packer(Unpacker& unpacker) : unpacker_(unpacker) {}

  RecordNeeds needs() const override { return unpacker_.sink_needs(); }

  void record(const Record& record, OutputBuffer& out) override {
    PackedRecord packed;
    std::memset(&packed, 0, sizeof packed);  // padding is output, too
    packed.kind = record.kind;
    packed.terminated = record.terminated;
    packed.line_number = record.line_number;
    packed.offset = record.offset;
    packed.span_count = record.spans.size();
    packed.replacement_count = record.replacements.size();
    packed.pattern_count = record.patterns.size();
    packed.byte_count = record.bytes.size();
    packed.has_time = record.time.has_value();
    packed.time_ns = record.time.value_or(Moment()).time_since_epoch().count();
    if (record.encoding != nullptr) {
      packed.encoding = record.encoding->number();
    }
    out.append(static_cast<char>(Tag::record));
    out.append(bytes_of(packed));
    out.append(bytes_of(record.spans));
    for (const std::string_view replacement : record.replacements) {
      out.append(bytes_of(replacement.size()));
    }
    out.append(bytes_of(record.patterns));
    out.append(record.bytes);
    for (const std::string_view replacement : record.replacements) {
      out.append(replacement);
    }
  }

  // All that was written before is in the unpacker.
  void abandon_record(OutputBuffer&) override { unpacker_.forget_rest(); }

  void begin_input(const InputInfo& input, OutputBuffer& out) override {
    unpacker_.will_begin(input);
    out.append(static_cast<char>(Tag::begin_input));
  }

  void resume_input(const InputInfo& input, OutputBuffer& out) override {
    unpacker_.will_begin(input);
    out.append(static_cast<char>(Tag::resume_input));
  }

  void end_input(const InputSummary& summary, OutputBuffer& out) override {
    unpacker_.will_end(summary);
    out.append(static_cast<char>(Tag::end_input));
  }

 private:
  Unpacker& unpacker_;
};

SinkDoor::SinkDoor(Sink& sink, const std::optional<std::string>& encoding)
    : unpacker_(std::make_unique<Unpacker>(sink, encoding)),
      packer_(std::make_unique<Packer>(*unpacker_)) {}

SinkDoor::~SinkDoor() = default;

Formatter& SinkDoor::formatter() { return *packer_; }
Receiver& SinkDoor::receiver() { return *unpacker_; }

}  // namespace trawl
