// SPDX-License-Identifier: MIT
#include "print/json_printer.h"

#include <fmt/format.h>

#include "print/json_stats.h"
#include "print/record_prefix.h"
#include "print/string_output.h"

namespace trawl {
namespace {

std::string_view part(const Record& record, const Span& span) {
  return record.bytes.substr(span.begin, span.end - span.begin);
}

}  // namespace

JsonPrinter::JsonPrinter(const PrintOptions& options)
    : escapes_(options.escape_controls ? JsonEscapes::terminal
                                       : JsonEscapes::needed),
      terminator_(1, options.terminator),
      options_(options) {}

void JsonPrinter::append_path(const InputInfo& input, OutputBuffer& out) const {
  append_json_bytes(input.standard_input ? "<stdin>" : input.path, {}, escapes_,
                    out);
}

std::string JsonPrinter::record_head(std::string_view type,
                                     const InputInfo& input) const {
  StringOutput head;
  head.append(fmt::format(R"({{"type":"{}","data":{{"path":)", type));
  append_path(input, head);
  head.append(R"(,"lines":)");
  return head.take();
}

void JsonPrinter::append_spans(const Record& record, OutputBuffer& out) const {
  out.append(R"(,"submatches":[)");
  for (std::size_t i = 0; i < record.spans.size(); ++i) {
    if (i > 0) out.append(',');
    append_span(record, i, out);
  }
  out.append(']');
}

void JsonPrinter::append_span(const Record& record, std::size_t index,
                              OutputBuffer& out) const {
  const Span& span = record.spans[index];
  out.append(R"({"match":)");
  append_json_bytes(part(record, span), {}, escapes_, out);
  if (!record.replacements.empty()) {
    out.append(R"(,"replacement":)");
    append_json_bytes(record.replacements[index], {}, escapes_, out);
  }
  out.append(R"(,"start":)");
  out.append_decimal(span.begin);
  out.append(R"(,"end":)");
  out.append_decimal(span.end);
  if (options_.pattern_ids) {
    out.append(R"(,"pattern_id":)");
    out.append(json_string(pattern_name(span.pattern, options_)));
  }
  out.append('}');
}

void JsonPrinter::append_patterns(const Record& record,
                                  OutputBuffer& out) const {
  out.append(R"(,"pattern_ids":[)");
  std::string_view separator;
  for (const std::uint32_t pattern : record.patterns) {
    out.append(separator);
    out.append(json_string(pattern_name(pattern, options_)));
    separator = ",";
  }
  out.append(']');
}

void JsonPrinter::enter_input(const InputInfo& input) {
  input_index_ = input.index;
  heads_ = {record_head("match", input), record_head("context", input)};
}

void JsonPrinter::record(const Record& record, OutputBuffer& out) {
  if (record.input->index != input_index_) enter_input(*record.input);
  const bool selected = record.kind == Record::Kind::selected;
  out.append(selected ? heads_.match : heads_.context);
  append_json_bytes(record.bytes,
                    record.terminated ? terminator_ : std::string_view(),
                    escapes_, out);
  out.append(R"(,"line_number":)");
  if (record.line_number > 0) {
    out.append_decimal(record.line_number);
  } else {
    out.append("null");
  }
  out.append(R"(,"absolute_offset":)");
  out.append_decimal(record.offset);
  append_spans(record, out);
  if (options_.pattern_ids) append_patterns(record, out);
  out.append("}}\n");
}

void JsonPrinter::begin_input(const InputInfo& input, OutputBuffer& out) {
  begun_.insert(input.index);
  out.append(R"({"type":"begin","data":{"path":)");
  append_path(input, out);
  out.append("}}\n");
}

void JsonPrinter::end_input(const InputSummary& summary, OutputBuffer& out) {
  if (begun_.erase(summary.input.index) == 0) return;
  bytes_printed_ += summary.bytes_written;
  out.append(R"({"type":"end","data":{"path":)");
  append_path(summary.input, out);
  out.append(R"(,"binary_offset":)");
  if (summary.binary_offset) {
    out.append_decimal(*summary.binary_offset);
  } else {
    out.append("null");
  }
  if (summary.compressed_size) {
    out.append(R"(,"compressed_size":)");
    out.append_decimal(*summary.compressed_size);
  }
  out.append(R"(,"stats":)");
  out.append(end_stats({.elapsed = summary.elapsed,
                        .searches = 1,
                        .searches_with_match = summary.selected > 0 ? 1U : 0U,
                        .bytes_searched = summary.bytes_searched,
                        .bytes_printed = summary.bytes_written,
                        .matched_lines = summary.selected,
                        .matches = summary.matches}));
  out.append("}}\n");
}

void JsonPrinter::end_search(const SearchSummary& summary, OutputBuffer& out) {
  out.append(json_summary(summary, bytes_printed_));
}

}  // namespace trawl
