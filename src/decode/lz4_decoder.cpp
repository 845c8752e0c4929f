// SPDX-License-Identifier: MIT
// lz4 frames.
#include <lz4frame.h>

#include <memory>
#include <new>

#include "decode/blockwise_decoder.h"

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

class Lz4 {
 public:
  static constexpr std::size_t kHeadBytes = LZ4F_MIN_SIZE_TO_KNOW_HEADER_LENGTH;

  void begin() { LZ4F_resetDecompressionContext(context_.get()); }

  BlockwiseCall decode(std::string_view bytes, std::span<char> out) {
    std::size_t taken = bytes.size();
    std::size_t made = out.size();
    const std::size_t result = LZ4F_decompress(
        context_.get(), out.data(), &made, bytes.data(), &taken, nullptr);
    if (LZ4F_isError(result) != 0) return {.error = LZ4F_getErrorName(result)};
    return {.taken = taken, .made = made, .wanted = result};
  }

 private:
  std::unique_ptr<LZ4F_dctx, FreeContext> context_{make_context()};
};

}  // namespace

std::unique_ptr<MemberDecoder> make_lz4_decoder() {
  return std::make_unique<BlockwiseDecoder<Lz4>>();
}

}  // namespace trawl
