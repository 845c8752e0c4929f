// SPDX-License-Identifier: MIT
#include "scan/unit_block.h"

#include "input/decoded_block.h"
#include "input/memory_block.h"
#include "input/open_file.h"

namespace trawl {

std::unique_ptr<InputView> view_block(const Order& order,
                                      std::string_view bytes,
                                      TextEncodings& encodings) {
  if (order.encoding == TextEncodings::kUtf8) {
    return std::make_unique<MemoryBlock>(bytes, order.block_offset);
  }
  return std::make_unique<DecodedBlock>(bytes, order.block_offset,
                                        encodings.get(order.encoding),
                                        order.input_offset);
}

UnitBlock::UnitBlock(const Order& order, std::span<const std::byte> blocks,
                     int descriptor, TextEncodings& encodings) {
  const auto size = static_cast<std::size_t>(order.end - order.block_offset);
  const std::byte* bytes = blocks.data() + order.block_position;
  if (descriptor >= 0) {
    mapping_ = boost::interprocess::mapped_region(
        OpenFile{descriptor}, boost::interprocess::read_only, 0, size);
    bytes = static_cast<const std::byte*>(mapping_.get_address());
  }
  view_ = view_block(order, {reinterpret_cast<const char*>(bytes), size},
                     encodings);
}

}  // namespace trawl
