// SPDX-License-Identifier: MIT
#include "follow/followed_file.h"

#include <unistd.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "input/read_file.h"
#include "record/record_boundary.h"

namespace trawl {
namespace {

// First look for the records before; doubled until they are there.
constexpr ByteCount kLookBytes = 4 * 1024;

// The `count` records before `end`.
std::string records_before(int descriptor, ByteOffset end, RecordCount count,
                           char terminator) {
  if (count == 0) return {};
  std::vector<char> buffer;
  ReadFile file(descriptor, end, buffer);
  for (ByteCount step = kLookBytes;; step *= 2) {
    const ByteOffset begin = end - std::min(end, step);
    const std::string_view bytes = file.view(begin, end);
    RecordCount left = count;
    const std::size_t start = find_records_back(bytes, left, terminator);
    if (left == 0 || begin == 0) return std::string(bytes.substr(start));
  }
}

}  // namespace

void FollowedFile::read_as_stream(const FollowRules& rules) {
  reader_.emplace(TextSource(ByteSource(file_), rules.encodings),
                  rules.lookback, rules.shapes);
}

void FollowedFile::begin_search(ByteOffset end_of_records) {
  growing_ = std::make_shared<GrowingBytes>(file_, end_of_records);
}

void FollowedFile::read_from_start(const FollowRules& rules) {
  growing_ = std::make_shared<GrowingBytes>(file_, 0);
  reader_.emplace(TextSource(ByteSource(file_, growing_), rules.encodings),
                  rules.lookback, rules.shapes);
}

void FollowedFile::read_from(ByteOffset end_of_records, LineNumber line,
                             bool with_context, const FollowRules& rules) {
  if (!growing_) begin_search(end_of_records);
  const RecordCount lookback = with_context ? rules.lookback : 0;
  reader_.emplace(
      TextSource(ByteSource(file_, growing_), rules.encodings,
                 TextEncodings::kUtf8),
      rules.lookback, rules.shapes,
      StreamReader::Start{
          .offset = end_of_records,
          .line = line,
          .lookback = records_before(descriptor(), end_of_records, lookback,
                                     rules.shapes.terminator())});
}

}  // namespace trawl
