// SPDX-License-Identifier: MIT
// The text of a unit that is no file: a block of a stream.
#pragma once

#include <boost/interprocess/mapped_region.hpp>
#include <cstddef>
#include <memory>
#include <span>
#include <string_view>

#include "input/input_view.h"
#include "plan/work_unit.h"
#include "text/encoding.h"

namespace trawl {

// `bytes` are those from order.block_offset on.
std::unique_ptr<InputView> view_block(const Order& order,
                                      std::string_view bytes,
                                      TextEncodings& encodings);

class UnitBlock {
 public:
  // It lies in `blocks`, or, if it holds one long record, in a file.
  UnitBlock(const Order& order, std::span<const std::byte> blocks,
            int descriptor, TextEncodings& encodings);

  InputView& view() const { return *view_; }

 private:
  boost::interprocess::mapped_region mapping_;
  std::unique_ptr<InputView> view_;
};

}  // namespace trawl
