// SPDX-License-Identifier: MIT
#include "query/pattern.h"

#include <algorithm>
#include <array>
#include <cstdio>

#include "query/newline_free.h"
#include "query/utf8.h"
#include "trawl/error.h"

namespace trawl {
namespace {

// What goes around a pattern for a boundary.
struct Wrap {
  std::string before, after;

  std::string around(std::string_view text) const {
    return before + std::string(text) + after;
  }
};

// `word` is the content of a class of word characters.
Wrap wrap_for(Boundary boundary, const std::string& word) {
  switch (boundary) {
    case Boundary::word:
      return {"(?<![" + word + "])(?:", ")(?![" + word + "])"};
    case Boundary::line:
      return {"^(?:", ")$"};
    case Boundary::none:
      break;
  }
  return {};
}

// Hyperscan knows no lookaround, but may take the neighbours into the match:
// a match anywhere in the record is all that counts.
Wrap bulk_wrap_for(Boundary boundary) {
  if (boundary == Boundary::word) {
    return {"(?:^|[^\\w\\n])(?:", ")(?:[^\\w\\n]|$)"};
  }
  return wrap_for(boundary, "");
}

bool is_word_character(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
         (c >= 'a' && c <= 'z') || c == '_';
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
  // Case folding leads out of ASCII: k to the Kelvin sign, s to the long s.
  bool folds_beyond_ascii = false;
};

LiteralTraits traits_of(std::string_view bytes) {
  LiteralTraits traits;
  traits.utf = is_valid_utf8(bytes);
  traits.ascii = std::all_of(bytes.begin(), bytes.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x80;
  });
  traits.folds_beyond_ascii =
      bytes.find_first_of("kKsS") != std::string_view::npos;
  return traits;
}

// The characters that grep -F -w takes for word characters: iswalnum and '_',
// in C.UTF-8. For bytes that are not UTF-8, near enough.
const char* unicode_word(bool utf) {
  return utf ? "\\p{Alphabetic}\\p{N}_" : "\\w\\x80-\\xff";
}

Pattern literal_pattern(std::string_view bytes, const Query& query) {
  const LiteralTraits traits = traits_of(bytes);
  const bool fixed = query.syntax == Syntax::fixed;
  const bool word = query.boundary == Boundary::word;
  const Wrap wrap = wrap_for(
      query.boundary, fixed && word ? unicode_word(traits.utf) : "\\w");
  const std::string literal = escape_literal(bytes);

  Pattern pattern;
  pattern.caseless = query.ignore_case;
  pattern.utf = traits.utf;
  pattern.record_text = wrap.around(literal);
  pattern.block_scannable = true;
  pattern.block_text = pattern.record_text;
  pattern.matches_all = bytes.empty() && query.boundary == Boundary::none;

  // Whole characters are compared wherever their bytes are.
  const bool bytes_will_do =
      !traits.utf ||
      (!bytes.empty() &&
       (!query.ignore_case || (traits.ascii && !traits.folds_beyond_ascii)));
  pattern.block_utf = traits.utf && (!bytes_will_do || (fixed && word));

  const bool portable = !query.ignore_case || traits.ascii;
  if (!portable) return pattern;
  pattern.bulk_utf = !bytes_will_do;
  if (fixed && word) {
    pattern.bulk = Pattern::Bulk::candidates;
    pattern.bulk_text = literal;
  } else {
    pattern.bulk = Pattern::Bulk::exact;
    pattern.bulk_text = bulk_wrap_for(query.boundary).around(literal);
  }
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

// The typed pattern compiles; with a boundary around it it may still be too
// large.
void check_wrapped(const std::string& typed, const Pattern& pattern) {
  try {
    pattern.compile_for_record();
  } catch (const Pcre2Refusal& refusal) {
    throw PatternError(typed, typed.size(), refusal.what());
  }
}

// Decides how blocks may be scanned with the rewritten pattern, if at all.
void allow_blocks(Pattern& pattern, const NewlineFreePattern& rewritten,
                  const Query& query) {
  const std::string verbs(rewritten.verbs);
  const Wrap wrap = wrap_for(query.boundary, "\\w");
  pattern.block_text = verbs + wrap.around(rewritten.text);
  try {
    const Pcre2Code code = pattern.compile_for_block();
    const bool between_bytes = rewritten.holds_between_bytes ||
                               query.boundary == Boundary::word;
    pattern.block_utf = !rewritten.ascii_atoms ||
                        (between_bytes && code.shortest_match() == 0);
  } catch (const Pcre2Refusal&) {
    return;  // the rewriter met something it does not know after all
  }
  pattern.block_scannable = true;
  if (!rewritten.portable) return;
  pattern.bulk = Pattern::Bulk::exact;
  pattern.bulk_text = bulk_wrap_for(query.boundary).around(rewritten.text);
  pattern.bulk_utf = pattern.block_utf;
}

Pattern regex_pattern(const std::string& typed, const Query& query) {
  check(typed, query.ignore_case);
  const NewlineFreePattern rewritten =
      rewrite_newline_free(typed, query.ignore_case);

  Pattern pattern;
  pattern.caseless = query.ignore_case;
  if (query.boundary == Boundary::none) {
    pattern.record_text = typed;
  } else {
    // Verbs count at the very start only.
    pattern.record_text =
        std::string(rewritten.verbs) +
        wrap_for(query.boundary, "\\w")
            .around(std::string(rewritten.body) +
                    std::string(rewritten.closing));
    check_wrapped(typed, pattern);
  }
  if (rewritten.newline_free) allow_blocks(pattern, rewritten, query);
  return pattern;
}

}  // namespace

std::vector<Pattern> make_patterns(const Query& query) {
  std::vector<std::string_view> typed(query.patterns.begin(),
                                      query.patterns.end());
  const bool fixed = query.syntax == Syntax::fixed;
  if (fixed) {
    std::stable_sort(typed.begin(), typed.end(), [](auto a, auto b) {
      return a.size() > b.size();
    });
  }
  std::vector<Pattern> patterns;
  patterns.reserve(typed.size());
  for (const std::string_view text : typed) {
    patterns.push_back(fixed || is_plain(text)
                           ? literal_pattern(text, query)
                           : regex_pattern(std::string(text), query));
  }
  return patterns;
}

}  // namespace trawl
