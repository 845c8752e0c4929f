// SPDX-License-Identifier: MIT
#include "query/pattern.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <functional>
#include <numeric>

#include "query/basic_syntax.h"
#include "query/look_ahead.h"
#include "query/newline_free.h"
#include "text/ascii.h"
#include "text/utf8.h"
#include "trawl/error.h"

namespace trawl {
namespace {

bool has_several_lines(const Query& query) {
  return query.records.rule != RecordGrouping::Rule::line;
}

// What goes around a pattern for a boundary.
struct Wrap {
  std::string before, after;

  std::string around(std::string_view text) const {
    return before + std::string(text) + after;
  }
};

// `word` is the content of a class of word characters.
Wrap wrap_for(const Query& query, const std::string& word) {
  switch (query.boundary) {
    case Boundary::word:
      return {"(?<![" + word + "])(?:", ")(?![" + word + "])"};
    case Boundary::line:
      if (has_several_lines(query)) return {"\\A(?:", ")\\z"};
      return {"^(?:", ")$"};
    case Boundary::none:
      break;
  }
  return {};
}

// A pattern without any syntax is a fixed string to PCRE2 as well.
bool is_plain(std::string_view text) {
  return text.find_first_of("\\^$.[]|()?*+{}") == std::string_view::npos &&
         is_valid_utf8(text);
}

std::string escape_literal(std::string_view bytes) {
  std::string text;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7f) {
      char escape[8];
      std::snprintf(escape, sizeof escape, "\\x%02x",
                    static_cast<unsigned>(byte));
      text += escape;
    } else {
      if (byte < 0x80 && !is_word_character(c)) text += '\\';
      text += c;
    }
  }
  return text;
}

// What a fixed string's bytes say about how they may be compared.
struct LiteralTraits {
  bool utf = true;
  bool ascii = true;
  bool folds = false;  // case ignored, to characters beyond ASCII
};

LiteralTraits traits_of(std::string_view bytes) {
  LiteralTraits traits;
  traits.utf = is_valid_utf8(bytes);
  traits.ascii = std::all_of(bytes.begin(), bytes.end(), is_ascii);
  traits.folds = std::any_of(bytes.begin(), bytes.end(), folds_beyond_ascii);
  return traits;
}

// The characters that grep -F -w and -G -w take for word characters: '_' and
// what iswalnum says in C.UTF-8, to the last one (134,057 in glibc 2.36). For
// bytes that are not UTF-8, near enough.
const char* unicode_word_class(bool utf) {
  return utf ? "\\p{Alphabetic}\\p{Nd}\\p{Nl}_" : "\\w\\x80-\\xff";
}

// What -w goes by around a regular expression: grep -P's words are ASCII.
const char* word_class(const Query& query) {
  return query.syntax == Syntax::basic ? unicode_word_class(true) : "\\w";
}

// Whether records are what the rewriter and Hyperscan take them for: all bytes
// between two newlines.
bool has_plain_lines(const Query& query) {
  return query.terminator == '\n' && !query.crlf;
}

// Whether a pattern must know where its record begins and ends.
bool sees_record_edges(const Query& query) {
  return has_several_lines(query) && query.boundary == Boundary::line;
}

// Whether a fixed string can be looked for in a block of records of another
// kind: not if it might match across the edge of one.
bool stays_in_record(std::string_view bytes, const Query& query) {
  return !bytes.empty() && query.boundary != Boundary::line &&
         bytes.find(query.terminator) == std::string_view::npos &&
         !(query.crlf && bytes.find('\r') != std::string_view::npos);
}

// The number of backslashes before `place`, odd if they escape what is there.
bool is_escaped(std::string_view text, std::size_t place) {
  std::size_t begin = place;
  while (begin > 0 && text[begin - 1] == '\\') --begin;
  return (place - begin) % 2 != 0;
}

// Takes the repetition off the end: ERROR.* ends where ERROR does, for all that
// counts, and \d+ where \d does. Hyperscan reports every end, so that the fewer
// there are the faster it is: blk_-?\d+ twice, ERROR.* four times as fast, and
// sets compile ten times as fast. `text` comes from the rewriter.
std::string without_last_repeat(std::string_view text) {
  std::string_view rest = text;
  if (rest.ends_with("+?") || rest.ends_with("*?")) rest.remove_suffix(1);
  if (rest.size() < 2 || is_escaped(rest, rest.size() - 1)) {
    return std::string(text);
  }
  const char last = rest.back();
  const char before = rest[rest.size() - 2];
  rest.remove_suffix(1);
  const bool possessive =
      std::string_view("*+?}").find(before) != std::string_view::npos;
  if (last == '+' && !possessive) return std::string(rest);
  const bool any = last == '*' && before == '.' && rest.size() > 1 &&
                   !is_escaped(rest, rest.size() - 1);
  if (any) return std::string(rest.substr(0, rest.size() - 1));
  return std::string(text);
}

