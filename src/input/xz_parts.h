// SPDX-License-Identifier: MIT
// Parts that are blocks of xz. A block that is not as the index has it leads
// back to the beginning of the file, which is decoded in one then, without the
// text that was handed on already; so is a file whose indexes make no sense.
#pragma once

#include <memory>
#include <optional>

#include "decode/xz_block_decoder.h"
#include "decode/xz_index.h"
#include "input/content_source.h"
#include "input/part_source.h"
#include "input/read_buffer.h"

namespace trawl {

class XzParts final : public PartSource {
 public:
  explicit XzParts(std::shared_ptr<FileDescriptor> file)
      : file_(std::move(file)) {}

  int descriptor() const override { return file_->get(); }
  bool next() override;
  ssize_t read(std::span<std::byte> memory) override;
  bool was_last() const override { return whole_.has_value(); }
  std::optional<Problem> problem() const override {
    return whole_ ? whole_->problem() : std::nullopt;
  }

 private:
  bool begin_block();
  void refill();
  ssize_t read_block(std::span<char> memory);
  ssize_t read_whole(std::span<std::byte> memory);
  void begin_whole();

  std::shared_ptr<FileDescriptor> file_;
  std::optional<XzIndex> index_;  // once it was looked for

  std::optional<XzBlock> block_;  // the part
  bool in_block_ = false;         // its header was read
  bool has_ended_ = false;        // it
  XzBlockDecoder decoder_;
  ReadBuffer compressed_;    // of the block
  std::size_t taken_ = 0;    // of that
  ByteOffset at_ = 0;        // behind it, in the file
  ByteOffset text_end_ = 0;  // what was handed on ends there in the text

  std::optional<ContentSource> whole_;
  ByteCount skip_ = 0;  // of its text
};

}  // namespace trawl
