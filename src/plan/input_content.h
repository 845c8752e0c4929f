// SPDX-License-Identifier: MIT
// What is in a file, by its first bytes.
#pragma once

#include "decode/format.h"
#include "text/encoding.h"
#include "trawl/decompression.h"

namespace trawl {

struct InputContent {
  bool is_encoded = false;  // not UTF-8
  Format format = Format::none;
  bool is_compressed() const { return format != Format::none; }
  bool is_plain() const { return !is_encoded && !is_compressed(); }
};

// Of the file that is read by `descriptor`, which is not moved.
InputContent look_into(int descriptor, TextEncodings&, const Decompression&);

}  // namespace trawl
