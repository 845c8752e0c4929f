// SPDX-License-Identifier: MIT
// Parts that are whole members: frames of zstd, BGZF's members of gzip. Each is
// decoded as the whole file would be from there on, to the place where the next
// one is thought to begin. If no member ends there, the sizes lied or there is
// damage: then that decoder has begun at the right place all the same, and goes
// on to the end of the file.
#pragma once

#include <memory>
#include <optional>

#include "decode/part_finder.h"
#include "input/content_source.h"
#include "input/part_reader.h"
#include "input/part_source.h"

namespace trawl {

class MemberParts final : public PartSource {
 public:
  MemberParts(std::shared_ptr<FileDescriptor> file, Format format,
              ByteCount part_bytes = PartFinder::kPartBytes)
      : file_(std::move(file)),
        format_(format),
        finder_(file_->get(), format, part_bytes) {}

  int descriptor() const override { return file_->get(); }
  bool next() override;
  ssize_t read(std::span<std::byte> memory) override;
  bool was_last() const override { return was_last_; }
  std::optional<Problem> problem() const override { return text_->problem(); }

 private:
  void begin();

  std::shared_ptr<FileDescriptor> file_;
  Format format_;
  PartFinder finder_;
  std::optional<FilePart> part_;
  std::shared_ptr<PartReader> reader_;  // of the part; also held by text_
  std::optional<ContentSource> text_;   // of the part, once it is read
  bool was_last_ = false;
};

}  // namespace trawl