// With a word boundary Hyperscan gets the pattern alone, and what it reports is
// confirmed: (?:^|\W) before it costs up to ten times the speed, and seconds of
// compile time for 1,000 patterns.
void set_bulk_text(Pattern& pattern, const std::string& text,
                   const Query& query) {
  const Boundary boundary = query.boundary;
  pattern.bulk = boundary == Boundary::word ? Pattern::Bulk::candidates
                                            : Pattern::Bulk::exact;
  pattern.bulk_text = boundary == Boundary::line
                          ? wrap_for(query, "").around(text)
                          : without_last_repeat(text);
}

Pattern literal_pattern(std::string_view bytes, const Query& query) {
  const LiteralTraits traits = traits_of(bytes);
  const bool unicode_word =
      query.syntax != Syntax::regex && query.boundary == Boundary::word;
  const std::string literal = escape_literal(bytes);

  Pattern pattern;
  pattern.caseless = query.ignore_case;
  pattern.several_lines = has_several_lines(query);
  pattern.newline_free =
      !sees_record_edges(query) &&
      (has_plain_lines(query) || stays_in_record(bytes, query));
  pattern.text =
      wrap_for(query, unicode_word ? unicode_word_class(traits.utf) : "\\w")
          .around(literal);
  pattern.matches_all = bytes.empty() && query.boundary == Boundary::none;

  // The bytes of a whole character are nowhere else but in that character, so
  // bytes may be compared unless letters fold to characters beyond ASCII.
  const bool folds = query.ignore_case && traits.utf && traits.folds;
  const bool portable = !query.ignore_case || traits.ascii;
  pattern.utf =
      traits.utf && (bytes.empty() || folds || !portable || unicode_word);
  if (!portable || !pattern.newline_free) return pattern;
  pattern.bulk_utf = false;
  pattern.bulk_folds = folds;
  set_bulk_text(pattern, literal, query);
  return pattern;
}

// Says what is wrong in terms of the pattern as typed.
void check(const std::string& typed, bool caseless) {
  try {
    Pcre2Code(typed, {.caseless = caseless});
  } catch (const Pcre2Refusal& refusal) {
    throw PatternError(typed, std::min(refusal.offset, typed.size()),
                       refusal.what());
  }
}

Pcre2Options any_bytes(const Pattern& pattern) {
  using Text = Pcre2Options::Text;
  return {.text = pattern.utf ? Text::any_utf8 : Text::bytes,
          .caseless = pattern.caseless,
          .multiline = pattern.newline_free || pattern.several_lines,
          .last_line_may_be_empty = pattern.several_lines};
}

// Decides how blocks may be scanned with the rewritten pattern, if at all.
bool use_rewritten(Pattern& pattern, const NewlineFreePattern& rewritten,
                   const Query& query) {
  if (!rewritten.newline_free || sees_record_edges(query)) return false;
  if (has_several_lines(query) && rewritten.sees_newlines) return false;
  pattern.newline_free = true;
  pattern.text = std::string(rewritten.verbs) +
                 wrap_for(query, word_class(query)).around(rewritten.text);
  bool may_be_empty = true;
  try {
    const Pcre2Code code(pattern.text, any_bytes(pattern));
    may_be_empty = code.shortest_match() == 0;
  } catch (const Pcre2Refusal&) {
    return false;  // the rewriter met something it does not know after all
  }
  const bool between_bytes =
      rewritten.holds_between_bytes || query.boundary == Boundary::word;
  const bool unicode_word =
      query.syntax == Syntax::basic && query.boundary == Boundary::word;
  pattern.utf = !rewritten.ascii_atoms || rewritten.folds_beyond_ascii ||
                unicode_word || (between_bytes && may_be_empty);
  if (!rewritten.portable) return true;
  pattern.bulk_utf = !rewritten.ascii_atoms || (between_bytes && may_be_empty);
  pattern.bulk_folds = rewritten.folds_beyond_ascii;
  set_bulk_text(pattern, rewritten.text, query);
  return true;
}

