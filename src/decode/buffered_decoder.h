// SPDX-License-Identifier: MIT
// A decoder by a library of which it depends on its room how much it makes
// before it tells of damage (ISA-L, liblzma): the room is always the same,
// small enough to stay in the cache, and what is in it is handed over from
// there.
//
// A Library has:
//   void begin();
//   MemberDecoder::Step decode(std::string_view bytes, std::span<char> out,
//                              bool at_end);
#pragma once

#include <algorithm>
#include <cstring>
#include <vector>

#include "decode/member_decoder.h"

namespace trawl {

template <typename Library>
class BufferedDecoder final : public MemberDecoder {
 public:
  void begin() override {
    library_.begin();
    last_ = {};
    begin_ = 0;
  }

  Step decode(std::string_view bytes, std::span<char> out,
              bool at_end) override {
    const bool is_due = begin_ == last_.made && last_.state == State::goes_on;
    if (is_due && out.size() >= kTextBytes) {
      last_ = library_.decode(bytes, out.first(kTextBytes), at_end);
      begin_ = last_.made;
      return last_;
    }
    Step step;
    if (is_due) {
      last_ = library_.decode(bytes, text_, at_end);
      begin_ = 0;
      step.taken = last_.taken;
    }
    step.made = std::min(out.size(), last_.made - begin_);
    std::memcpy(out.data(), text_.data() + begin_, step.made);
    begin_ += step.made;
    if (begin_ < last_.made) return step;
    step.state = last_.state;
    step.reason = last_.reason;
    step.taken_behind = last_.taken_behind;
    return step;
  }

 private:
  static constexpr std::size_t kTextBytes = 64 * 1024;

  Library library_;
  Step last_{};  // of the library
  std::vector<char> text_ = std::vector<char>(kTextBytes);
  std::size_t begin_ = 0;  // of what was not handed over
};

}  // namespace trawl
