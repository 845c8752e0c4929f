// SPDX-License-Identifier: MIT
#include "print/snippet_cut.h"

#include <algorithm>

#include "text/utf8.h"

namespace trawl {
namespace {

constexpr std::size_t kLongestCharacter = 4;

// The end of the character that byte `at` lies inside of, or `at` itself if a
// character (or a stray byte) begins there.
std::size_t find_character_end(std::string_view text, std::size_t at) {
  for (std::size_t back = 1; back < kLongestCharacter && back <= at; ++back) {
    const std::size_t length = character_length(text.substr(at - back));
    if (length > back) return at - back + length;
    // Only continuation bytes can lie between `at` and the character's start.
    if (length != 0) break;
  }
  return at;
}

// The same, but its start.
std::size_t find_character_start(std::string_view text, std::size_t at) {
  for (std::size_t back = 1; back < kLongestCharacter && back <= at; ++back) {
    const std::size_t length = character_length(text.substr(at - back));
    if (length > back) return at - back;
    if (length != 0) break;
  }
  return at;
}

}  // namespace

SnippetCut cut_snippet(std::string_view record, Span match, ByteCount bytes) {
  const std::size_t room_before = std::min<ByteCount>(match.begin, bytes);
  const std::size_t room_after =
      std::min<ByteCount>(record.size() - match.end, bytes);
  // A match may itself begin inside a character (\C); the cut stays outside.
  const std::size_t begin = std::min(
      find_character_end(record, match.begin - room_before), match.begin);
  const std::size_t end =
      std::max(find_character_start(record, match.end + room_after), match.end);
  return {.before = record.substr(begin, match.begin - begin),
          .match = record.substr(match.begin, match.end - match.begin),
          .after = record.substr(match.end, end - match.end),
          .cut_before = begin > 0,
          .cut_after = end < record.size()};
}

}  // namespace trawl
