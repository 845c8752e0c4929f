// SPDX-License-Identifier: MIT
#include "cli/byte_range.h"

#include <fmt/format.h>

#include <charconv>
#include <limits>
#include <optional>
#include <system_error>

#include "cli/usage_error.h"

namespace trawl {
namespace {

// How many bits a suffix shifts a number to the left.
std::optional<unsigned> suffix_bits(std::string_view suffix) {
  if (suffix.empty()) return 0;
  if (suffix.size() > 1) return std::nullopt;
  constexpr std::string_view kSuffixes = "kKmMgGtT";
  const std::size_t found = kSuffixes.find(suffix[0]);
  if (found == std::string_view::npos) return std::nullopt;
  return static_cast<unsigned>(found / 2 + 1) * 10;
}

std::optional<ByteOffset> parse_offset(std::string_view text) {
  ByteOffset number = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc()) return std::nullopt;
  const auto bits =
      suffix_bits(text.substr(static_cast<std::size_t>(stop - text.data())));
  if (!bits || number > std::numeric_limits<ByteOffset>::max() >> *bits) {
    return std::nullopt;
  }
  return number << *bits;
}

[[noreturn]] void fail(std::string_view text, std::string_view reason) {
  throw UsageError(fmt::format("--range {}: {}", text, reason));
}

}  // namespace

ByteRange parse_byte_range(std::string_view text) {
  constexpr std::string_view kExpected =
      "expected FROM:TO in bytes, as in 512K:4M, :4M or 512K:";
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos || text.size() == 1) {
    fail(text, kExpected);
  }
  ByteRange range;
  const std::string_view from = text.substr(0, colon);
  const std::string_view to = text.substr(colon + 1);
  const auto begin = from.empty() ? range.begin : parse_offset(from);
  const auto end = to.empty() ? range.end : parse_offset(to);
  if (!begin || !end) fail(text, kExpected);
  if (*begin > *end) fail(text, "FROM is behind TO");
  return {*begin, *end};
}

}  // namespace trawl
