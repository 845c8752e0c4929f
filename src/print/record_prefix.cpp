// SPDX-License-Identifier: MIT
#include "print/record_prefix.h"

namespace trawl {
namespace {

const Paint kNoPaint;

const Paint& paint_of(const PrintOptions& options, Paint ColorScheme::*paint) {
  return options.colors ? (*options.colors).*paint : kNoPaint;
}

}  // namespace

std::string_view printed_path(const InputInfo& input,
                              const PrintOptions& options) {
  return input.standard_input ? options.standard_input_name : input.path;
}

void append_path(const InputInfo& input, const PrintOptions& options,
                 OutputBuffer& out) {
  const Paint& paint = paint_of(options, &ColorScheme::file_name);
  out.append(paint.on);
  out.append(printed_path(input, options));
  out.append(paint.off);
}

RecordPrefix::RecordPrefix(const PrintOptions& options)
    : options_(options),
      selected_(make_pieces(':')),
      context_(make_pieces('-')) {}

RecordPrefix::Pieces RecordPrefix::make_pieces(char mark) const {
  const Paint& separator = paint_of(options_, &ColorScheme::separator);
  const Paint& line = paint_of(options_, &ColorScheme::line_number);
  const Paint& offset = paint_of(options_, &ColorScheme::byte_offset);
  Pieces pieces;
  pieces.separator = separator.on + mark + separator.off;
  pieces.after_line = line.off + pieces.separator;
  if (options_.byte_offset) pieces.after_line += offset.on;
  pieces.after_offset = offset.off + pieces.separator;
  return pieces;
}

std::string RecordPrefix::make_head(const InputInfo& input,
                                    const Pieces& pieces) const {
  std::string head;
  if (options_.file_name) {
    const Paint& paint = paint_of(options_, &ColorScheme::file_name);
    head = paint.on;
    head += printed_path(input, options_);
    head += paint.off;
    head += options_.nul_after_name ? std::string(1, '\0') : pieces.separator;
  }
  if (options_.line_number) {
    head += paint_of(options_, &ColorScheme::line_number).on;
  } else if (options_.byte_offset) {
    head += paint_of(options_, &ColorScheme::byte_offset).on;
  }
  return head;
}

void RecordPrefix::enter_input(const InputInfo& input) {
  input_index_ = input.index;
  selected_.head = make_head(input, selected_);
  context_.head = make_head(input, context_);
}

void RecordPrefix::append(const Record& record, ByteOffset offset,
                          bool is_empty, OutputBuffer& out) {
  if (record.input->index != input_index_) enter_input(*record.input);
  const Pieces& pieces =
      record.kind == Record::Kind::selected ? selected_ : context_;
  out.append(pieces.head);
  if (options_.line_number) {
    out.append_decimal(record.line_number);
    out.append(pieces.after_line);
  }
  if (options_.byte_offset) {
    out.append_decimal(offset);
    out.append(pieces.after_offset);
  }
  const bool has_prefix =
      options_.file_name || options_.line_number || options_.byte_offset;
  if (options_.initial_tab && has_prefix && !is_empty) out.append('\t');
}

}  // namespace trawl
