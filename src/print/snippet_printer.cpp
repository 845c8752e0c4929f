// SPDX-License-Identifier: MIT
#include "print/snippet_printer.h"

#include <utility>

namespace trawl {
namespace {

PrintOptions with_offset(PrintOptions options) {
  options.byte_offset = true;
  return options;
}

}  // namespace

SnippetPrinter::SnippetPrinter(PrintOptions options)
    : options_(with_offset(std::move(options))), prefix_(options_) {
  if (options_.colors) {
    match_ = options_.colors->selected_match;
    const Paint& paint = options_.colors->separator;
    // Unpainted it could be the record's own; then say nothing.
    if (paint.is_visible()) ellipsis_ = paint.on + "…" + paint.off;
  }
}

void SnippetPrinter::record(const Record& record, OutputBuffer& out) {
  if (record.kind != Record::Kind::selected) return;
  for (const Span& span : record.spans) {
    const SnippetCut cut =
        cut_snippet(record.bytes, span, options_.snippet_bytes);
    prefix_.append(record, record.offset + span.begin, false, out);
    append_snippet(cut, out);
    out.append('\n');
  }
}

void SnippetPrinter::append_snippet(const SnippetCut& cut,
                                    OutputBuffer& out) const {
  if (cut.cut_before) out.append(ellipsis_);
  out.append(cut.before);
  if (!cut.match.empty()) {
    out.append(match_.on);
    out.append(cut.match);
    out.append(match_.off);
  }
  out.append(cut.after);
  if (cut.cut_after) out.append(ellipsis_);
}

}  // namespace trawl
