// SPDX-License-Identifier: MIT
#include "result/frame_view.h"

#include <algorithm>
#include <cstring>

#include "result/frame_check.h"

namespace trawl {

std::optional<FrameView> parse_frame(std::span<const std::byte> bytes,
                                     std::size_t& span) {
  if (bytes.size() < sizeof(Frame)) return std::nullopt;
  FrameView view;
  std::memcpy(&view.header, bytes.data(), sizeof(Frame));
  if (!is_well_formed(view.header)) return std::nullopt;
  span = frame_span(view.header.payload_bytes);
  if (span > bytes.size()) return std::nullopt;
  view.payload = {reinterpret_cast<const char*>(bytes.data()) + sizeof(Frame),
                  view.header.payload_bytes};
  return view;
}

void append_frame(std::vector<std::byte>& frames, Frame frame,
                  std::string_view payload) {
  const std::size_t at = frames.size();
  frame.payload_bytes = static_cast<std::uint32_t>(payload.size());
  frames.resize(at + frame_span(payload.size()));
  std::memcpy(frames.data() + at, &frame, sizeof frame);
  std::ranges::copy(
      std::as_bytes(std::span(payload)),
      frames.begin() + static_cast<std::ptrdiff_t>(at + sizeof frame));
}

}  // namespace trawl
