// SPDX-License-Identifier: MIT
#include <algorithm>

#include "record/record_boundary.h"
#include "record/record_start.h"
#include "text/utf8.h"

namespace trawl {
namespace {

// A log may begin with a banner, or in the middle of a stack trace.
constexpr int kMostLines = 32;

bool is_json_object(std::string_view line) {
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line.starts_with('{') && line.ends_with('}');
}

}  // namespace

// A prefix that settles it settles it for every longer head, so that a stream
// need not be waited for.
std::optional<RecordGrouping::Rule> choose_rule(std::string_view head,
                                                bool is_all) {
  using Rule = RecordGrouping::Rule;
  is_all = is_all || head.size() > kRuleHeadBytes;
  const bool may_be_cut = head.size() > kRuleHeadBytes;
  head = head.substr(0, kRuleHeadBytes);
  if (head.starts_with(kByteOrderMark)) {
    head.remove_prefix(kByteOrderMark.size());
  }
  TimeStart time;
  std::size_t begin = 0;
  for (int line = 0; line < kMostLines && begin < head.size(); ++line) {
    const std::size_t end = record_end(head, begin, '\n');
    if (end == head.size() && (!is_all || may_be_cut)) break;
    const std::string_view text = head.substr(begin, end - begin);
    if (time.begins_record(text)) return Rule::time;
    if (line == 0 && is_json_object(text)) return Rule::line;
    if (line + 1 == kMostLines) return Rule::indent;
    begin = end + 1;
  }
  return is_all ? std::optional(Rule::indent) : std::nullopt;
}

}  // namespace trawl
