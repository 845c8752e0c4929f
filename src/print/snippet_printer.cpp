// SPDX-License-Identifier: MIT
#include "print/snippet_printer.h"

#include <utility>

#include "print/record_edit.h"

namespace trawl {
namespace {

PrintOptions with_offset(PrintOptions options) {
  options.byte_offset = true;
  return options;
}

// That ends a line, as RecordEdit does.
void hide_return(SnippetCut& cut) {
  std::string_view& last = cut.after.empty() ? cut.match : cut.after;
  last = without_carriage_return(last);
}

}  // namespace

SnippetPrinter::SnippetPrinter(PrintOptions options)
    : options_(with_offset(std::move(options))),
      prefix_(options_),
      guard_(options_),
      heading_(options_) {
  if (options_.colors) {
    match_ = options_.colors->selected_match;
    const Paint& paint = options_.colors->separator;
    // Unpainted it could be the record's own; then say nothing.
    if (paint.is_visible()) ellipsis_ = paint.on + "…" + paint.off;
  }
}

void SnippetPrinter::begin_input(const InputInfo& input, OutputBuffer& out) {
  heading_.append(input, out);
}

void SnippetPrinter::resume_input(const InputInfo& input, OutputBuffer& out) {
  heading_.append(input, out);
}

void SnippetPrinter::record(const Record& record, OutputBuffer& out) {
  if (record.kind != Record::Kind::selected) return;
  for (std::size_t i = 0; i < record.spans.size(); ++i) {
    const Span& span = record.spans[i];
    SnippetCut cut = cut_snippet(record.bytes, span, options_.snippet_bytes);
    if (!record.replacements.empty()) cut.match = record.replacements[i];
    if (options_.escape_controls && !cut.cut_after) hide_return(cut);
    prefix_.append(record, span, out);
    append_snippet(cut, out);
    out.append(options_.terminator);
  }
}

void SnippetPrinter::abandon_record(OutputBuffer& out) {
  if (options_.colors) out.append("\33[m");
  out.append(options_.terminator);
}

void SnippetPrinter::append_snippet(const SnippetCut& cut,
                                    OutputBuffer& out) const {
  if (cut.cut_before) out.append(ellipsis_);
  guard_.append(cut.before, out);
  if (!cut.match.empty()) {
    out.append(match_.on);
    guard_.append(cut.match, out);
    out.append(match_.off);
  }
  guard_.append(cut.after, out);
  if (cut.cut_after) out.append(ellipsis_);
}

}  // namespace trawl
