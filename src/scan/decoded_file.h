// SPDX-License-Identifier: MIT
// A small file in another encoding, as UTF-8.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "input/decoded_block.h"
#include "input/read_file.h"
#include "text/encoding.h"

namespace trawl {

struct DecodedFile {
  std::unique_ptr<std::string> text;
  DecodedBlock view;
  std::optional<ByteOffset> bad_at;  // of the file
};

// Unset if it is in UTF-8 as it is.
std::optional<DecodedFile> decode_file(ReadFile& file,
                                       TextEncodings& encodings);

// Whichever of the two is to be searched.
inline InputView& text_of(std::optional<DecodedFile>& decoded, ReadFile& file) {
  if (decoded) return decoded->view;
  return file;
}

}  // namespace trawl
