// SPDX-License-Identifier: MIT
// lz4 frames, one block at a time for the same reason as zstd's: what a call
// made before it met damage is forgotten.
#include <lz4frame.h>

#include <algorithm>
#include <memory>
#include <new>

#include "decode/member_decoder.h"

namespace trawl {
namespace {

struct FreeContext {
  void operator()(LZ4F_dctx* context) const {
    LZ4F_freeDecompressionContext(context);
  }
};

LZ4F_dctx* make_context() {
  LZ4F_dctx* context = nullptr;
  if (LZ4F_isError(LZ4F_createDecompressionContext(&context, LZ4F_VERSION))) {
    throw std::bad_alloc();
  }
  return context;
}

class Lz4Decoder final : public MemberDecoder {
 public:
  void begin() override {
    LZ4F_resetDecompressionContext(context_.get());
    wanted_ = LZ4F_MIN_SIZE_TO_KNOW_HEADER_LENGTH;
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
    std::size_t taken = std::min(bytes.size(), wanted_);
    std::size_t made = out.size();
    const std::size_t result = LZ4F_decompress(
        context_.get(), out.data(), &made, bytes.data(), &taken, nullptr);
    if (LZ4F_isError(result) != 0) {
      return {.state = State::damaged, .reason = LZ4F_getErrorName(result)};
    }
    wanted_ = std::max<std::size_t>(result, 1);
    is_full_ = made == out.size();
    return {.taken = taken,
            .made = made,
            .state = result == 0 ? State::ended : State::goes_on};
  }

  std::unique_ptr<LZ4F_dctx, FreeContext> context_{make_context()};
  std::size_t wanted_ = 0;
  bool is_full_ = false;  // what it made took all the room
};

}  // namespace

std::unique_ptr<MemberDecoder> make_lz4_decoder() {
  return std::make_unique<Lz4Decoder>();
}

}  // namespace trawl
