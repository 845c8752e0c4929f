// SPDX-License-Identifier: MIT
#include "agreement/tuning.h"

#include <algorithm>

namespace trawl::test {

std::vector<std::size_t> shard_sizes(std::size_t input_bytes) {
  constexpr std::size_t kMostShards = 1500;
  std::vector<std::size_t> sizes;
  for (const std::size_t size : {1U, 7U, 64U, 4096U}) {
    const std::size_t least = std::max(size, input_bytes / kMostShards);
    if (sizes.empty() || sizes.back() != least) sizes.push_back(least);
  }
  return sizes;
}

std::vector<Tuning> all_tunings(std::size_t input_bytes) {
  std::vector<Tuning> tunings = {{}, {"-j0"}};
  for (const char* workers : {"-j3", "-j1"}) {
    for (const std::size_t size : shard_sizes(input_bytes)) {
      tunings.push_back({workers, "--shard-size", std::to_string(size)});
    }
#ifdef TRAWL_SANITIZED
    break;  // a process takes ten times as long to start
#endif
  }
  return tunings;
}

const std::vector<std::string>& engine_flags() {
  static const std::vector<std::string> flags = {
      "--engine=auto", "--engine=hyperscan", "--engine=pcre2"};
  return flags;
}

}  // namespace trawl::test
