// SPDX-License-Identifier: MIT
// The formats' own tools: they make what the tests decode, and say what there
// is to be found in what is damaged.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "support/run_program.h"

namespace trawl::test {

struct CompressionTool {
  std::string name;
  std::vector<std::string> packing, unpacking;  // filters

  std::string pack(std::string_view text) const;
  Outcome unpack(std::string_view bytes) const;
};

// One for each format: gzip, zstd, xz, bzip2, lz4.
const std::vector<CompressionTool>& compression_tools();

}  // namespace trawl::test
