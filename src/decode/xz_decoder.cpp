// SPDX-License-Identifier: MIT
// xz files with all their streams: the library itself knows what may lie
// between and behind those; and files of LZMA alone.
#include <lzma.h>

#include <cstdint>
#include <new>

#include "decode/buffered_decoder.h"
#include "decode/xz_limits.h"

namespace trawl {
namespace {

const char* describe(lzma_ret result) {
  switch (result) {
    case LZMA_FORMAT_ERROR:
      return "it is not xz";
    case LZMA_OPTIONS_ERROR:
      return "its options are unknown";
    case LZMA_MEMLIMIT_ERROR:
      return "decoding it takes more than 128 MiB of memory "
             "(`xz -dc FILE | trawl ...` does)";
    case LZMA_BUF_ERROR:
      return "it ends too early";
    default:
      return "the compressed data makes no sense";
  }
}

lzma_ret begin_xz(lzma_stream& stream) {
  return lzma_stream_decoder(&stream, kMostXzMemory, LZMA_CONCATENATED);
}

lzma_ret begin_lzma(lzma_stream& stream) {
  return lzma_alone_decoder(&stream, kMostXzMemory);
}

template <lzma_ret (*Begin)(lzma_stream&)>
class Lzma {
 public:
  Lzma() = default;
  ~Lzma() { lzma_end(&stream_); }
  Lzma(const Lzma&) = delete;
  Lzma& operator=(const Lzma&) = delete;

  void begin() {
    if (Begin(stream_) != LZMA_OK) throw std::bad_alloc();
  }

  MemberDecoder::Step decode(std::string_view bytes, std::span<char> out,
                             bool at_end) {
    stream_.next_in = reinterpret_cast<const std::uint8_t*>(bytes.data());
    stream_.avail_in = bytes.size();
    stream_.next_out = reinterpret_cast<std::uint8_t*>(out.data());
    stream_.avail_out = out.size();
    const lzma_ret result =
        lzma_code(&stream_, at_end ? LZMA_FINISH : LZMA_RUN);
    if (result == LZMA_MEM_ERROR) throw std::bad_alloc();
    MemberDecoder::Step step{.taken = bytes.size() - stream_.avail_in,
                             .made = out.size() - stream_.avail_out};
    if (result == LZMA_STREAM_END) {
      step.state = MemberDecoder::State::ended;
    } else if (result == LZMA_BUF_ERROR && !at_end) {
      // Nothing to do with what there is.
    } else if (result != LZMA_OK) {
      step.state = result == LZMA_MEMLIMIT_ERROR
                       ? MemberDecoder::State::refused
                       : MemberDecoder::State::damaged;
      step.reason = describe(result);
    }
    return step;
  }

 private:
  lzma_stream stream_ = LZMA_STREAM_INIT;
};

}  // namespace

std::unique_ptr<MemberDecoder> make_xz_decoder() {
  return std::make_unique<BufferedDecoder<Lzma<begin_xz>>>();
}

std::unique_ptr<MemberDecoder> make_lzma_decoder() {
  return std::make_unique<BufferedDecoder<Lzma<begin_lzma>>>();
}

}  // namespace trawl
