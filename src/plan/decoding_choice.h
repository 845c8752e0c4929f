// SPDX-License-Identifier: MIT
// How a compressed file is shared out. Either one worker decodes and searches
// all of it, which costs least; or decoders of its own make its text, as that
// of a stream, for all workers. What decides is whether there is enough behind
// it to keep the other workers at work meanwhile.
#pragma once

#include "trawl/units.h"

namespace trawl {

struct CompressedInput {
  ByteCount text_bytes = 0;    // about
  ByteCount bytes_behind = 0;  // of text in the inputs behind it, as far known
  bool has_parts = false;      // for several decoders
};

bool is_decoded_for_all(const CompressedInput& input, unsigned workers);

}  // namespace trawl
