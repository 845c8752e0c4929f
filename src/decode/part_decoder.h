// SPDX-License-Identifier: MIT
// Decodes a part of a compressed file from memory into memory, all of it at
// once. About a part with which anything is amiss it says nothing but that: the
// decoder of a stream tells what, and up to where the text is right.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string_view>

#include "decode/format.h"
#include "decode/part_finder.h"
#include "decode/whole_members.h"

namespace trawl {

class PartDecoder {
 public:
  explicit PartDecoder(Format format);

  // The size of the text in the `bytes` of `part`; unset if they are not just
  // whole members, or hold more text than there is room for.
  std::optional<std::size_t> decode(std::string_view bytes,
                                    const FilePart& part, std::span<char> out);

 private:
  Format format_;
  std::unique_ptr<WholeMembers> members_;  // of parts with an end
};

}  // namespace trawl
