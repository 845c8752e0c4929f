// SPDX-License-Identifier: MIT
#include "print/record_prefix.h"

#include "print/shown_name.h"
#include "print/string_output.h"

namespace trawl {
namespace {

const Paint kNoPaint;

// Of the largest off_t, for which grep leaves room.
constexpr std::size_t kWidestNumber = 19;

std::size_t decimal_width(std::uint64_t number) {
  std::size_t width = 1;
  for (; number >= 10; number /= 10) ++width;
  return width;
}

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
  const std::string_view path = printed_path(input, options);
  if (options.escape_controls) {
    out.append(shown_name(path));
  } else {
    out.append(path);
  }
  out.append(paint.off);
}

std::string pattern_name(std::uint32_t pattern, const PrintOptions& options) {
  const auto& names = options.pattern_names;
  return pattern < names.size() ? names[pattern] : std::to_string(pattern + 1);
}

RecordPrefix::RecordPrefix(const PrintOptions& options)
    : options_(options),
      guard_(options),
      shows_path_(options.file_name && !options.heading),
      selected_(make_style(':')),
      context_(make_style('-')) {}

bool RecordPrefix::is_empty() const {
  return !shows_path_ && !options_.line_number && !options_.column &&
         !options_.byte_offset && !options_.pattern_ids;
}

RecordPrefix::Style RecordPrefix::make_style(char mark) const {
  const Paint& paint = paint_of(options_, &ColorScheme::separator);
  const std::string separator = paint.on + mark + paint.off;
  const auto frame = [&](Paint ColorScheme::*number) {
    const Paint& color = paint_of(options_, number);
    return Frame{color.on, color.off + separator};
  };
  return {.separator = separator,
          .path = {},
          .line = frame(&ColorScheme::line_number),
          .column = frame(&ColorScheme::column),
          .offset = frame(&ColorScheme::byte_offset)};
}

std::string RecordPrefix::make_path(const InputInfo& input,
                                    const Style& style) const {
  if (!shows_path_) return {};
  StringOutput path;
  append_path(input, options_, path);
  if (options_.nul_after_name) {
    path.append('\0');
  } else {
    path.append(style.separator);
  }
  return path.take();
}

void RecordPrefix::enter_input(const InputInfo& input) {
  input_index_ = input.index;
  selected_.path = make_path(input, selected_);
  context_.path = make_path(input, context_);
  number_width_ = options_.initial_tab ? find_number_width(input) : 0;
}

// That of the largest number there can be, as in grep: the file's size, or one
// more as a line number. What is not a file may be as large as can be.
std::size_t RecordPrefix::find_number_width(const InputInfo& input) const {
  if (!input.file_size) return kWidestNumber;
  return decimal_width(*input.file_size + (options_.line_number ? 1 : 0));
}

void RecordPrefix::append_padding(std::uint64_t number,
                                  OutputBuffer& out) const {
  if (number_width_ == 0) return;
  for (std::size_t width = decimal_width(number); width < number_width_;
       ++width) {
    out.append(' ');
  }
}

void RecordPrefix::append(const Record& record, OutputBuffer& out) {
  const bool has_column = options_.column && !record.spans.empty();
  append(record,
         {.offset = record.offset,
          .column = has_column ? record.spans[0].begin + 1 : 0,
          .patterns = record.patterns,
          .is_empty = record.bytes.empty()},
         out);
}

void RecordPrefix::append(const Record& record, const Span& match,
                          OutputBuffer& out) {
  append(record,
         {.offset = record.offset_of(match.begin),
          .column = options_.column ? match.begin + 1 : 0,
          .patterns = {&match.pattern, 1}},
         out);
}

void RecordPrefix::append(const Record& record, const Piece& piece,
                          OutputBuffer& out) {
  if (record.input->index != input_index_) enter_input(*record.input);
  const Style& style =
      record.kind == Record::Kind::selected ? selected_ : context_;
  out.append(style.path);
  bool is_empty = !shows_path_;
  const auto append_number = [&](const Frame& frame, std::uint64_t number) {
    out.append(frame.before);
    append_padding(number, out);
    out.append_decimal(number);
    out.append(frame.after);
    is_empty = false;
  };
  if (options_.line_number) append_number(style.line, record.line_number);
  if (piece.column > 0) append_number(style.column, piece.column);
  if (options_.byte_offset) append_number(style.offset, piece.offset);
  if (options_.pattern_ids && !piece.patterns.empty()) {
    append_names(piece.patterns, style, out);
    is_empty = false;
  }
  if (options_.initial_tab && !is_empty && !piece.is_empty) out.append('\t');
}

void RecordPrefix::append_names(std::span<const std::uint32_t> patterns,
                                const Style& style, OutputBuffer& out) const {
  char before = '[';
  for (const std::uint32_t pattern : patterns) {
    out.append(before);
    guard_.append(pattern_name(pattern, options_), out);
    before = ',';
  }
  out.append(']');
  out.append(style.separator);
}

}  // namespace trawl
