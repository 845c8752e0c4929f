// SPDX-License-Identifier: MIT
// zstd frames. The library forgets what a call made before it met damage, so it
// is given one block at a time, by its own hint of how long that is, and none
// before it has handed over all that the last one made.
#include <zstd.h>

#include <algorithm>
#include <memory>
#include <new>

#include "decode/member_decoder.h"

namespace trawl {
namespace {

struct FreeContext {
  void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
};

class ZstdDecoder final : public MemberDecoder {
 public:
  ZstdDecoder() : context_(ZSTD_createDCtx()) {
    if (!context_) throw std::bad_alloc();
  }

  void begin() override {
    ZSTD_DCtx_reset(context_.get(), ZSTD_reset_session_only);
    wanted_ = kShortestHead;
    is_full_ = false;
  }

  Step decode(std::string_view bytes, std::span<char> out, bool) override {
    if (is_full_) {
      const Step rest = decode_block({}, out);
      if (rest.made > 0 || rest.state != State::goes_on) return rest;
    }
    return decode_block(bytes, out);
  }

 private:
  Step decode_block(std::string_view bytes, std::span<char> out) {
    ZSTD_inBuffer in{bytes.data(), std::min(bytes.size(), wanted_), 0};
    ZSTD_outBuffer made{out.data(), out.size(), 0};
    const std::size_t result =
        ZSTD_decompressStream(context_.get(), &made, &in);
    if (ZSTD_isError(result) != 0) {
      return {.state = State::damaged, .reason = ZSTD_getErrorName(result)};
    }
    wanted_ = std::max<std::size_t>(result, 1);
    is_full_ = made.pos == out.size();
    return {.taken = in.pos,
            .made = made.pos,
            .state = result == 0 ? State::ended : State::goes_on};
  }

  // What tells how long a frame's header is.
  static constexpr std::size_t kShortestHead = 5;

  std::unique_ptr<ZSTD_DCtx, FreeContext> context_;
  std::size_t wanted_ = 0;
  bool is_full_ = false;  // what it made took all the room
};

}  // namespace

std::unique_ptr<MemberDecoder> make_zstd_decoder() {
  return std::make_unique<ZstdDecoder>();
}

}  // namespace trawl
