// SPDX-License-Identifier: MIT
#include "agreement/record_collector.h"

#include "support/run_program.h"

namespace trawl::test {
namespace {

std::string described(const OwnedRecord& record) {
  std::string text =
      record.kind == Record::Kind::selected ? "selected" : "context";
  text += " line " + std::to_string(record.line_number) + " at " +
          std::to_string(record.offset) +
          (record.terminated ? " " : " (no newline) ") +
          shell_quoted(record.bytes.substr(0, 200)) + " of " + record.path +
          ", spans";
  for (const Span& span : record.spans) {
    text += " [" + std::to_string(span.begin) + ", " +
            std::to_string(span.end) + ") by " + std::to_string(span.pattern);
  }
  for (const std::string& replacement : record.replacements) {
    text += " replaced by " + shell_quoted(replacement);
  }
  text += ", patterns";
  for (const std::uint32_t pattern : record.patterns) {
    text += " " + std::to_string(pattern);
  }
  return text;
}

bool is_same(const Span& a, const Span& b) {
  return a.begin == b.begin && a.end == b.end && a.pattern == b.pattern;
}

bool is_same(const OwnedRecord& a, const OwnedRecord& b) {
  if (a.spans.size() != b.spans.size()) return false;
  for (std::size_t i = 0; i < a.spans.size(); ++i) {
    if (!is_same(a.spans[i], b.spans[i])) return false;
  }
  return a.path == b.path && a.kind == b.kind &&
         a.line_number == b.line_number && a.offset == b.offset &&
         a.bytes == b.bytes && a.terminated == b.terminated &&
         a.replacements == b.replacements && a.patterns == b.patterns;
}

std::string described(const std::vector<OwnedRecord>& records,
                      std::size_t index) {
  return index < records.size() ? described(records[index]) : "nothing";
}

}  // namespace

bool RecordCollector::record(const Record& record) {
  records_.push_back(
      {.path = std::string(record.input->path),
       .kind = record.kind,
       .line_number = record.line_number,
       .offset = record.offset,
       .bytes = std::string(record.bytes),
       .terminated = record.terminated,
       .spans = {record.spans.begin(), record.spans.end()},
       .replacements = {record.replacements.begin(), record.replacements.end()},
       .patterns = {record.patterns.begin(), record.patterns.end()}});
  return true;
}

void RecordCollector::problem(const Problem& problem) {
  problems_.push_back(problem.path + ": " + problem.reason);
  has_given_up_ |= problem.kind == Problem::Kind::gave_up;
}

std::string first_difference(const NaiveAnswer& expected,
                             const std::vector<OwnedRecord>& actual) {
  std::size_t i = 0;
  while (i < expected.records.size() && i < actual.size() &&
         is_same(expected.records[i], actual[i])) {
    ++i;
  }
  if (i == expected.records.size() && i == actual.size()) return "";
  return "record " + std::to_string(i) + ": expected " +
         described(expected.records, i) + "\n  but got " + described(actual, i);
}

}  // namespace trawl::test
