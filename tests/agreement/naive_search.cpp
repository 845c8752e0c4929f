// SPDX-License-Identifier: MIT
#include "agreement/naive_search.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <algorithm>
#include <memory>
#include <stdexcept>

#include "support/utf8.h"

namespace trawl::test {
namespace {

// There is no answer to compare with.
struct NoReference {};

struct FreeCode {
  void operator()(pcre2_code* code) const { ::pcre2_code_free(code); }
};
struct FreeMatch {
  void operator()(pcre2_match_data* match) const {
    ::pcre2_match_data_free(match);
  }
};

PCRE2_SPTR units(std::string_view text) {
  return reinterpret_cast<PCRE2_SPTR>(text.data());
}

// What grep 3.8 puts around the pattern.
std::string bounded(const Query& query, const std::string& pattern) {
  if (query.syntax == Syntax::fixed) return pattern;
  switch (query.boundary) {
    case Boundary::word:
      return "(?<!\\w)(?:" + pattern + ")(?!\\w)";
    case Boundary::line:
      return "^(?:" + pattern + ")$";
    case Boundary::none:
      break;
  }
  return pattern;
}

class Pattern {
 public:
  Pattern(const Query& query, const std::string& text)
      : is_whole_line_(query.syntax == Syntax::fixed &&
                       query.boundary == Boundary::line) {
    const std::string pattern = bounded(query, text);
    std::uint32_t options = PCRE2_UTF;
    options |=
        query.syntax == Syntax::fixed ? PCRE2_LITERAL : PCRE2_DOLLAR_ENDONLY;
    if (query.ignore_case) options |= PCRE2_CASELESS;
    clean_ = compiled(pattern, options);
    // Otherwise .*x would not be tried behind a byte that is not UTF-8, though
    // no . gets past that.
    std::uint32_t any = PCRE2_MATCH_INVALID_UTF;
    if (query.syntax == Syntax::regex) any |= PCRE2_NO_DOTSTAR_ANCHOR;
    dirty_ = compiled(pattern, options | any);
    dirty_jit_ = compiled(pattern, options | any);
    ::pcre2_jit_compile(dirty_jit_.get(), PCRE2_JIT_COMPLETE);
    match_.reset(::pcre2_match_data_create(1, nullptr));
  }

  // The leftmost match that begins at `begin` or later.
  std::optional<Span> find(std::string_view line, std::size_t begin) const {
    // With its own check of the text PCRE2 10.42 forgets what lies before
    // `begin`, which matters to (?<!\B.).
    if (is_utf8(line)) return find_by(clean_, line, begin, PCRE2_NO_UTF_CHECK);
    // In bytes that are not UTF-8 PCRE2 10.42 is wrong now and then: the JIT
    // about \W and about \b beside a bad byte (issue 224), the interpreter
    // about \z before one (issue 343). Where both agree they are right.
    const auto span = find_by(dirty_, line, begin);
    const auto jit_span = find_by(dirty_jit_, line, begin);
    if (span.has_value() != jit_span.has_value()) throw NoReference{};
    if (span &&
        (span->begin != jit_span->begin || span->end != jit_span->end)) {
      throw NoReference{};
    }
    return span;
  }

 private:
  using Code = std::unique_ptr<pcre2_code, FreeCode>;

  static Code compiled(const std::string& pattern, std::uint32_t options) {
    int error = 0;
    PCRE2_SIZE place = 0;
    Code code(::pcre2_compile(units(pattern), pattern.size(), options, &error,
                              &place, nullptr));
    if (code == nullptr) throw std::invalid_argument(pattern);
    return code;
  }

  std::optional<Span> find_by(const Code& code, std::string_view line,
                              std::size_t begin,
                              std::uint32_t options = 0) const {
    const int count = ::pcre2_match(code.get(), units(line), line.size(), begin,
                                    options, match_.get(), nullptr);
    if (count == PCRE2_ERROR_NOMATCH) return std::nullopt;
    if (count < 0) throw NoReference{};
    const PCRE2_SIZE* ends = ::pcre2_get_ovector_pointer(match_.get());
    if (is_whole_line_ && (ends[0] > 0 || ends[1] < line.size())) {
      return std::nullopt;
    }
    return Span{ends[0], ends[1]};
  }

