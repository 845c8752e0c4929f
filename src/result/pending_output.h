// SPDX-License-Identifier: MIT
// Output that waits to be written in one call: pieces of worker memory, which
// stay where they are, and text that the coordinator makes itself.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "trawl/formatter.h"
#include "trawl/output_buffer.h"

namespace trawl {

class PendingOutput final : public OutputBuffer {
 public:
  PendingOutput();

  // A piece that stays valid until flush().
  void add(std::string_view piece);

  // All bytes so far, those of the coordinator's own text included.
  ByteCount size() const;

  // False if the receiver wants no more.
  bool flush(Receiver& receiver);
  void clear();

 private:
  void next_memory() override;
  void close_text();

  std::vector<std::string_view> pieces_;
  std::vector<std::unique_ptr<char[]>> pages_;
  std::size_t page_ = 0;  // of pages_, being filled
  char* text_ = nullptr;  // begin of the text not yet in pieces_
  ByteCount piece_bytes_ = 0;
};

}  // namespace trawl