// The typed pattern compiles, but with a boundary around it it may have become
// too large.
void use_typed(Pattern& pattern, const NewlineFreePattern& parsed,
               const std::string& typed, const Query& query) {
  pattern.newline_free = false;
  pattern.utf = true;
  pattern.text = typed;
  if (query.boundary == Boundary::none) return;
  // Verbs count at the very start only.
  pattern.text =
      std::string(parsed.verbs) +
      wrap_for(query, word_class(query))
          .around(std::string(parsed.body) + std::string(parsed.closing));
  try {
    pattern.compile();
  } catch (const Pcre2Refusal& refusal) {
    throw PatternError(typed, typed.size(), refusal.what());
  }
}

Pattern regex_pattern(const std::string& typed, const Query& query) {
  check(typed, query.ignore_case);
  const NewlineFreePattern rewritten =
      rewrite_newline_free(typed, query.ignore_case);
  Pattern pattern;
  pattern.caseless = query.ignore_case;
  pattern.several_lines = has_several_lines(query);
  if (!has_plain_lines(query) || !use_rewritten(pattern, rewritten, query)) {
    use_typed(pattern, rewritten, typed, query);
  }
  return pattern;
}

Pattern plain_or_regex(const std::string& text, const Query& query) {
  return is_plain(text) ? literal_pattern(text, query)
                        : regex_pattern(text, query);
}

// What PCRE2 has against the translation is told of the whole pattern.
Pattern basic_pattern(const std::string& typed, const Query& query) {
  const std::string translated = translate_basic(typed);
  try {
    return plain_or_regex(translated, query);
  } catch (const PatternError& error) {
    throw PatternError(typed, typed.size(), error.reason);
  }
}

// Many strings that are to be a whole line are looked for anywhere, and then
// confirmed, for Hyperscan compiles anchored ones slowly (-x -F -f, 2 cores: of
// 1,000 lines 0.7 s, of 20,000 18 s, of 100,000 none within a minute; not
// anchored 0.1, 0.7 and 3 s). Not short ones unless they are many: they are
// nearly everywhere (257 numbers in 44 MB of log: 0.4 s, not anchored 9.5 s).
constexpr std::size_t kMostAnchoredStrings = 256;
constexpr std::size_t kShortBytes = 6;
constexpr std::size_t kMostAnchoredShort = 1000;

void unanchor_strings(std::vector<Pattern>& patterns,
                      const std::vector<std::string>& texts,
                      const Query& query) {
  if (query.boundary != Boundary::line ||
      patterns.size() <= kMostAnchoredStrings) {
    return;
  }
  const auto is_short = [](const std::string& text) {
    return text.size() < kShortBytes;
  };
  const bool are_all = std::cmp_greater(std::ranges::count_if(texts, is_short),
                                        kMostAnchoredShort);
  for (Pattern& pattern : patterns) {
    const std::string& text = texts[pattern.index];
    const bool is_string = query.syntax == Syntax::fixed || is_plain(text);
    if (pattern.bulk != Pattern::Bulk::exact || !is_string || text.empty() ||
        (is_short(text) && !are_all)) {
      continue;
    }
    pattern.bulk = Pattern::Bulk::candidates;
    pattern.bulk_text = escape_literal(text);
  }
}

Pcre2Code compiled(const Pattern& pattern, const Pcre2Options& options) {
  if (!pattern.newline_free) return {pattern.text, options};
  return {with_lines_skipped(pattern.text), options};
}

}  // namespace

Pcre2Code Pattern::compile() const { return compiled(*this, any_bytes(*this)); }

Pcre2Code Pattern::compile_dot_star_anywhere() const {
  Pcre2Options options = any_bytes(*this);
  options.dot_star_anywhere = true;
  return compiled(*this, options);
}

Pcre2Code Pattern::compile_for_valid_utf8() const {
  Pcre2Options options = any_bytes(*this);
  options.text = Pcre2Options::Text::valid_utf8;
  options.multiline = several_lines;
  return compiled(*this, options);
}

std::vector<Pattern> make_patterns(const std::vector<std::string>& texts,
                                   const Query& query) {
  std::vector<std::uint32_t> order(texts.size());
  std::iota(order.begin(), order.end(), 0U);
  const bool fixed = query.syntax == Syntax::fixed;
  if (fixed) {
    std::ranges::stable_sort(order, std::greater<>(),
                             [&](std::uint32_t i) { return texts[i].size(); });
  }
  std::vector<Pattern> patterns;
  patterns.reserve(texts.size());
  for (const std::uint32_t index : order) {
    const std::string& text = texts[index];
    patterns.push_back(query.syntax == Syntax::basic
                           ? basic_pattern(text, query)
                       : fixed ? literal_pattern(text, query)
                               : plain_or_regex(text, query));
    patterns.back().index = index;
  }
  unanchor_strings(patterns, texts, query);
  return patterns;
}

}  // namespace trawl
