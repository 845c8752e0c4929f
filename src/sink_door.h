// SPDX-License-Identifier: MIT
// The sink door, built on the formatter door: records are packed into bytes
// where they are found and unpacked in the caller, in order. Workers and
// caller are the same program, so the packing is the structs' own layout.
#pragma once

#include <memory>

#include "trawl/formatter.h"
#include "trawl/sink.h"

namespace trawl {

class SinkDoor {
 public:
  explicit SinkDoor(Sink& sink);
  ~SinkDoor();
  SinkDoor(const SinkDoor&) = delete;
  SinkDoor& operator=(const SinkDoor&) = delete;

  Formatter& formatter();
  Receiver& receiver();

 private:
  class Packer;
  class Unpacker;
  std::unique_ptr<Unpacker> unpacker_;
  std::unique_ptr<Packer> packer_;
};

}  // namespace trawl
