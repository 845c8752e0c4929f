// SPDX-License-Identifier: MIT
#include "print/record_prefix.h"

namespace trawl {
namespace {

const Paint kNoPaint;

const Paint& paint_of(const PrintOptions& options, Paint ColorScheme::*paint) {
  return options.colors ? (*options.colors).*paint : kNoPaint;
}

std::string painted(const Paint& paint, std::string_view text) {
  return paint.on + std::string(text) + paint.off;
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
      line_on_(paint_of(options, &ColorScheme::line_number).on),
      offset_on_(paint_of(options, &ColorScheme::byte_offset).on) {
  const auto make_pieces = [&](std::string_view mark) {
    Pieces pieces;
    pieces.separator =
        painted(paint_of(options, &ColorScheme::separator), mark);
    pieces.after_line =
        paint_of(options, &ColorScheme::line_number).off + pieces.separator;
    pieces.after_offset =
        paint_of(options, &ColorScheme::byte_offset).off + pieces.separator;
    return pieces;
  };
  selected_ = make_pieces(":");
  context_ = make_pieces("-");
}

void RecordPrefix::enter_input(const InputInfo& input) {
  input_index_ = input.index;
  const std::string path = painted(paint_of(options_, &ColorScheme::file_name),
                                   printed_path(input, options_));
  for (Pieces* pieces : {&selected_, &context_}) {
    pieces->path = path;
    if (options_.nul_after_name) {
      pieces->path += '\0';
    } else {
      pieces->path += pieces->separator;
    }
  }
}

void RecordPrefix::append(const Record& record, ByteOffset offset,
                          bool is_empty, OutputBuffer& out) {
  const Pieces& pieces =
      record.kind == Record::Kind::selected ? selected_ : context_;
  if (options_.file_name) {
    if (record.input->index != input_index_) enter_input(*record.input);
    out.append(pieces.path);
  }
  if (options_.line_number) {
    out.append(line_on_);
    out.append_decimal(record.line_number);
    out.append(pieces.after_line);
  }
  if (options_.byte_offset) {
    out.append(offset_on_);
    out.append_decimal(offset);
    out.append(pieces.after_offset);
  }
  const bool has_prefix =
      options_.file_name || options_.line_number || options_.byte_offset;
  if (options_.initial_tab && has_prefix && !is_empty) out.append('\t');
}

}  // namespace trawl
