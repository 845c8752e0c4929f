// SPDX-License-Identifier: MIT
// Several decoders of one compressed file, each of which decodes every next
// part of it ahead into its own ring. Their texts are joined here in order:
// what comes out is what one decoder would make of the whole file, and so is
// what is said of it. What was decoded behind the last part is never looked at.
//
// A decoder that is lost is replaced, by one that begins with the part at hand;
// what was handed on of it is passed over. A file in one part has one decoder.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "input/content_source.h"
#include "input/part_source.h"
#include "input/remote_bytes.h"
#include "worker/decoder_process.h"
#include "worker/loss_count.h"

namespace trawl {

class DecoderGroup final : public RemoteBytes {
 public:
  // Up to `most` decoders of what `source` holds and reads, if that is a file;
  // of what can be read only once one, which is not replaced. Null if the
  // system refuses.
  static std::unique_ptr<RemoteBytes> start(ContentSource& source,
                                            unsigned most,
                                            std::chrono::milliseconds patience);

  int descriptor() const override { return at_turn().descriptor(); }
  bool is_readable() override;
  ssize_t read(std::span<std::byte> memory) override;
  std::optional<Problem> problem() const override { return problem_; }

 private:
  DecoderGroup(const ContentSource& source,
               const std::shared_ptr<FileDescriptor>& file,
               std::chrono::milliseconds patience);
  bool start_all(std::uint64_t count);
  std::unique_ptr<DecoderProcess> start_for(std::uint64_t part) const;
  bool replace_lost();
  std::optional<Problem> problem_at_turn() const;

  std::size_t turn() const { return part_ % decoders_.size(); }
  DecoderProcess& at_turn() const { return *decoders_[turn()]; }
  bool take_part_ends();
  ssize_t read_part(std::span<std::byte> memory);
  ssize_t end(std::optional<Problem> problem);

  Decompression wanted_;
  // Each decoder begins with a copy of it.
  std::unique_ptr<PartSource> parts_;
  DecoderProcess::Setting setting_;
  std::vector<std::unique_ptr<DecoderProcess>> decoders_;

  std::uint64_t part_ = 0;   // whose turn it is
  ByteCount part_made_ = 0;  // text of it so far
  ByteCount skip_ = 0;       // of what comes next, which was handed on before
  ByteCount made_ = 0;       // text so far
  ByteCount lost_at_ = 0;    // `made_`, the last time that one was
  LossCount losses_;         // there
  bool has_ended_ = false;
  std::optional<Problem> problem_;
};

}  // namespace trawl
