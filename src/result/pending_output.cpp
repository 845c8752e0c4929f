// SPDX-License-Identifier: MIT
#include "result/pending_output.h"

namespace trawl {
namespace {

constexpr std::size_t kPageBytes = 16 * 1024;

}  // namespace

PendingOutput::PendingOutput() {
  pages_.push_back(std::make_unique_for_overwrite<char[]>(kPageBytes));
  text_ = cursor_ = pages_[0].get();
  limit_ = cursor_ + kPageBytes;
}

void PendingOutput::add(std::string_view piece) {
  if (piece.empty()) return;
  close_text();
  pieces_.push_back(piece);
  piece_bytes_ += piece.size();
}

ByteCount PendingOutput::size() const {
  return piece_bytes_ + static_cast<ByteCount>(cursor_ - text_);
}

bool PendingOutput::flush(Receiver& receiver) {
  close_text();
  const bool wanted = pieces_.empty() || receiver.write(pieces_);
  clear();
  return wanted;
}

void PendingOutput::clear() {
  pieces_.clear();
  piece_bytes_ = 0;
  page_ = 0;
  text_ = cursor_ = pages_[0].get();
  limit_ = cursor_ + kPageBytes;
}

void PendingOutput::next_memory() {
  close_text();
  if (++page_ == pages_.size()) {
    pages_.push_back(std::make_unique_for_overwrite<char[]>(kPageBytes));
  }
  text_ = cursor_ = pages_[page_].get();
  limit_ = cursor_ + kPageBytes;
}

void PendingOutput::close_text() {
  const auto bytes = static_cast<std::size_t>(cursor_ - text_);
  if (bytes == 0) return;
  pieces_.emplace_back(text_, bytes);
  piece_bytes_ += bytes;
  text_ = cursor_;
}

}  // namespace trawl
