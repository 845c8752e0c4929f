// SPDX-License-Identifier: MIT
#include "plan/decoding_choice.h"

namespace trawl {
namespace {

// Where only one process can decode a file, all that the others can do for it
// is to search it meanwhile, a small part of the time.
constexpr ByteCount kDecodingToSearching = 8;

}  // namespace

bool is_decoded_for_all(const CompressedInput& input, unsigned workers) {
  if (workers == 0) return false;
  if (input.bytes_behind == 0) return true;
  return input.bytes_behind < (input.has_parts
                                   ? input.text_bytes * (workers - 1)
                                   : input.text_bytes / kDecodingToSearching);
}

}  // namespace trawl
