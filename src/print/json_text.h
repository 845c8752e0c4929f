// SPDX-License-Identifier: MIT
// Arbitrary bytes as JSON, the way ripgrep does: {"text":"..."} if they are
// UTF-8, else {"bytes":"..."} in base64. Valid JSON for any input.
#pragma once

#include <string_view>

#include "trawl/output_buffer.h"

namespace trawl {

// The inside of a JSON string. `text` must be UTF-8.
void append_json_escaped(std::string_view text, OutputBuffer&);

void append_base64(std::string_view bytes, OutputBuffer&);

// The object for `bytes`, followed inside it by a newline if `terminated`.
void append_json_bytes(std::string_view bytes, bool terminated, OutputBuffer&);

}  // namespace trawl
