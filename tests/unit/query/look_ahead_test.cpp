// SPDX-License-Identifier: MIT
#include "query/look_ahead.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "query/newline_free.h"
#include "query/pcre2.h"
#include "random_pattern.h"

namespace trawl::test {
namespace {

bool is_skipping(std::string_view typed) {
  const std::string pattern = rewrite_newline_free(typed, false).text;
  return with_lines_skipped(pattern) != pattern;
}

// Up to the first undecided one, which has an error.
std::vector<Pcre2Match> all_matches(const std::string& pattern,
                                    const Pcre2Options& options, bool jit,
                                    std::string_view text) {
  Pcre2Code code(pattern, options);
  if (jit) code.compile_jit();
  Pcre2Scratch scratch;
  std::vector<Pcre2Match> matches;
  for (std::size_t offset = 0; offset <= text.size();) {
    matches.push_back(scratch.match(code, text, offset));
    if (matches.back().outcome != Pcre2Match::Outcome::match) break;
    offset = std::max(offset, matches.back().span.end) + 1;
  }
  return matches;
}

bool are_same(const std::vector<Pcre2Match>& one,
              const std::vector<Pcre2Match>& other) {
  return std::ranges::equal(one, other, [](const auto& a, const auto& b) {
    return a.outcome == b.outcome && a.span.begin == b.span.begin &&
           a.span.end == b.span.end;
  });
}

bool is_decided(const std::vector<Pcre2Match>& matches) {
  return matches.back().outcome != Pcre2Match::Outcome::undecided;
}

TEST_CASE("LookAhead: LinesAreSkippedIfAllIsAheadOfTheirBeginning") {
  CHECK(with_lines_skipped("(?=.*a)") == "(?:(?=.*a)|.*+(*SKIP)(*FAIL))");
  for (const char* pattern :
       {"(?=.*a)(?=.*b)", "(?=.+a).*b", "(?i)(?=.*(a|b))", "(?s)(?=.*a)",
        "(?=.*?[)]).+x", "(?=.*[^ ]\\S)(?=.*\\w+(?<!x)\\.\\x41)",
        "(?=.*(?i:a)(?<n>b)(?P<m>c))(?=.*(?i)d)"}) {
    CAPTURE(pattern);
    CHECK(is_skipping(pattern));
  }
}

// (?=.*a)b may match where (?=.*a) does not in front of it.
TEST_CASE("LookAhead: OtherPatternsStayAsTheyAre") {
  for (const char* pattern :
       {"", "a", ".*a", "(?=a)", "(?=.*a)b", "(?=.*a|b)", "(?=.*a)|b",
        "(?=.*a)?", "(?=.*a){0}", "(?!.*a)", "(?=.*a)(?!.*b)", "(?=.*(a))\\1",
        "(?=.*(a)(?1))", "(?=.*\\Ka)", "(?=.*a\\G)", "(?=.*(?<n>a))\\k<n>",
        "(?=.*(a))(?=.*(?(1)b))", "(?=.*(?|a|b))", "(?=.*a).*b|"}) {
    CAPTURE(pattern);
    CHECK_FALSE(is_skipping(pattern));
  }
}

TEST_CASE("LookAhead: MatchesAreTheSameWithLinesSkipped") {
  int compared = 0, matched = 0;
  for (std::uint64_t seed = 0; seed < 4000; ++seed) {
    CAPTURE(seed);
    RandomText random(seed);
    std::string typed;
    do {
      typed += "(?=" + std::string(random.one_in(4) ? ".+" : ".*") +
               random.pattern(false) + ")";
    } while (random.one_in(2));
    if (random.one_in(3)) typed += ".*" + random.pattern(false);
    CAPTURE(typed);
    const bool caseless = random.one_in(3);
    std::string pattern;
    try {
      Pcre2Code(typed, {.caseless = caseless});
      pattern = rewrite_newline_free(typed, caseless).text;
      Pcre2Code(pattern, {.caseless = caseless});
    } catch (const Pcre2Refusal&) {
      continue;
    }
    const std::string skipping = with_lines_skipped(pattern);
    if (skipping == pattern) continue;
    CAPTURE(skipping);
    const bool is_valid = random.one_in(2);
    const std::string text = random.block(is_valid);
    const Pcre2Options options{.text = is_valid ? Pcre2Options::Text::valid_utf8
                                                : Pcre2Options::Text::any_utf8,
                               .caseless = caseless,
                               .multiline = true};
    for (const bool jit : {true, false}) {
      CAPTURE(jit);
      const auto expected = all_matches(pattern, options, jit, text);
      const auto found = all_matches(skipping, options, jit, text);
      if (!is_decided(expected)) continue;
      CHECK(are_same(found, expected));
      ++compared;
      matched += expected.size() > 1 ? 1 : 0;
    }
  }
  CHECK(compared > 1000);
  CHECK(matched > 500);
}

}  // namespace
}  // namespace trawl::test
