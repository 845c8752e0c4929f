// SPDX-License-Identifier: MIT
#include "sink_door.h"

#include <doctest/doctest.h>

#include <cstring>
#include <string>
#include <vector>

#include "result/pending_output.h"
#include "support/collecting_receiver.h"
#include "text/encoding.h"

namespace trawl::test {
namespace {

Query two_patterns() {
  Query query;
  query.patterns = {"one", "two"};
  return query;
}

// All that it is told, in words.
class Notes : public Sink {
 public:
  void begin_input(const InputInfo& input) override {
    text += "begin " + std::string(input.path) + "\n";
  }
  bool record(const Record& record) override {
    text += record.kind == Record::Kind::selected ? "selected " : "context ";
    text += std::string(record.input->path) + " " +
            std::to_string(record.input->file_size.value_or(0)) + " " +
            std::to_string(record.line_number) + " " +
            std::to_string(record.offset_of(record.bytes.size())) + " '" +
            std::string(record.bytes) + "'";
    if (!record.terminated) text += " unterminated";
    if (record.time) text += " timed";
    for (const Span& span : record.spans) {
      text += " [" + std::to_string(span.begin) + "," +
              std::to_string(span.end) + ")" + std::to_string(span.pattern);
    }
    for (const auto replacement : record.replacements) {
      text += " -> " + std::string(replacement);
    }
    for (const auto pattern : record.patterns) {
      text += " #" + std::to_string(pattern);
    }
    text += "\n";
    return --most > 0;
  }
  void end_input(const InputSummary& summary) override {
    text += "end " + std::string(summary.input.path) + " " +
            std::to_string(summary.selected) + "\n";
  }
  void problem(const Problem& problem) override {
    text += "problem " + problem.path + "\n";
  }

  std::string text;
  int most = 1000;  // records that are wanted
};

const InputInfo kInput{.path = "log", .index = 3, .file_size = 70};

Record record_of(std::string_view bytes) {
  return {.input = &kInput, .line_number = 7, .offset = 40, .bytes = bytes};
}

// The caller of a search of which the workers write what the test says.
class Searching {
 public:
  explicit Searching(const Query& query = two_patterns())
      : door_(notes_, query) {}

  void begin(const InputInfo& input = kInput) {
    door_.formatter().begin_input(input, out_);
  }
  void resume(const InputInfo& input) {
    door_.formatter().resume_input(input, out_);
  }
  void end(const InputInfo& input = kInput) {
    InputSummary summary;
    summary.input = input;
    summary.selected = 2;
    door_.formatter().end_input(summary, out_);
  }
  // What a worker makes of it.
  std::string packed(const Record& record) {
    PendingOutput worker;
    CollectingReceiver bytes;
    door_.formatter().record(record, worker);
    worker.flush(bytes);
    return bytes.text;
  }
  void add(std::string_view bytes) { out_.add(bytes); }
  void flush() { is_wanted = out_.flush(door_.receiver()); }
  void write(std::string_view bytes) {
    add(bytes);
    flush();
  }
  void write(const Record& record) { write(packed(record)); }
  void abandon() { door_.formatter().abandon_record(out_); }

  const std::string& told() const { return notes_.text; }

  bool is_wanted = true;
  Notes& notes() { return notes_; }

