// SPDX-License-Identifier: MIT
#include "input/access_choice.h"

#include <algorithm>

#include "input/mapped_file.h"
#include "input/read_file.h"

namespace trawl {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::nanoseconds;

constexpr std::size_t kCacheLine = 64;

void touch(InputView& view, ByteOffset begin, ByteOffset end) {
  while (begin < end && begin < view.size()) {
    const ByteOffset step = std::min(end, begin + ReadFile::kReadBytes);
    const std::string_view bytes = view.view(begin, step);
    for (std::size_t i = 0; i < bytes.size(); i += kCacheLine) {
      static_cast<void>(*static_cast<const volatile char*>(&bytes[i]));
    }
    begin = step;
  }
}

}  // namespace

AccessCosts time_access(int descriptor, ByteOffset size, ByteOffset begin,
                        ByteOffset end, std::vector<char>& buffer) {
  const ByteOffset middle = begin + (end - begin) / 2;
  AccessCosts costs{nanoseconds::max(), nanoseconds::max()};
  const auto time_mapping = [&](ByteOffset from, ByteOffset to) {
    const Clock::time_point start = Clock::now();
    {
      MappedFile file(descriptor, size);
      touch(file, from, to);
    }  // and unmaps
    costs.map = std::min<nanoseconds>(costs.map, Clock::now() - start);
  };
  const auto time_reading = [&](ByteOffset from, ByteOffset to) {
    const Clock::time_point start = Clock::now();
    ReadFile file(descriptor, size, buffer);
    touch(file, from, to);
    costs.read = std::min<nanoseconds>(costs.read, Clock::now() - start);
  };
  time_mapping(begin, middle);
  time_reading(middle, end);
  time_mapping(middle, end);
  time_reading(begin, middle);
  return costs;
}

bool AccessChoice::wants_costs() const { return shards_left_ <= 0; }

void AccessChoice::learn(AccessCosts costs) {
  const bool maps = static_cast<double>(costs.map.count()) * kMapAdvantage <
                    static_cast<double>(costs.read.count());
  chosen_ = maps ? FileAccess::map : FileAccess::read;
  shards_left_ = maps ? kMappedShardsBetweenTrials : kShardsBetweenTrials;
}

FileAccess AccessChoice::next() {
  --shards_left_;
  return chosen_;
}

}  // namespace trawl
