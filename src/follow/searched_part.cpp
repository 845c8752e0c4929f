// SPDX-License-Identifier: MIT
#include "follow/searched_part.h"

#include <algorithm>
#include <cstring>
#include <string_view>
#include <vector>

#include "input/read_file.h"
#include "record/block_records.h"

namespace trawl {
namespace {

constexpr ByteCount kStepBytes = 256 * 1024;

// First look for the records before; doubled until they are there.
constexpr ByteCount kLookBytes = 4 * 1024;

// Whether a record begins at `begin` also if more is seen before the block.
bool is_certain(BlockRecords& records, const RecordShape& shape,
                std::size_t begin) {
  return begin > 0 && (shape.is_line() || begin > shape.most_bytes() ||
                       records.begins_by_itself(begin));
}

}  // namespace

SearchedPart find_searched_part(int descriptor, ByteOffset size,
                                RecordShapes& shapes, bool takes_all_lines) {
  const ByteOffset lines =
      find_end_of_lines(descriptor, size, shapes.terminator());
  const auto rule = find_rule(descriptor, lines, shapes);
  if (takes_all_lines) return {lines, rule};
  if (!rule) return {};
  const RecordShape shape = shapes.shape(*rule);
  if (shape.is_line()) return {lines, rule};
  return {find_records_before(descriptor, lines, 1, shape), rule};
}

ByteOffset find_end_of_lines(int descriptor, ByteOffset size, char terminator) {
  ReadBuffer buffer;
  ReadFile file(descriptor, size, buffer, 0);
  for (ByteOffset end = size; end > 0;) {
    const ByteOffset begin = end - std::min(end, kStepBytes);
    const std::string_view bytes = file.view(begin, end);
    const void* last = memrchr(bytes.data(), terminator, bytes.size());
    if (last != nullptr) {
      return begin + 1 +
             static_cast<ByteOffset>(static_cast<const char*>(last) -
                                     bytes.data());
    }
    end = begin;
  }
  return 0;
}

std::optional<RecordGrouping::Rule> find_rule(int descriptor, ByteOffset end,
                                              const RecordShapes& shapes) {
  if (!shapes.depends_on_head()) return shapes.rule();
  return shapes.choose(
      read_bytes(descriptor, 0, std::min<ByteOffset>(end, kRuleHeadBytes + 1)),
      false);
}

ByteOffset find_records_before(int descriptor, ByteOffset end,
                               RecordCount count, const RecordShape& shape) {
  if (count == 0) return end;
  ReadBuffer buffer;
  ReadFile file(descriptor, end, buffer, 0);
  for (ByteCount step = kLookBytes;; step *= 2) {
    const ByteOffset begin = end - std::min(end, step);
    const std::string_view bytes = file.view(begin, end);
    if (bytes.size() < end - begin) return end;
    BlockRecords records(bytes, shape, begin == 0, begin);
    const std::size_t start = records.back(0, bytes.size(), count);
    if (begin == 0 || is_certain(records, shape, start)) return begin + start;
  }
}

std::string read_bytes(int descriptor, ByteOffset begin, ByteOffset end) {
  ReadBuffer buffer;
  return std::string(ReadFile(descriptor, end, buffer, 0).view(begin, end));
}

std::uint64_t count_lines(int descriptor, ByteOffset end, char terminator) {
  ReadBuffer buffer;
  ReadFile file(descriptor, end, buffer);
  std::uint64_t count = 0;
  for (ByteOffset at = 0; at < file.size(); at += kStepBytes) {
    count += count_terminators(
        file.view(at, std::min(at + kStepBytes, file.size())), terminator);
  }
  return count;
}

}  // namespace trawl
