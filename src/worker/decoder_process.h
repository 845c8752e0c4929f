// SPDX-License-Identifier: MIT
// A process that decodes one compressed stream into memory shared with the
// coordinator, so that decoding and scanning overlap, and so that a decoder
// which is taken over by what it decodes finds itself in the sandbox.
//
// The memory is a ring of bytes with one writer and one reader. A byte over the
// socket says in each direction that there is something to do; its end is the
// other's death notice.
#pragma once

#include <sys/types.h>

#include <atomic>
#include <boost/interprocess/mapped_region.hpp>
#include <cstdint>
#include <memory>

#include "input/content_source.h"
#include "input/remote_bytes.h"
#include "os/file_descriptor.h"

namespace trawl {

class DecoderProcess final : public RemoteBytes {
 public:
  // Forks; the child decodes what `source` holds and reads. Null if the system
  // refuses.
  static std::unique_ptr<RemoteBytes> start(ContentSource& source);
  ~DecoderProcess() override;
  DecoderProcess(const DecoderProcess&) = delete;
  DecoderProcess& operator=(const DecoderProcess&) = delete;

  int descriptor() const override { return socket_.get(); }
  bool is_readable() override;
  ssize_t read(std::span<std::byte> memory) override;
  std::optional<Problem> problem() const override { return problem_; }

 private:
  struct Ring;

  DecoderProcess();
  bool fork_child(ContentSource& source);
  [[noreturn]] void run_child(ContentSource& source, pid_t parent);
  void decode_all(ContentSource& source);
  std::span<std::byte> wait_for_room();
  std::size_t available();
  bool listen();
  ssize_t end();

  Ring& ring() const;
  std::byte* bytes() const;

  boost::interprocess::mapped_region region_;
  FileDescriptor socket_;  // this side's end
  FileDescriptor other_;   // the child's, until it is forked
  pid_t child_ = -1;
  std::uint64_t taken_ = 0;  // of the text
  bool is_gone_ = false;     // the child
  bool has_ended_ = false;
  std::optional<Problem> problem_;
};

}  // namespace trawl
