// SPDX-License-Identifier: MIT
#include "print/text_printer.h"

#include <utility>

namespace trawl {
namespace {

// grep never colours the end of a CRLF line, lest the carriage return be
// separated from its newline.
std::string_view without_carriage_return(std::string_view text) {
  if (text.ends_with('\r')) text.remove_suffix(1);
  return text;
}

}  // namespace

TextPrinter::TextPrinter(PrintOptions options)
    : options_(std::move(options)), prefix_(options_) {
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
  return {.line_numbers = options_.line_number,
          .spans = only_matches || paints_matches || options_.count_matches,
          .only_matches = only_matches};
}

const TextPrinter::Paints& TextPrinter::paints(const Record& record) const {
  return record.kind == Record::Kind::selected ? selected_ : context_;
}

void TextPrinter::record(const Record& record, OutputBuffer& out) {
  if (options_.mode == PrintMode::only_matches) {
    append_matches(record, out);
  } else {
    append_whole(record, out);
  }
}

void TextPrinter::append_whole(const Record& record, OutputBuffer& out) {
  prefix_.append(record, record.offset, record.bytes.empty(), out);
  if (options_.colors && paints(record).is_visible()) {
    append_painted(record, paints(record), out);
  } else {
    out.append(record.bytes);
  }
  out.append('\n');
}

// A record that matches without being selected (-v with context) prints its
// matches too, marked as context; a selected one has no spans then.
void TextPrinter::append_matches(const Record& record, OutputBuffer& out) {
  const Paint& paint = paints(record).match;
  for (const Span& span : record.spans) {
    if (span.begin == span.end) continue;
    prefix_.append(record, record.offset + span.begin, false, out);
    out.append(paint.on);
    out.append(record.bytes.substr(span.begin, span.end - span.begin));
    out.append(paint.off);
    out.append('\n');
  }
}

// The line colour is switched on before each piece between matches, also an
// empty one, and off only after the last: so does grep, as a match's own
// "off" resets it.
void TextPrinter::append_painted(const Record& record, const Paints& paints,
                                 OutputBuffer& out) {
  std::size_t done = 0;
  if (paints.match.is_visible()) {
    for (const Span& span : record.spans) {
      if (span.begin == span.end) continue;
      out.append(paints.line.on);
      out.append(record.bytes.substr(done, span.begin - done));
      out.append(paints.match.on);
      out.append(record.bytes.substr(span.begin, span.end - span.begin));
      out.append(paints.match.off);
      done = span.end;
    }
  }
  std::string_view rest = record.bytes.substr(done);
  if (paints.line.is_visible()) {
    const std::string_view tail = without_carriage_return(rest);
    if (!tail.empty()) {
      out.append(paints.line.on);
      out.append(tail);
      out.append(paints.line.off);
      rest.remove_prefix(tail.size());
    }
  }
  out.append(rest);
}

void TextPrinter::gap(OutputBuffer& out) {
  if (options_.group_separator) out.append(gap_);
}

}  // namespace trawl
