// SPDX-License-Identifier: MIT
#include "support/naive_records.h"

#include <algorithm>

namespace trawl::test {

std::vector<NaiveRecord> naive_records(
    std::string_view text, std::size_t most_bytes,
    const std::function<bool(std::string_view)>& begins_record) {
  std::vector<NaiveRecord> records;
  std::size_t start = 0;  // of the record that is not too long
  std::size_t number = 1;
  std::size_t begin = text.starts_with("\xef\xbb\xbf") ? 3 : 0;
  for (; begin < text.size(); ++number) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const bool begins =
        records.empty() || begins_record(text.substr(begin, end - begin));
    if (begins) start = begin;
    if (begins || end - start > most_bytes) {
      records.push_back({begin, end, number, begins});
    } else {
      records.back().end = end;
    }
    begin = end + 1;
  }
  return records;
}

}  // namespace trawl::test
