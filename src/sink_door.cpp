// SPDX-License-Identifier: MIT
#include "sink_door.h"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstring>
#include <deque>
#include <functional>
#include <span>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "text/encoding.h"
#include "trawl/error.h"

namespace trawl {
namespace {

// A record's fixed part; its spans, the sizes of its replacements, its
// patterns, its bytes and those of the replacements follow.
struct PackedRecord {
  std::uint8_t kind;
  std::uint8_t terminated;
  std::uint8_t has_time;
  std::uint8_t has_file_size;
  TextEncoding::Number encoding;
  LineNumber line_number;
  ByteOffset offset;
  std::size_t span_count;
  std::size_t replacement_count;
  std::size_t pattern_count;
  std::size_t byte_count;
  std::int64_t time_ns;  // with has_time
  ByteCount file_size;   // with has_file_size
};
static_assert(std::has_unique_object_representations_v<PackedRecord>,
              "padding would be output, too");

[[noreturn]] void refuse() {
  throw Error("cannot hand out records: a worker's results made no sense");
}

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
    if (count > bytes_.size() / sizeof(T)) return false;
    std::string_view taken;
    take(taken, count * sizeof(T));
    values.resize(count);
    if (count > 0) std::memcpy(values.data(), taken.data(), taken.size());
    return true;
  }

 private:
  std::string_view bytes_;
};

}  // namespace

// What comes next in the byte stream.
enum class SinkDoor::Tag : char {
  begin_input,
  resume_input,
  record,
  end_input,
};

// In the caller. Bytes arrive cut anywhere; whole items are taken off the
// front of what has gathered. What the caller itself has to tell stays in this
// process and is only marked in the stream. A worker in an attacker's hands can
// forge both: a record that could not be the packer's is refused, and so is a
// mark without its news, as a forged one is, or leaves the caller's own.
class SinkDoor::Unpacker final : public Receiver {
 public:
  Unpacker(Sink& sink, const Query& query)
      : sink_(sink),
        encodings_(query.encoding),
        most_patterns_(query.patterns.size()) {}

  RecordNeeds sink_needs() const { return sink_.needs(); }

  // To be marked at once.
  void will_tell(Tag tag, const InputSummary& summary) {
    news_.push_back({tag, std::string(summary.input.path), summary});
  }

  bool progress(const Progress& progress) override {
    return sink_.progress(progress);
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
    if (!news_.empty()) refuse();  // a record's size reached beyond the mark
    bytes_.erase(0, at);
    return true;
  }

  void problem(const Problem& problem) override { sink_.problem(problem); }

  void forget_rest() { bytes_.clear(); }

 private:
  struct News {
    Tag tag;
    std::string path;
    InputSummary summary;  // without numbers where the input only begins
  };

  // Bytes taken; 0 if the item is not all there yet.
  std::size_t unpack(std::string_view bytes) {
    const Tag tag{bytes[0]};
    if (tag == Tag::record) return unpack_record(bytes);
    if (news_.empty() || news_.front().tag != tag) refuse();
    tell(std::move(news_.front()));
    news_.pop_front();
    return 1;
  }

  void tell(News news) {
    InputSummary& summary = news.summary;
    if (news.tag == Tag::end_input) {
      summary.input.path = news.path;
      if (summary.input.index == input_.index) is_in_input_ = false;
      return sink_.end_input(summary);
    }
    path_ = std::move(news.path);
    input_ = summary.input;
    input_.path = path_;
    is_in_input_ = true;
    if (news.tag == Tag::begin_input) sink_.begin_input(input_);
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
    if (!is_possible(packed)) refuse();
    input_.file_size = file_size_of(packed);
    wanted_ = sink_.record({.kind = Record::Kind{packed.kind},
                            .input = &input_,
                            .line_number = packed.line_number,
                            .offset = packed.offset,
                            .bytes = text,
                            .terminated = packed.terminated != 0,
                            .spans = spans_,
                            .replacements = replacements_,
                            .patterns = patterns_,
                            .time = time_of(packed),
                            .encoding = encoding_of(packed)});
    return bytes.size() - rest.left();
  }

  // Whether a sink can rely on what record.h says of the record: it may take
  // its spans and patterns for indices.
  bool is_possible(const PackedRecord& packed) const {
    const bool has_replacements =
        sizes_.empty() || sizes_.size() == spans_.size();
    if (!is_in_input_ || !has_replacements ||
        packed.kind > static_cast<std::uint8_t>(Record::Kind::context) ||
        !encodings_.has(packed.encoding)) {
      return false;
    }
    std::size_t place = 0;
    for (const Span& span : spans_) {
      if (span.begin < place || span.end < span.begin ||
          span.pattern >= most_patterns_) {
        return false;
      }
      place = span.end;
    }
    const bool is_ascending =
        std::ranges::adjacent_find(patterns_, std::greater_equal()) ==
        patterns_.end();
    return place <= packed.byte_count && is_ascending &&
           (patterns_.empty() || patterns_.back() < most_patterns_);
  }

  static std::optional<ByteCount> file_size_of(const PackedRecord& packed) {
    if (packed.has_file_size == 0) return std::nullopt;
    return packed.file_size;
  }

  static std::optional<Moment> time_of(const PackedRecord& packed) {
    if (packed.has_time == 0) return std::nullopt;
    return Moment(std::chrono::nanoseconds(packed.time_ns));
  }

  const TextEncoding* encoding_of(const PackedRecord& packed) {
    if (packed.encoding == TextEncoding::kUtf8) return nullptr;
    return &encodings_.get(packed.encoding);
  }

  Sink& sink_;
  TextEncodings encodings_;
  std::size_t most_patterns_;
  std::deque<News> news_;
  std::string path_;  // of input_
  InputInfo input_;   // of the records
  bool is_in_input_ = false;
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
    const auto& file_size = record.input->file_size;
    const auto time = record.time.value_or(Moment()).time_since_epoch();
    const PackedRecord packed{.kind = static_cast<std::uint8_t>(record.kind),
                              .terminated = record.terminated,
                              .has_time = record.time.has_value(),
                              .has_file_size = file_size.has_value(),
                              .encoding = record.encoding == nullptr
                                              ? TextEncoding::kUtf8
                                              : record.encoding->number(),
                              .line_number = record.line_number,
                              .offset = record.offset,
                              .span_count = record.spans.size(),
                              .replacement_count = record.replacements.size(),
                              .pattern_count = record.patterns.size(),
                              .byte_count = record.bytes.size(),
                              .time_ns = time.count(),
                              .file_size = file_size.value_or(0)};
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
    mark(Tag::begin_input, {.input = input}, out);
  }

  void resume_input(const InputInfo& input, OutputBuffer& out) override {
    mark(Tag::resume_input, {.input = input}, out);
  }

  void end_input(const InputSummary& summary, OutputBuffer& out) override {
    mark(Tag::end_input, summary, out);
  }

 private:
  void mark(Tag tag, const InputSummary& summary, OutputBuffer& out) {
    unpacker_.will_tell(tag, summary);
    out.append(static_cast<char>(tag));
  }

  Unpacker& unpacker_;
};

SinkDoor::SinkDoor(Sink& sink, const Query& query)
    : unpacker_(std::make_unique<Unpacker>(sink, query)),
      packer_(std::make_unique<Packer>(*unpacker_)) {}

SinkDoor::~SinkDoor() = default;

Formatter& SinkDoor::formatter() { return *packer_; }
Receiver& SinkDoor::receiver() { return *unpacker_; }

}  // namespace trawl
