// SPDX-License-Identifier: MIT
// A file that is read, but for views so long that a buffer for them would count
// as memory: those, of a line as long as its file at worst, are mapped. Safe
// where MappedFile is.
#pragma once

#include <algorithm>

#include "input/mapped_file.h"
#include "input/read_file.h"

namespace trawl {

class FrugalFile final : public InputView {
 public:
  // As ReadFile.
  FrugalFile(int descriptor, ByteOffset size, ReadBuffer& buffer,
             ByteCount read_ahead, char terminator = '\n')
      : read_(descriptor, size, buffer, read_ahead, terminator),
        mapped_(descriptor, size, terminator) {}

  ByteOffset size() const override {
    return std::min(read_.size(), mapped_.size());
  }

  int error() const {
    return read_.error() != 0 ? read_.error() : mapped_.error();
  }

  std::string_view view(ByteOffset begin, ByteOffset end) override {
    if (end - begin <= kMostAtHand) return read_.view(begin, end);
    return mapped_.view(begin, end);
  }

 private:
  ReadFile read_;
  MappedFile mapped_;
};

}  // namespace trawl
