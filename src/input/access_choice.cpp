// SPDX-License-Identifier: MIT
#include "input/access_choice.h"

#include <unistd.h>

#include <algorithm>
#include <boost/interprocess/exceptions.hpp>
#include <boost/interprocess/mapped_region.hpp>
#include <memory>

#include "input/open_file.h"
#include "os/retry.h"

namespace trawl {
namespace {

namespace ipc = boost::interprocess;
using Clock = std::chrono::steady_clock;
using std::chrono::nanoseconds;

constexpr std::size_t kPieceBytes = kTimedBytes / 4;
constexpr std::size_t kCacheLine = 64;

nanoseconds time_mapping(int descriptor, ByteOffset begin) {
  const Clock::time_point start = Clock::now();
  const ipc::mapped_region region(OpenFile{descriptor}, ipc::read_only,
                                  static_cast<ipc::offset_t>(begin),
                                  kPieceBytes);
  const auto* bytes = static_cast<const volatile char*>(region.get_address());
  for (std::size_t i = 0; i < region.get_size(); i += kCacheLine) {
    static_cast<void>(bytes[i]);
  }
  return Clock::now() - start;
}

nanoseconds time_reading(int descriptor, ByteOffset begin, char* buffer) {
  const Clock::time_point start = Clock::now();
  retry_interrupted([&] {
    return ::pread(descriptor, buffer, kPieceBytes, static_cast<off_t>(begin));
  });
  return Clock::now() - start;
}

}  // namespace

AccessCosts time_access(int descriptor, ByteOffset begin) {
  begin -= begin % ipc::mapped_region::get_page_size();
  // With its pages in place, as a buffer that is used again has them.
  const auto buffer = std::make_unique<char[]>(kPieceBytes);
  AccessCosts costs{nanoseconds::max(), nanoseconds::max()};
  try {
    for (ByteOffset at = begin; at < begin + kTimedBytes;
         at += 2 * kPieceBytes) {
      costs.map = std::min(costs.map, time_mapping(descriptor, at));
      costs.read = std::min(
          costs.read, time_reading(descriptor, at + kPieceBytes, buffer.get()));
    }
  } catch (const ipc::interprocess_exception&) {
    // No room for a mapping: not a choice.
    costs.map = nanoseconds::max();
  }
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
