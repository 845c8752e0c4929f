// SPDX-License-Identifier: MIT
// bzip2 streams.
#include <bzlib.h>

#include <new>

#include "decode/member_decoder.h"

namespace trawl {
namespace {

class Bzip2Decoder final : public MemberDecoder {
 public:
  Bzip2Decoder() = default;
  ~Bzip2Decoder() override { end(); }
  Bzip2Decoder(const Bzip2Decoder&) = delete;
  Bzip2Decoder& operator=(const Bzip2Decoder&) = delete;

  void begin() override {
    end();
    stream_ = {};
    if (BZ2_bzDecompressInit(&stream_, 0, 0) != BZ_OK) throw std::bad_alloc();
    has_begun_ = true;
  }

  Step decode(std::string_view bytes, std::span<char> out, bool) override {
    stream_.next_in = const_cast<char*>(bytes.data());
    stream_.avail_in = static_cast<unsigned>(bytes.size());
    stream_.next_out = out.data();
    stream_.avail_out = static_cast<unsigned>(out.size());
    const int result = BZ2_bzDecompress(&stream_);
    if (result == BZ_MEM_ERROR) throw std::bad_alloc();
    Step step{.taken = bytes.size() - stream_.avail_in,
              .made = out.size() - stream_.avail_out};
    if (result == BZ_STREAM_END) {
      step.state = State::ended;
    } else if (result != BZ_OK) {
      step.state = State::damaged;
      step.reason = result == BZ_DATA_ERROR_MAGIC
                        ? "it is no bzip2 header"
                        : "the compressed data makes no sense";
    }
    return step;
  }

 private:
  void end() {
    if (has_begun_) BZ2_bzDecompressEnd(&stream_);
    has_begun_ = false;
  }

  bz_stream stream_{};
  bool has_begun_ = false;
};

}  // namespace

std::unique_ptr<MemberDecoder> make_bzip2_decoder() {
  return std::make_unique<Bzip2Decoder>();
}

}  // namespace trawl
