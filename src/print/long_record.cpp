// SPDX-License-Identifier: MIT
#include "print/long_record.h"

#include <fmt/format.h>

#include <algorithm>

#include "text/utf8.h"

namespace trawl {

std::string omitted_record(const Record& record) {
  if (record.spans.empty()) return omitted_match(record);
  // Also "1 matches", as in ripgrep.
  return fmt::format("[Omitted long line with {} matches]",
                     record.spans.size());
}

std::string omitted_match(const Record& record) {
  return record.kind == Record::Kind::selected ? "[Omitted long matching line]"
                                               : "[Omitted long context line]";
}

std::size_t find_preview_end(std::string_view text, ByteCount characters) {
  std::size_t end = 0;
  for (ByteCount left = characters; left > 0 && end < text.size(); --left) {
    end += std::max<std::size_t>(character_length(text.substr(end)), 1);
  }
  return end;
}

std::string omitted_rest(const ShownRecord& record, std::size_t end) {
  if (record.matches.empty()) return " [... omitted end of long line]";
  const auto more =
      std::ranges::count_if(record.matches, [&](const Span& match) {
        return match.begin >= end && match.begin < record.text.size();
      });
  return fmt::format(" [... {} more {}]", more,
                     more == 1 ? "match" : "matches");
}

}  // namespace trawl
