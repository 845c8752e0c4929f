// SPDX-License-Identifier: MIT
#include "input/access_choice.h"

#include <algorithm>
#include <cstdint>

#include "input/mapped_file.h"
#include "input/read_file.h"
#include "text/fetch_ahead.h"

namespace trawl {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::nanoseconds;

constexpr std::size_t kCacheLine = 64;

// What is read is looked at in the cache; what is mapped comes into it while it
// is looked at, and may cost a quarter more by itself. Measured where both cost
// the same, 2 GiB, two workers, seconds mapped and read: the needle 7f3a 0.17
// 0.20, Exception.*request 0.25 0.33, \d{4,6}ms 0.21 0.28, \w+\s+took\s+\d{3,}
// 0.24 0.26; Hyperscan alone may be slower, ^2023-03-14 00:0[0-4] 0.31 0.25.
constexpr int kMostMapped = 5, kMostRead = 4;

// By which one way is taken to be slower than the other, at most.
constexpr std::int64_t kMostTimes = 15;

// Of what is timed, mapped and read in turn. Each comes from memory, as it does
// in a search: to time both ways on the same bytes is to time one of them on
// the cache (measured: then reading was chosen for every second search of a
// file that is 1.4 times as fast mapped).
constexpr int kPieces = 4;

void touch(InputView& view, ByteOffset begin, ByteOffset end) {
  while (begin < end && begin < view.size()) {
    const ByteOffset step = std::min(end, begin + ReadFile::kReadBytes);
    const std::string_view bytes = view.view(begin, step);
    for (std::size_t i = 0; i < bytes.size(); i += kCacheLine) {
      fetch_ahead(&bytes[i]);  // as most searches do
      static_cast<void>(*static_cast<const volatile char*>(&bytes[i]));
    }
    begin = step;
  }
}

}  // namespace

AccessCosts time_access(int descriptor, ByteOffset size, ByteOffset begin,
                        ByteOffset end, ReadBuffer& buffer) {
  const ByteCount piece = (end - begin) / kPieces;
  AccessCosts costs{nanoseconds::max(), nanoseconds::max()};
  // What fails does so fast, and is not to be chosen for it.
  const auto time_piece = [&](nanoseconds& cost, auto access) {
    const Clock::time_point start = Clock::now();
    const bool has_failed = access() != 0;
    if (!has_failed) cost = std::min<nanoseconds>(cost, Clock::now() - start);
    begin += piece;
  };
  for (int i = 0; i < kPieces; i += 2) {
    time_piece(costs.map, [&] {
      MappedFile file(descriptor, size);
      touch(file, begin, begin + piece);
      return file.error();
    });  // and unmaps
    time_piece(costs.read, [&] {
      ReadFile file(descriptor, size, buffer);
      touch(file, begin, begin + piece);
      return file.error();
    });
  }
  return costs;
}

bool AccessChoice::wants_costs() const { return bytes_left_ == 0; }

void AccessChoice::learn(AccessCosts costs, std::optional<FileAccess> others) {
  const FileAccess faster = kMostRead * costs.map < kMostMapped * costs.read
                                ? FileAccess::map
                                : FileAccess::read;
  const bool is_confirmed =
      others == faster || (was_told_ && faster == chosen_);
  chosen_ = faster;
  was_told_ = true;
  const auto [least, most] = std::minmax(costs.map, costs.read);
  const auto times = static_cast<ByteCount>(std::min<std::int64_t>(
      most / std::max(least, nanoseconds(1)), kMostTimes));
  bytes_left_ = (is_confirmed ? kBytesBetweenTrials : kBytesUnconfirmed) *
                (1 + times) / 2;
}

FileAccess AccessChoice::next(ByteCount bytes) {
  bytes_left_ -= std::min(bytes_left_, bytes);
  return chosen_;
}

}  // namespace trawl
