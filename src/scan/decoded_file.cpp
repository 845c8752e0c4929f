// SPDX-License-Identifier: MIT
#include "scan/decoded_file.h"

#include <algorithm>
#include <string_view>
#include <utility>

namespace trawl {

std::optional<DecodedFile> decode_file(ReadFile& file,
                                       TextEncodings& encodings) {
  const std::string_view head = file.view(
      0, std::min<ByteOffset>(TextEncodings::kHeadBytes, file.size()));
  const TextEncodings::Number number = encodings.find(head);
  if (number == TextEncodings::kUtf8) return std::nullopt;
  const ByteOffset begin = encodings.mark_bytes(number);
  const TextEncoding& encoding = encodings.get(number);
  TextEncoding::Text decoded =
      encoding.decode_all(file.view(begin, file.size()));
  auto text = std::make_unique<std::string>(std::move(decoded.text));
  const DecodedBlock view(*text, 0, encoding, begin);
  return DecodedFile{.text = std::move(text),
                     .view = view,
                     .bad_at = decoded.bad_at
                                   ? std::optional(begin + *decoded.bad_at)
                                   : std::nullopt};
}

}  // namespace trawl
