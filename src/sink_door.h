// SPDX-License-Identifier: MIT
// The sink door, built on the formatter door: records are packed into bytes
// where they are found and unpacked in the caller, in order. Workers and
// caller are the same program, so the packing is the structs' own layout.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "trawl/formatter.h"
#include "trawl/sink.h"

namespace trawl {

class SinkDoor {
 public:
  // `encoding` as in Query.
  SinkDoor(Sink& sink, const std::optional<std::string>& encoding);
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
