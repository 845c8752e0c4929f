// SPDX-License-Identifier: MIT
// A process that decodes a compressed input into memory shared with the
// coordinator, so that decoding and scanning overlap, and so that a decoder
// which is taken over by what it decodes finds itself in the sandbox.
//
// A byte over the socket says in each direction that there is something to do;
// its end is the other's death notice. One that gets no further while it is
// waited for is ended, and is lost as if it had died.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "input/content_source.h"
#include "input/part_source.h"
#include "input/remote_bytes.h"
#include "os/file_descriptor.h"
#include "worker/decoded_ring.h"
#include "worker/patience.h"

namespace trawl {

class DecoderProcess final : public RemoteBytes {
 public:
  // How far it decodes ahead of what is scanned.
  static constexpr std::size_t kRingBytes = 4 * 1024 * 1024;

  // Forks; the child decodes what `source` holds and reads. Null if the system
  // refuses.
  static std::unique_ptr<DecoderProcess> start(
      ContentSource& source, std::chrono::milliseconds worker_patience);

  // The same for every `count`th part of `source`, counted from 0.
  struct Share {
    std::uint64_t first = 0;
    std::uint64_t count = 1;
  };
  struct Setting {
    std::size_t ring_bytes = kRingBytes;
    std::chrono::milliseconds patience;  // SearchOptions::worker_patience
    ByteCount file_bytes = 0;            // to be patient by
  };
  static std::unique_ptr<DecoderProcess> start(PartSource& source, Share share,
                                               const Setting& setting);

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

  // Behind the end, if it came because the child is no more.
  struct Loss {
    std::string reason;
    bool is_own_fault = true;  // not of a signal that somebody sent
  };
  const std::optional<Loss>& loss() const { return loss_; }

 private:
  using Work = std::function<void(DecoderProcess&)>;

  explicit DecoderProcess(const Setting& setting)
      : ring_(setting.ring_bytes),
        patience_(setting.patience),
        file_bytes_(setting.file_bytes) {}
  // `input`: the descriptor that the work reads.
  static std::unique_ptr<DecoderProcess> start(const Work& work, int input,
                                               const Setting& setting);
  bool fork_child(const Work& work, int input);
  [[noreturn]] void run_child(const Work& work, int input, pid_t parent);
  void decode_all(ContentSource& source);
  void wait_for_input(int descriptor);
  void decode_parts(PartSource& source, Share share);
  bool decode_part(PartSource& source);
  std::span<std::byte> wait_for_room();
  void add(std::size_t count);
  void tell();
  bool end_part();
  void end(ssize_t got, const std::optional<Problem>& problem);
  bool wait_for_bell();
  bool listen();
  std::optional<std::string> find_fault();
  void lose(const std::string& fault);
  ssize_t take_end();

  DecodedRing ring_;
  FileDescriptor socket_;  // this side's end
  FileDescriptor other_;   // the child's, until it is forked
  pid_t child_ = -1;
  std::size_t untold_ = 0;   // the child: text since it rang
  std::uint64_t taken_ = 0;  // of the text
  Patience patience_;
  ByteCount file_bytes_;
  std::uint64_t seen_steps_ = 0;
  std::optional<Loss> loss_;
  bool has_ended_ = false;
  std::optional<Problem> problem_;
};

}  // namespace trawl
