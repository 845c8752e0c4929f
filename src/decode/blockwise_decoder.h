// SPDX-License-Identifier: MIT
// A decoder by a library that forgets what a call made before it met damage
// (zstd, lz4): it is given one block at a time, by its own hint of how long
// that is, and none before it has handed over all that the last one made.
//
// A Library has:
//   static constexpr std::size_t kHeadBytes;  // tell how long the head is
//   void begin();
//   BlockwiseCall decode(std::string_view bytes, std::span<char> out);
#pragma once

#include <algorithm>

#include "decode/member_decoder.h"

namespace trawl {

struct BlockwiseCall {
  std::size_t taken = 0;
  std::size_t made = 0;
  std::size_t wanted = 0;       // next; 0 at the end of the frame
  const char* error = nullptr;  // then only `is_refused` is set, too
  bool is_refused = false;      // as it takes too much memory
};

template <typename Library>
class BlockwiseDecoder final : public MemberDecoder {
 public:
  void begin() override {
    library_.begin();
    wanted_ = Library::kHeadBytes;
    taken_of_block_ = 0;
    is_full_ = false;
  }

  Step decode(std::string_view bytes, std::span<char> out, bool) override {
    if (is_full_) {
      Step rest = decode_block({}, out);
      if (rest.made > 0 || rest.state != State::goes_on) return rest;
    }
    return decode_block(bytes.substr(0, wanted_), out);
  }

 private:
  Step decode_block(std::string_view bytes, std::span<char> out) {
    const BlockwiseCall call = library_.decode(bytes, out);
    if (call.error != nullptr) {
      return {.state = call.is_refused ? State::refused : State::damaged,
              .reason = call.error,
              .taken_behind = taken_of_block_};
    }
    taken_of_block_ = call.taken < wanted_ ? taken_of_block_ + call.taken : 0;
    wanted_ = std::max<std::size_t>(call.wanted, 1);
    is_full_ = call.made == out.size();
    return {.taken = call.taken,
            .made = call.made,
            .state = call.wanted == 0 ? State::ended : State::goes_on};
  }

  Library library_;
  std::size_t wanted_ = 0;
  std::size_t taken_of_block_ = 0;
  bool is_full_ = false;  // what it made took all the room
};

}  // namespace trawl
