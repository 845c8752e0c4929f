// SPDX-License-Identifier: MIT
// zstd frames.
#include <zstd.h>
#include <zstd_errors.h>

#include <algorithm>
#include <memory>
#include <new>

#include "decode/blockwise_decoder.h"
#include "decode/whole_members.h"

namespace trawl {
namespace {

struct FreeContext {
  void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
};
using Context = std::unique_ptr<ZSTD_DCtx, FreeContext>;

Context make_context() {
  Context context(ZSTD_createDCtx());
  if (!context) throw std::bad_alloc();
  return context;
}

// The window is more than ZSTD_d_windowLogMax allows, which is not set: 27.
bool is_refused(std::size_t result) {
  return ZSTD_getErrorCode(result) == ZSTD_error_frameParameter_windowTooLarge;
}

// A block that makes too much finds more room or less, by what was decoded
// before with the same context.
const char* describe(std::size_t result) {
  if (is_refused(result)) {
    return "decoding it takes more than 128 MiB of memory "
           "(`zstd -dc --long=31 FILE | trawl ...` does)";
  }
  const ZSTD_ErrorCode code = ZSTD_getErrorCode(result);
  return ZSTD_getErrorString(code == ZSTD_error_dstSize_tooSmall
                                 ? ZSTD_error_corruption_detected
                                 : code);
}

class Zstd {
 public:
  static constexpr std::size_t kHeadBytes = 5;

  void begin() { ZSTD_DCtx_reset(context_.get(), ZSTD_reset_session_only); }

  BlockwiseCall decode(std::string_view bytes, std::span<char> out) {
    ZSTD_inBuffer in{bytes.data(), bytes.size(), 0};
    ZSTD_outBuffer made{out.data(), out.size(), 0};
    const std::size_t result =
        ZSTD_decompressStream(context_.get(), &made, &in);
    if (ZSTD_getErrorCode(result) == ZSTD_error_memory_allocation) {
      throw std::bad_alloc();
    }
    if (ZSTD_isError(result) != 0) {
      return {.error = describe(result), .is_refused = is_refused(result)};
    }
    return {.taken = in.pos, .made = made.pos, .wanted = result};
  }

 private:
  Context context_ = make_context();
};

// Block by block like a stream, of which it must give the text: a frame at once
// is also decoded where a block makes more than it may (zstd 1.5.4).
class WholeZstd final : public WholeMembers {
 public:
  // The room stays where it is, and is the window (ZSTD_d_stableOutBuffer).
  // Where that is not known any more, the text is copied once more.
  WholeZstd() {
    ZSTD_DCtx_setParameter(context_.get(), ZSTD_d_experimentalParam2, 1);
  }

  std::optional<std::size_t> decode(std::string_view bytes,
                                    std::span<char> out) override {
    ZSTD_DCtx_reset(context_.get(), ZSTD_reset_session_only);
    std::size_t made = 0;
    while (!bytes.empty()) {
      ZSTD_outBuffer text{out.data() + made, out.size() - made, 0};
      if (!decode_frame(bytes, text)) return std::nullopt;
      made += text.pos;
    }
    return made;
  }

 private:
  bool decode_frame(std::string_view& bytes, ZSTD_outBuffer& text) {
    for (std::size_t wanted = Zstd::kHeadBytes; wanted > 0;) {
      ZSTD_inBuffer in{bytes.data(), std::min(wanted, bytes.size()), 0};
      const std::size_t before = text.pos;
      wanted = ZSTD_decompressStream(context_.get(), &text, &in);
      if (ZSTD_isError(wanted) != 0) return false;
      if (in.pos == 0 && text.pos == before) return false;  // it is cut off
      bytes.remove_prefix(in.pos);
    }
    return true;
  }

  Context context_ = make_context();
};

}  // namespace

std::unique_ptr<WholeMembers> make_whole_zstd() {
  return std::make_unique<WholeZstd>();
}

std::unique_ptr<MemberDecoder> make_zstd_decoder() {
  return std::make_unique<BlockwiseDecoder<Zstd>>();
}

}  // namespace trawl
