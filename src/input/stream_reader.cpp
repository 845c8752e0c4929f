// SPDX-License-Identifier: MIT
#include "input/stream_reader.h"

#include <cerrno>
#include <cstring>

#include "record/record_boundary.h"

namespace trawl {
namespace {

std::string_view text(std::span<const std::byte> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

}  // namespace

bool StreamReader::begin_block(std::span<std::byte> memory) {
  if (carried_.size() + 1 > memory.size()) return false;
  std::memcpy(memory.data(), carried_.data(), carried_.size());
  memory_ = memory;
  filled_ = carried_.size();
  lookback_bytes_ = whole_ = carried_lookback_;
  carried_.clear();
  return true;
}

void StreamReader::move_block(std::span<std::byte> larger) {
  std::memcpy(larger.data(), memory_.data(), filled_);
  memory_ = larger;
}

StreamReader::Read StreamReader::read() {
  const ssize_t got = source_.read(memory_.subspan(filled_));
  if (got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) {
    return Read::none_now;
  }
  if (got <= 0) {
    at_end_ = true;
    error_ = got < 0 ? errno : 0;
    return got < 0 ? Read::failed : Read::end;
  }
  const std::string_view arrived =
      text(memory_.subspan(filled_, static_cast<std::size_t>(got)));
  const auto* last = static_cast<const char*>(
      memrchr(arrived.data(), terminator_, arrived.size()));
  if (last != nullptr) {
    whole_ = filled_ + static_cast<std::size_t>(last - arrived.data()) + 1;
  }
  filled_ += arrived.size();
  return Read::some;
}

StreamReader::Block StreamReader::end_block(bool count_lines) {
  if (at_end_) whole_ = filled_;
  const std::string_view all = text(memory_.first(filled_));
  Block block{.offset = offset_,
              .begin = offset_ + lookback_bytes_,
              .end = offset_ + whole_,
              .line = line_,
              .encoding = source_.encoding(),
              .input_offset = source_.mark_bytes() + bytes_decoded_};
  if (count_lines) {
    line_ += count_terminators(
        all.substr(lookback_bytes_, whole_ - lookback_bytes_), terminator_);
  }
  RecordCount back = lookback_;
  const std::size_t keep_from =
      lookback_ == 0
          ? whole_
          : find_records_back(all.substr(0, whole_), back, terminator_);
  carried_.assign(all.substr(keep_from));
  carried_lookback_ = whole_ - keep_from;
  offset_ += keep_from;
  bytes_decoded_ += source_.encoded_size(all.substr(0, keep_from));
  memory_ = {};
  filled_ = whole_ = lookback_bytes_ = 0;
  return block;
}

}  // namespace trawl
