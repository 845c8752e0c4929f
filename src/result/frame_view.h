// SPDX-License-Identifier: MIT
// A frame where it lies, in a ring or in memory that was filled like one.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "result/frame.h"

namespace trawl {

struct FrameView {
  Frame header;
  std::string_view payload;  // valid as long as what was parsed
};

// Checks and takes apart the frame at the start of `bytes`; empty if it is not
// one. `span` is how many bytes it takes.
std::optional<FrameView> parse_frame(std::span<const std::byte> bytes,
                                     std::size_t& span);

// Puts a frame at the end of `frames`, as it would lie in a ring.
void append_frame(std::vector<std::byte>& frames, Frame frame,
                  std::string_view payload);

}  // namespace trawl
