// SPDX-License-Identifier: MIT
#include "input/xz_parts.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "input/part_reader.h"
#include "os/file_size.h"
#include "os/read_at.h"

namespace trawl {
namespace {

constexpr std::size_t kPieceBytes = 64 * 1024;

}  // namespace

// Without an index that makes sense all of the file is the first part.
bool XzParts::next() {
  if (!index_) {
    index_.emplace(file_->get(), file_size(file_->get()));
    if (!index_->is_sound()) return true;
  }
  if (!index_->is_sound()) return false;
  block_ = index_->next();
  in_block_ = has_ended_ = false;
  return block_.has_value();
}

ssize_t XzParts::read(std::span<std::byte> memory) {
  if (!whole_ && block_) {
    const ssize_t got =
        read_block({reinterpret_cast<char*>(memory.data()), memory.size()});
    if (got >= 0) return got;
  }
  if (!whole_) begin_whole();
  return read_whole(memory);
}

// -1 if the block is not what it should be.
ssize_t XzParts::read_block(std::span<char> memory) {
  if (has_ended_) return 0;
  if (!in_block_ && !begin_block()) return -1;
  while (true) {
    if (taken_ == compressed_.size()) refill();
    const auto step = decoder_.decode(
        std::string_view(compressed_.data(), compressed_.size()).substr(taken_),
        memory);
    taken_ += step.taken;
    text_end_ += step.made;
    has_ended_ = step.state == MemberDecoder::State::ended;
    if (step.made > 0 || has_ended_) return static_cast<ssize_t>(step.made);
    if (step.state == MemberDecoder::State::damaged) return -1;
  }
}

bool XzParts::begin_block() {
  compressed_.clear();
  taken_ = 0;
  at_ = block_->begin;
  text_end_ = block_->text_begin;
  refill();
  taken_ = decoder_.begin(*block_, {compressed_.data(), compressed_.size()});
  in_block_ = taken_ > 0;
  return in_block_;
}

// No byte of the block is left when it is behind its end, or the file's.
void XzParts::refill() {
  const ByteOffset end = block_->begin + block_->bytes;
  compressed_.resize(
      static_cast<std::size_t>(std::min<ByteCount>(kPieceBytes, end - at_)));
  const ssize_t got =
      read_at(file_->get(), compressed_.data(), compressed_.size(), at_);
  compressed_.resize(static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
  at_ += compressed_.size();
  taken_ = 0;
}

void XzParts::begin_whole() {
  const auto reader = std::make_shared<PartReader>(file_, 0, std::nullopt);
  whole_.emplace(ByteSource(file_, reader), Format::xz, 0);
  skip_ = !block_ ? 0 : in_block_ ? text_end_ : block_->text_begin;
}

ssize_t XzParts::read_whole(std::span<std::byte> memory) {
  while (true) {
    const std::size_t room = memory.size();
    const ssize_t got = whole_->read(memory.first(static_cast<std::size_t>(
        skip_ > 0 ? std::min<ByteCount>(skip_, room) : room)));
    if (got < 0 && errno == EAGAIN) continue;
    if (got <= 0 || skip_ == 0) return got;
    skip_ -= static_cast<ByteCount>(got);
  }
}

}  // namespace trawl