 private:
  Notes notes_;
  SinkDoor door_;
  PendingOutput out_;
};

// In an input that has begun.
bool is_refused(std::string_view bytes, const Query& query = two_patterns()) {
  Searching searching(query);
  searching.begin();
  try {
    searching.write(bytes);
    searching.end();
    searching.flush();
  } catch (const Error& error) {
    return std::string(error.what()).find("made no sense") != std::string::npos;
  }
  return false;
}

bool is_refused(const Record& record, const Query& query = two_patterns()) {
  return is_refused(Searching().packed(record), query);
}

constexpr std::string_view kBeginMark("\0", 1), kResumeMark("\1", 1),
    kEndMark("\3", 1);

}  // namespace

TEST_CASE("SinkDoor: ARecordComesOutAsItWentIn") {
  const std::vector<Span> spans{{0, 1, 0}, {1, 1, 1}, {2, 4, 1}};
  const std::vector<std::string_view> replacements{"x", "", "yy"};
  const std::vector<std::uint32_t> patterns{0, 1};
  Record record = record_of("abcd");
  record.kind = Record::Kind::context;
  record.terminated = false;
  record.spans = spans;
  record.replacements = replacements;
  record.patterns = patterns;
  record.time = Moment(std::chrono::seconds(5));
  Searching searching;
  searching.begin();
  searching.write(record);
  searching.write(record_of(""));
  searching.end();
  searching.flush();
  CHECK(searching.told() ==
        "begin log\n"
        "context log 70 7 44 'abcd' unterminated timed [0,1)0 [1,1)1 [2,4)1"
        " -> x ->  -> yy #0 #1\n"
        "selected log 70 7 40 ''\n"
        "end log 2\n");
}

TEST_CASE("SinkDoor: RecordsComeInPiecesOfAnySize") {
  const std::vector<Span> spans{{1, 2, 0}, {2, 5, 1}};
  const std::vector<std::string_view> replacements{"left", "right"};
  const std::vector<std::uint32_t> patterns{1};
  Record record = record_of("a record");
  record.spans = spans;
  record.replacements = replacements;
  record.patterns = patterns;
  const std::string bytes =
      Searching().packed(record) + Searching().packed(record_of("another one"));
  std::string whole;
  for (std::size_t size = bytes.size(); size > 0; --size) {
    CAPTURE(size);
    Searching searching;
    searching.begin();
    for (std::size_t at = 0; at < bytes.size(); at += size) {
      searching.write(std::string_view(bytes).substr(at, size));
    }
    searching.end();
    searching.flush();
    if (size == bytes.size()) whole = searching.told();
    CHECK(searching.told() == whole);
  }
}

TEST_CASE("SinkDoor: ALongRecordComesWhole") {
  const std::string text(8'000'000, 'x');
  const std::string bytes = Searching().packed(record_of(text));
  Searching searching;
  searching.begin();
  for (std::size_t at = 0; at < bytes.size(); at += 65536) {
    CHECK(searching.told() == (at == 0 ? "" : "begin log\n"));
    searching.write(std::string_view(bytes).substr(at, 65536));
  }
  CHECK(searching.told() ==
        "begin log\nselected log 70 7 8000040 '" + text + "'\n");
}

TEST_CASE("SinkDoor: OfARecordThatIsAbandonedNothingIsTold") {
  const std::string bytes = Searching().packed(record_of("lost"));
  Searching searching;
  searching.begin();
  searching.write(std::string_view(bytes).substr(0, 20));
  searching.abandon();
  searching.write(record_of("found"));
  CHECK(searching.told() == "begin log\nselected log 70 7 45 'found'\n");
}

TEST_CASE("SinkDoor: InputsTakeTurns") {
  const InputInfo other{.path = "other", .index = 4};
  const InputInfo empty{.path = "empty", .index = 5};
  Record of_other = record_of("b");
  of_other.input = &other;
  Searching searching;
  searching.begin();
  searching.write(record_of("a"));
  searching.begin(other);
  searching.write(of_other);
  searching.end(empty);  // of which there are no records
  searching.write(of_other);
  searching.resume(kInput);
  searching.end(other);
  searching.write(record_of("c"));
  searching.end();
  searching.flush();
  CHECK(searching.told() ==
        "begin log\nselected log 70 7 41 'a'\n"
        "begin other\nselected other 0 7 41 'b'\n"
        "end empty 2\nselected other 0 7 41 'b'\n"
        "end other 2\nselected log 70 7 41 'c'\nend log 2\n");
}

TEST_CASE("SinkDoor: ASinkThatWantsNoMoreIsToldNoMore") {
  Searching searching;
  searching.notes().most = 1;
  searching.begin();
  const std::string bytes = searching.packed(record_of("a"));
  searching.write(bytes + bytes);
  CHECK_FALSE(searching.is_wanted);
  CHECK(searching.told() == "begin log\nselected log 70 7 41 'a'\n");
}

TEST_CASE("SinkDoor: AMarkThatAWorkerForgesIsRefused") {
  for (const std::string_view mark : {kBeginMark, kResumeMark, kEndMark}) {
    CAPTURE(static_cast<int>(mark[0]));
    CHECK(is_refused(mark));
    Searching searching;
    CHECK_THROWS_AS(searching.write(mark), Error);
  }
  CHECK(is_refused("\4"));
  CHECK(is_refused("\xff"));
}

TEST_CASE("SinkDoor: AMarkForgedInFrontOfTheCallersOwnIsRefused") {
  for (const std::string_view mark : {kBeginMark, kResumeMark, kEndMark}) {
    CAPTURE(static_cast<int>(mark[0]));
    Searching searching;
    searching.begin();
    searching.add(mark);
    searching.end();
    CHECK_THROWS_AS(searching.flush(), Error);
  }
}

TEST_CASE("SinkDoor: ARecordOutsideOfAnyInputIsRefused") {
  Searching before;
  CHECK_THROWS_AS(before.write(record_of("a")), Error);
  Searching behind;
  behind.begin();
  behind.end();
  CHECK_THROWS_AS(behind.write(record_of("a")), Error);
}

TEST_CASE("SinkDoor: WhatNoRecordIsLikeIsRefused") {
  const auto with_spans = [](const std::vector<Span>& spans) {
    Record record = record_of("abcd");
    record.spans = spans;
    return is_refused(record);
  };
  CHECK_FALSE(with_spans({{0, 4, 1}}));
  CHECK_FALSE(with_spans({{4, 4, 0}}));
  CHECK(with_spans({{0, 5, 0}}));
  CHECK(with_spans({{5, 5, 0}}));
  CHECK(with_spans({{3, 2, 0}}));
  CHECK(with_spans({{0, 3, 0}, {2, 4, 0}}));
  CHECK(with_spans({{0, std::size_t{1} << 63, 0}}));
  CHECK(with_spans({{0, 4, 2}}));

  const auto with_patterns = [](const std::vector<std::uint32_t>& patterns) {
    Record record = record_of("abcd");
    record.patterns = patterns;
    return is_refused(record);
  };
  CHECK_FALSE(with_patterns({0, 1}));
  CHECK(with_patterns({2}));
  CHECK(with_patterns({1, 0}));
  CHECK(with_patterns({1, 1}));

  const std::vector<std::string_view> one_replacement{"x"};
  Record record = record_of("abcd");
  record.replacements = one_replacement;
  CHECK(is_refused(record));

  record = record_of("abcd");
  record.kind = Record::Kind{2};
  CHECK(is_refused(record));
}

TEST_CASE("SinkDoor: OnlyEncodingsOfTheSearchAreKnown") {
  const TextEncoding chosen("LATIN1", 1), marked("UTF-16LE", 2),
      unknown("LATIN1", 4);
  Query query = two_patterns();
  query.encoding = "LATIN1";
  Record record = record_of("abcd");
  record.encoding = &chosen;
  CHECK(is_refused(record));
  CHECK_FALSE(is_refused(record, query));
  record.encoding = &marked;
  CHECK_FALSE(is_refused(record));
  CHECK(is_refused(record, query));
  record.encoding = &unknown;
  CHECK(is_refused(record));
}

TEST_CASE("SinkDoor: SizesBeyondWhatIsThereAreRefusedAtTheNextMark") {
  const std::vector<Span> spans{{0, 1, 0}};
  const std::vector<std::string_view> replacements{"x"};
  const std::vector<std::uint32_t> patterns{0};
  Record record = record_of("abcd");
  record.spans = spans;
  record.replacements = replacements;
  record.patterns = patterns;
  const std::string sound = Searching().packed(record);
  CHECK_FALSE(is_refused(sound));
  // Sizes are the words that have one of these values: the records' spans,
  // replacements and patterns, its bytes, and those of its replacement.
  int sizes = 0;
  for (std::size_t at = 1; at + sizeof(std::size_t) <= sound.size(); ++at) {
    std::size_t value = 0;
    std::memcpy(&value, sound.data() + at, sizeof value);
    if (value != 1 && value != record.bytes.size()) continue;
    ++sizes;
    // The last two wrap when they are multiplied by what an element takes.
    for (const std::size_t forged :
         {value + 1000, SIZE_MAX, SIZE_MAX / 8 + 2, SIZE_MAX / 4 + 2}) {
      CAPTURE(at);
      CAPTURE(forged);
      std::string bytes = sound;
      std::memcpy(bytes.data() + at, &forged, sizeof forged);
      CHECK(is_refused(bytes));
    }
  }
  CHECK(sizes >= 5);
}

}  // namespace trawl::test
