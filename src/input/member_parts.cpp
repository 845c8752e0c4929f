// SPDX-License-Identifier: MIT
#include "input/member_parts.h"

#include <cerrno>

namespace trawl {

bool MemberParts::next() {
  part_ = finder_.next();
  text_.reset();
  return part_.has_value();
}

void MemberParts::begin() {
  reader_ = std::make_shared<PartReader>(file_, part_->begin, part_->end);
  text_.emplace(ByteSource(file_, reader_), format_, part_->begin);
}

ssize_t MemberParts::read(std::span<std::byte> memory) {
  if (!text_) begin();
  while (true) {
    const ssize_t got = text_->read(memory);
    if (got > 0) return got;
    if (got == 0 || errno != EAGAIN) {
      was_last_ = true;
      return got;
    }
    if (!reader_->is_at_end()) continue;
    if (text_->is_between_members()) return 0;
    reader_->go_on();
  }
}

}  // namespace trawl
