// SPDX-License-Identifier: MIT
#include "print/record_edit.h"

#include <algorithm>

namespace trawl {
namespace {

// As ripgrep's --trim: of ASCII only.
std::size_t leading_space(std::string_view text) {
  return std::min(text.find_first_not_of(" \t\n\v\f\r"), text.size());
}

std::string_view matched_text(const Record& record, const Span& span) {
  return record.bytes.substr(span.begin, span.end - span.begin);
}

}  // namespace

ShownRecord RecordEdit::edit(const Record& record) {
  ShownRecord shown{record.bytes, record.spans};
  if (!record.replacements.empty()) shown = replace(record);
  const std::size_t begin = trims_ ? leading_space(shown.text) : 0;
  std::size_t end = shown.text.size();
  if (hides_return_ && end > begin && shown.text[end - 1] == '\r') --end;
  if (begin > 0 || end < shown.text.size()) {
    trimmed_ = clip_matches(shown.matches, begin, end);
    shown = {shown.text.substr(begin, end - begin), trimmed_};
  }
  return shown;
}

ShownRecord RecordEdit::replace(const Record& record) {
  text_.clear();
  replaced_.clear();
  std::size_t done = 0;
  for (std::size_t i = 0; i < record.spans.size(); ++i) {
    const Span& span = record.spans[i];
    text_ += record.bytes.substr(done, span.begin - done);
    const std::size_t begin = text_.size();
    text_ += record.replacements[i];
    replaced_.push_back({begin, text_.size(), span.pattern});
    done = span.end;
  }
  text_ += record.bytes.substr(done);
  return {text_, replaced_};
}

std::string_view RecordEdit::edit_match(const Record& record,
                                        std::size_t index) const {
  const Span& span = record.spans[index];
  const bool is_replaced = !record.replacements.empty();
  std::string_view text =
      is_replaced ? record.replacements[index] : matched_text(record, span);
  const bool ends_line = !is_replaced && span.end == record.bytes.size();
  if (hides_return_ && ends_line) text = without_carriage_return(text);
  if (trims_) text.remove_prefix(leading_space(text));
  return text;
}

std::string_view without_carriage_return(std::string_view text) {
  if (text.ends_with('\r')) text.remove_suffix(1);
  return text;
}

std::vector<Span> clip_matches(std::span<const Span> matches, std::size_t begin,
                               std::size_t end) {
  std::vector<Span> clipped;
  for (Span span : matches) {
    span.begin = std::max(span.begin, begin);
    span.end = std::min(span.end, end);
    if (span.begin >= span.end) continue;
    clipped.push_back({span.begin - begin, span.end - begin, span.pattern});
  }
  return clipped;
}

}  // namespace trawl
