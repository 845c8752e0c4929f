// SPDX-License-Identifier: MIT
#include "print/text_printer.h"

#include <utility>

#include "print/long_record.h"

namespace trawl {
namespace {

bool changes_text(const PrintOptions& options) {
  return options.replaces || options.trim || options.max_columns > 0 ||
         options.escape_controls;
}

}  // namespace

TextPrinter::TextPrinter(PrintOptions options)
    : options_(std::move(options)),
      prefix_(options_),
      edit_(options_),
      guard_(options_),
      heading_(options_),
      changes_text_(changes_text(options_)) {
  if (options_.group_separator) gap_ = *options_.group_separator;
  if (options_.colors) {
    const ColorScheme& colors = *options_.colors;
    selected_ = {colors.selected_line, colors.selected_match};
    context_ = {colors.context_line, colors.context_match};
    if (options_.invert && colors.swap_lines_if_inverted) {
      std::swap(selected_.line, context_.line);
    }
    gap_ = colors.separator.on + gap_ + colors.separator.off;
  }
  gap_ += '\n';
}

RecordNeeds TextPrinter::needs() const {
  const bool only_matches = options_.mode == PrintMode::only_matches;
  const bool paints_matches =
      selected_.match.is_visible() || context_.match.is_visible();
  const bool needs_spans = only_matches || paints_matches || options_.column ||
                           options_.each_match || options_.replaces ||
                           options_.counts_matches;
  const bool paints = selected_.is_visible() || context_.is_visible();
  return {.line_numbers = options_.line_number,
          .spans = needs_spans,
          .pattern_ids = options_.pattern_ids,
          .verbatim =
              prefix_.is_empty() && !needs_spans && !paints && !changes_text_,
          .only_matches = only_matches && !options_.all_records};
}

const TextPrinter::Paints& TextPrinter::paints(const Record& record) const {
  return record.kind == Record::Kind::selected ? selected_ : context_;
}

// With --passthru also -o leaves out nothing but what stands beside a match.
bool TextPrinter::is_printed_whole(const Record& record) const {
  if (options_.mode != PrintMode::only_matches) return true;
  return options_.all_records && record.kind == Record::Kind::context &&
         record.spans.empty();
}

bool TextPrinter::is_too_long(std::string_view text) const {
  return options_.max_columns > 0 && text.size() > options_.max_columns;
}

void TextPrinter::begin_input(const InputInfo& input, OutputBuffer& out) {
  heading_.append(input, out);
}

void TextPrinter::resume_input(const InputInfo& input, OutputBuffer& out) {
  heading_.append(input, out);
}

void TextPrinter::record(const Record& record, OutputBuffer& out) {
  if (!is_printed_whole(record)) {
    append_matches(record, out);
  } else if (options_.each_match && !record.spans.empty()) {
    for (const Span& match : record.spans) {
      prefix_.append(record, match, out);
      append_text(record, out);
    }
  } else {
    prefix_.append(record, out);
    append_text(record, out);
  }
}

// What comes next is not to be taken for the rest of it, nor to be painted.
void TextPrinter::abandon_record(OutputBuffer& out) {
  if (options_.colors) out.append("\33[m");
  out.append(options_.terminator);
}

void TextPrinter::append_text(const Record& record, OutputBuffer& out) {
  if (changes_text_) {
    append_shown(record, out);
  } else if (options_.colors && paints(record).is_visible()) {
    append_painted({record.bytes, record.spans}, paints(record), out);
  } else {
    out.append(record.bytes);
  }
  out.append(options_.terminator);
}

void TextPrinter::append_shown(const Record& record, OutputBuffer& out) {
  const ShownRecord shown = edit_.edit(record);
  if (is_too_long(shown.text)) {
    append_long(record, shown, out);
  } else {
    append_painted(shown, paints(record), out);
  }
}

void TextPrinter::append_long(const Record& record, const ShownRecord& shown,
                              OutputBuffer& out) const {
  if (!options_.max_columns_preview) {
    out.append(omitted_record(record));
    return;
  }
  const std::size_t end = find_preview_end(shown.text, options_.max_columns);
  append_painted(
      {shown.text.substr(0, end), clip_matches(shown.matches, 0, end)},
      paints(record), out);
  if (end < shown.text.size()) out.append(omitted_rest(shown, end));
}

// A record that matches without being selected (-v with context) prints its
// matches too, marked as context; a selected one has no spans then. An empty
// match is nothing to print, unless something replaces it.
void TextPrinter::append_matches(const Record& record, OutputBuffer& out) {
  for (std::size_t i = 0; i < record.spans.size(); ++i) {
    const Span& span = record.spans[i];
    const std::string_view text = edit_.edit_match(record, i);
    if (span.begin == span.end && text.empty()) continue;
    prefix_.append(record, span, out);
    append_match(record, text, out);
    out.append(options_.terminator);
  }
}

void TextPrinter::append_match(const Record& record, std::string_view text,
                               OutputBuffer& out) const {
  const Paint& paint = paints(record).match;
  if (!is_too_long(text)) {
    append_painted_match(text, paint, out);
    return;
  }
  if (!options_.max_columns_preview) {
    out.append(omitted_match(record));
    return;
  }
  const std::size_t end = find_preview_end(text, options_.max_columns);
  append_painted_match(text.substr(0, end), paint, out);
  if (end < text.size()) out.append(omitted_rest({text, {}}, end));
}

void TextPrinter::append_painted_match(std::string_view text,
                                       const Paint& paint,
                                       OutputBuffer& out) const {
  out.append(paint.on);
  guard_.append(text, out);
  out.append(paint.off);
}

// The line colour is switched on before each piece between matches, also an
// empty one, and off only after the last: so does grep, as a match's own
// "off" resets it.
void TextPrinter::append_painted(const ShownRecord& record,
                                 const Paints& paints,
                                 OutputBuffer& out) const {
  std::size_t done = 0;
  if (paints.match.is_visible()) {
    for (const Span& span : record.matches) {
      if (span.begin == span.end) continue;
      out.append(paints.line.on);
      guard_.append(record.text.substr(done, span.begin - done), out);
      append_painted_match(
          record.text.substr(span.begin, span.end - span.begin), paints.match,
          out);
      done = span.end;
    }
  }
  append_line_tail(record.text.substr(done), paints.line, out);
}

// grep never colours the end of a CRLF line, lest the carriage return be
// separated from its newline.
void TextPrinter::append_line_tail(std::string_view text, const Paint& paint,
                                   OutputBuffer& out) const {
  const std::string_view painted = without_carriage_return(text);
  if (paint.is_visible() && !painted.empty()) {
    out.append(paint.on);
    guard_.append(painted, out);
    out.append(paint.off);
    text.remove_prefix(painted.size());
  }
  guard_.append(text, out);
}

void TextPrinter::gap(OutputBuffer& out) {
  if (heading_.separates()) return;
  if (options_.group_separator) out.append(gap_);
}

}  // namespace trawl
