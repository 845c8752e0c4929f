// SPDX-License-Identifier: MIT
// The sink door, built on the formatter door: records are packed into bytes
// where they are found and unpacked in the caller, in order. Workers and
// caller are the same program, so the packing is the structs' own layout.
#pragma once

#include <memory>

#include "trawl/formatter.h"
#include "trawl/query.h"
#include "trawl/sink.h"

namespace trawl {

class SinkDoor {
 public:
  // The sink must outlive it.
  SinkDoor(Sink& sink, const Query& query);
  ~SinkDoor();
  SinkDoor(const SinkDoor&) = delete;
  SinkDoor& operator=(const SinkDoor&) = delete;

  Formatter& formatter();
  // A worker may be in an attacker's hands. write() throws Error if what comes
  // of one cannot be the formatter's.
  Receiver& receiver();

 private:
  enum class Tag : char;
  class Packer;
  class Unpacker;
  std::unique_ptr<Unpacker> unpacker_;
  std::unique_ptr<Packer> packer_;
};

}  // namespace trawl
