// SPDX-License-Identifier: MIT
#include "support/compressed_bytes.h"

#include <stdexcept>

namespace trawl::test {
namespace {

Outcome filter(const std::vector<std::string>& words, std::string_view input) {
  return run_program({.words = words, .input = PipedInput{std::string(input)}});
}

}  // namespace

std::string CompressionTool::pack(std::string_view text) const {
  const Outcome packed = filter(packing, text);
  if (packed.status != 0) {
    throw std::runtime_error(name + " failed: " + packed.err);
  }
  return packed.out;
}

Outcome CompressionTool::unpack(std::string_view bytes) const {
  return filter(unpacking, bytes);
}

const std::vector<CompressionTool>& compression_tools() {
  static const std::vector<CompressionTool> tools = {
      {"gzip", {"gzip", "-nc"}, {"gzip", "-dc"}},
      {"zstd", {"zstd", "-qc"}, {"zstd", "-dqc"}},
      {"xz", {"xz", "-0c"}, {"xz", "-dc"}},
      {"bzip2", {"bzip2", "-c"}, {"bzip2", "-dc"}},
      {"lz4", {"lz4", "-qc"}, {"lz4", "-dqc"}}};
  return tools;
}

}  // namespace trawl::test
