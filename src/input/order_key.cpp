// SPDX-License-Identifier: MIT
#include "input/order_key.h"

#include <algorithm>
#include <limits>
#include <string_view>

namespace trawl {
namespace {

using Key = InputSelection::Order::Key;

// Of a time that is too far off to be counted, as a file system may have any,
// the furthest that is not.
std::int64_t nanoseconds(const statx_timestamp& time) {
  constexpr std::int64_t kSecond = 1'000'000'000;
  constexpr std::int64_t kMost =
      std::numeric_limits<std::int64_t>::max() / kSecond - 1;
  return std::clamp<std::int64_t>(time.tv_sec, -kMost, kMost) * kSecond +
         time.tv_nsec;
}

int rank(char c) { return c == '/' ? -1 : static_cast<unsigned char>(c); }

// With the slash as the lowest of all characters, so that what lies in a
// directory follows it at once.
bool is_path_before(std::string_view left, std::string_view right) {
  return std::ranges::lexicographical_compare(left, right, {}, rank, rank);
}

}  // namespace

std::int64_t order_key(Key key, const struct statx& facts) {
  switch (key) {
    case Key::none:
    case Key::path:
      break;
    case Key::size:
      return static_cast<std::int64_t>(facts.stx_size);
    case Key::modified:
      return nanoseconds(facts.stx_mtime);
    case Key::accessed:
      return nanoseconds(facts.stx_atime);
    case Key::created:
      if ((facts.stx_mask & STATX_BTIME) != 0) {
        return nanoseconds(facts.stx_btime);
      }
      break;
  }
  return 0;
}

bool comes_before(const InputSelection::Order& order, const FoundPath& left,
                  const FoundPath& right) {
  if (left.order_key != right.order_key) {
    return (left.order_key < right.order_key) != order.descending;
  }
  const bool is_reversed = order.key == Key::path && order.descending;
  return is_reversed ? is_path_before(right.path, left.path)
                     : is_path_before(left.path, right.path);
}

}  // namespace trawl
