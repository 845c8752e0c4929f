// SPDX-License-Identifier: MIT
#include "decode/member_decoder.h"

#include "trawl/error.h"

namespace trawl {

std::unique_ptr<MemberDecoder> make_member_decoder(Format format) {
  switch (format) {
    case Format::gzip:
      return make_gzip_decoder();
    case Format::zstd:
      return make_zstd_decoder();
    case Format::xz:
      return make_xz_decoder();
    case Format::lzma:
      return make_lzma_decoder();
    case Format::bzip2:
      return make_bzip2_decoder();
    case Format::lz4:
      return make_lz4_decoder();
    case Format::lz4_legacy:
      throw Error("lz4's legacy format is not read (lz4 -dc reads it)");
    case Format::none:
      break;
  }
  return nullptr;
}

}  // namespace trawl