  bool is_whole_line_;
  Code clean_;              // for lines that are UTF-8
  Code dirty_, dirty_jit_;  // for those that are not
  std::unique_ptr<pcre2_match_data, FreeMatch> match_;
};

bool is_continuation(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0) == 0x80;
}

// Of several patterns the leftmost match wins; at the same place the first
// pattern, or with fixed strings the longest match.
std::optional<Span> find_any(const std::vector<Pattern>& patterns,
                             std::string_view line, std::size_t begin,
                             bool longest) {
  std::optional<Span> best;
  for (const Pattern& pattern : patterns) {
    const std::optional<Span> span = pattern.find(line, begin);
    if (!span) continue;
    const bool is_better =
        !best || span->begin < best->begin ||
        (longest && span->begin == best->begin && span->end > best->end);
    if (is_better) best = span;
  }
  return best;
}

// As grep goes through a line: on behind a match, one character on behind an
// empty one, and no empty match that touches the match before it.
std::vector<Span> all_spans(const std::vector<Pattern>& patterns,
                            std::string_view line, bool longest) {
  std::vector<Span> spans;
  for (std::size_t begin = 0; begin <= line.size();) {
    const std::optional<Span> span = find_any(patterns, line, begin, longest);
    if (!span) break;
    const bool is_empty = span->begin == span->end;
    const bool touches = !spans.empty() && spans.back().end == span->begin;
    if (!is_empty || !touches) spans.push_back(*span);
    begin = span->end + (is_empty ? 1 : 0);
    while (is_empty && begin < line.size() && is_continuation(line[begin])) {
      ++begin;
    }
  }
  return spans;
}

std::vector<OwnedRecord> split(const std::string& path,
                               std::string_view input) {
  std::vector<OwnedRecord> lines;
  for (std::size_t begin = 0; begin < input.size();) {
    const std::size_t newline = input.find('\n', begin);
    OwnedRecord line;
    line.path = path;
    line.line_number = lines.size() + 1;
    line.offset = begin;
    line.terminated = newline != std::string_view::npos;
    line.bytes = input.substr(begin, newline - begin);
    begin += line.bytes.size() + 1;
    lines.push_back(std::move(line));
  }
  return lines;
}

class NaiveSearch {
 public:
  NaiveSearch(const Query& query, std::vector<OwnedRecord> lines)
      : query_(query), lines_(std::move(lines)) {
    for (const std::string& pattern : query.patterns) {
      patterns_.emplace_back(query, pattern);
    }
  }

  NaiveAnswer run() {
    select();
    NaiveAnswer answer;
    answer.selected = selected_.size();
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      if (is_selected(i)) {
        answer.records.push_back(handed_out(i, Record::Kind::selected));
      } else if (is_context(i)) {
        answer.records.push_back(handed_out(i, Record::Kind::context));
      }
    }
    return answer;
  }

 private:
  bool matches(std::size_t index) const {
    return find_any(patterns_, lines_[index].bytes, 0, false).has_value();
  }

  void select() {
    const RecordCount limit = query_.max_count.value_or(lines_.size());
    for (std::size_t i = 0; i < lines_.size() && selected_.size() < limit;
         ++i) {
      if (matches(i) != query_.invert) selected_.push_back(i);
    }
  }

  bool is_selected(std::size_t index) const {
    return std::binary_search(selected_.begin(), selected_.end(), index);
  }

  // Behind the last selected line of max_count, lines that match are context.
  bool is_context(std::size_t index) const {
    if (!query_.context) return false;
    return std::any_of(
        selected_.begin(), selected_.end(), [&](std::size_t chosen) {
          return chosen < index ? index - chosen <= query_.context->after
                                : chosen - index <= query_.context->before;
        });
  }

  OwnedRecord handed_out(std::size_t index, Record::Kind kind) const {
    OwnedRecord record = lines_[index];
    record.kind = kind;
    if ((kind == Record::Kind::selected) != query_.invert) {
      record.spans =
          all_spans(patterns_, record.bytes, query_.syntax == Syntax::fixed);
    }
    return record;
  }

  const Query& query_;
  std::vector<OwnedRecord> lines_;
  std::vector<Pattern> patterns_;
  std::vector<std::size_t> selected_;  // indexes, ascending
};

}  // namespace

std::optional<NaiveAnswer> naive_search(const Query& query,
                                        const std::string& path,
                                        std::string_view input) {
  try {
    return NaiveSearch(query, split(path, input)).run();
  } catch (NoReference) {
    return std::nullopt;
  }
}

}  // namespace trawl::test
