// SPDX-License-Identifier: MIT
// Arbitrary bytes as JSON, the way ripgrep does: {"text":"..."} if they are
// UTF-8, else {"bytes":"..."} in base64. Valid JSON for any input.
#pragma once

#include <string>
#include <string_view>

#include "trawl/output_buffer.h"

namespace trawl {

enum class JsonEscapes {
  needed,    // what JSON asks for
  terminal,  // also what could drive a terminal; it means the same
};

// The inside of a JSON string. `text` must be UTF-8.
void append_json_escaped(std::string_view text, JsonEscapes, OutputBuffer&);

// A whole JSON string of any bytes; those that are not UTF-8 are replaced.
std::string json_string(std::string_view bytes);

void append_base64(std::string_view bytes, OutputBuffer&);

// The object for `bytes`, followed inside it by `terminator`, which is ASCII.
void append_json_bytes(std::string_view bytes, std::string_view terminator,
                       JsonEscapes, OutputBuffer&);

}  // namespace trawl
