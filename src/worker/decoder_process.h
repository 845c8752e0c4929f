// SPDX-License-Identifier: MIT
// A process that decodes a compressed input into memory shared with the
// coordinator, so that decoding and scanning overlap, and so that a decoder
// which is taken over by what it decodes finds itself in the sandbox.
//
// A byte over the socket says in each direction that there is something to do;
// its end is the other's death notice.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <functional>
#include <memory>

#include "input/content_source.h"
#include "input/part_source.h"
#include "input/remote_bytes.h"
#include "os/file_descriptor.h"
#include "worker/decoded_ring.h"

namespace trawl {

class DecoderProcess final : public RemoteBytes {
 public:
  // Forks; the child decodes what `source` holds and reads. Null if the system
  // refuses.
  static std::unique_ptr<DecoderProcess> start(ContentSource& source);

  // The same for every `count`th part of `source`, counted from 0.
  struct Share {
    std::uint64_t first = 0;
    std::uint64_t count = 1;
  };
  static std::unique_ptr<DecoderProcess> start(PartSource& source, Share share,
                                               std::size_t ring_bytes);

  ~DecoderProcess() override;
  DecoderProcess(const DecoderProcess&) = delete;
  DecoderProcess& operator=(const DecoderProcess&) = delete;

  int descriptor() const override { return socket_.get(); }
  bool is_readable() override;
  // Of one part, with EAGAIN at its end, until take_part_end().
  ssize_t read(std::span<std::byte> memory) override;
  std::optional<Problem> problem() const override { return problem_; }

  // Goes to its next part, if this one is at its end.
  bool take_part_end();

  // Behind the end: it came because the child is no more.
  bool was_lost() const { return has_ended_ && is_gone_; }

 private:
  using Work = std::function<void(DecoderProcess&)>;

  explicit DecoderProcess(std::size_t ring_bytes) : ring_(ring_bytes) {}
  static std::unique_ptr<DecoderProcess> start(const Work& work,
                                               std::size_t ring_bytes);
  bool fork_child(const Work& work);
  [[noreturn]] void run_child(const Work& work, pid_t parent);
  void decode_all(ContentSource& source);
  void decode_parts(PartSource& source, Share share);
  bool decode_part(PartSource& source);
  std::span<std::byte> wait_for_room();
  void add(std::size_t count);
  void tell();
  bool end_part();
  void end(ssize_t got, const std::optional<Problem>& problem);
  bool wait_for_bell();
  bool listen();
  ssize_t take_end();

  DecodedRing ring_;
  FileDescriptor socket_;  // this side's end
  FileDescriptor other_;   // the child's, until it is forked
  pid_t child_ = -1;
  std::size_t untold_ = 0;   // the child: text since it rang
  std::uint64_t taken_ = 0;  // of the text
  bool is_gone_ = false;     // the child
  bool has_ended_ = false;
  std::optional<Problem> problem_;
};

}  // namespace trawl
