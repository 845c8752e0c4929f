// SPDX-License-Identifier: MIT
#include "agreement/tuning.h"

#include <algorithm>

namespace trawl::test {

std::vector<std::size_t> shard_sizes(std::size_t input_bytes) {
  constexpr std::size_t kMostShards = 4000;
  std::vector<std::size_t> sizes;
  for (const std::size_t size : {1U, 7U, 64U, 4096U}) {
    sizes.push_back(std::max(size, input_bytes / kMostShards));
  }
  return sizes;
}

std::vector<Tuning> all_tunings(std::size_t input_bytes) {
  std::vector<Tuning> tunings = {{}, {"-j0"}};
  for (const char* workers : {"-j1", "-j3"}) {
    for (const std::size_t size : shard_sizes(input_bytes)) {
      tunings.push_back({workers, "--shard-size", std::to_string(size)});
    }
  }
  return tunings;
}

const std::vector<std::string>& engine_flags() {
  static const std::vector<std::string> flags = {
      "--engine=auto", "--engine=hyperscan", "--engine=pcre2"};
  return flags;
}

}  // namespace trawl::test
