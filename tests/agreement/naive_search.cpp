// SPDX-License-Identifier: MIT
#include "agreement/naive_search.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <algorithm>
#include <functional>
#include <memory>
#include <stdexcept>
#include <utility>

#include "record/record_start.h"
#include "support/naive_records.h"
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

bool has_several_lines(const Query& query) {
  return query.records.rule != RecordGrouping::Rule::line;
}

// What grep 3.8 puts around the pattern; a record may be of several lines.
std::string bounded(const Query& query, const std::string& pattern) {
  if (query.syntax == Syntax::fixed) return pattern;
  switch (query.boundary) {
    case Boundary::word:
      return "(?<!\\w)(?:" + pattern + ")(?!\\w)";
    case Boundary::line:
      if (has_several_lines(query)) return "\\A(?:" + pattern + ")\\z";
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
    if (has_several_lines(query) && query.syntax != Syntax::fixed) {
      options |= PCRE2_MULTILINE | PCRE2_ALT_CIRCUMFLEX;
    }
    clean_ = compiled(pattern, options);
    // Otherwise .*x would not be tried behind a byte that is not UTF-8, though
    // no . gets past that.
    std::uint32_t any = PCRE2_MATCH_INVALID_UTF;
    if (query.syntax == Syntax::regex) any |= PCRE2_NO_DOTSTAR_ANCHOR;
    dirty_ = compiled(pattern, options | any);
    dirty_jit_ = compiled(pattern, options | any);
    ::pcre2_jit_compile(dirty_jit_.get(), PCRE2_JIT_COMPLETE);
    match_.reset(::pcre2_match_data_create(kMostGroups, nullptr));
  }

  // What stands for the first match from `from` on, as PCRE2's own substitution
  // has it; which agrees with ripgrep's in all that these tests replace with.
  // None if there is no match.
  std::optional<std::string> replaced(std::string_view line, std::size_t from,
                                      const std::string& replacement) const {
    const Code& code = is_utf8(line) ? clean_ : dirty_;
    std::string out(line.size() * 4 + replacement.size() * 4 + 64, '\0');
    PCRE2_SIZE size = out.size();
    constexpr std::uint32_t kOptions = PCRE2_SUBSTITUTE_UNSET_EMPTY |
                                       PCRE2_SUBSTITUTE_UNKNOWN_UNSET |
                                       PCRE2_SUBSTITUTE_REPLACEMENT_ONLY;
    const int count = ::pcre2_substitute(
        code.get(), units(line), line.size(), from, kOptions, nullptr, nullptr,
        units(replacement), replacement.size(),
        reinterpret_cast<PCRE2_UCHAR*>(out.data()), &size);
    if (count < 0) throw NoReference{};
    if (count == 0) return std::nullopt;
    out.resize(size);
    return out;
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
  static constexpr std::uint32_t kMostGroups = 16;

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

// Whether a line begins a record. The library's own word for the built-in
// rules, which have tests of their own; what is tested here is what follows.
std::function<bool(std::string_view)> naive_start(
    const RecordGrouping& grouping) {
  using Rule = RecordGrouping::Rule;
  if (grouping.rule == Rule::indent) {
    return
        [](std::string_view line) { return IndentStart().begins_record(line); };
  }
  if (grouping.rule == Rule::time) {
    return
        [](std::string_view line) { return TimeStart().begins_record(line); };
  }
  Query query;
  const auto pattern =
      std::make_shared<Pattern>(query, "\\A(?:" + grouping.pattern + ")");
  return [pattern](std::string_view line) {
    return pattern->find(line, 0).has_value();
  };
}

bool is_continuation(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0) == 0x80;
}

// Of several patterns the leftmost match wins; at the same place the first
// pattern, or with fixed strings the longest match.
std::optional<Span> find_any(const std::vector<Pattern>& patterns,
                             std::string_view line, std::size_t begin,
                             bool longest) {
  std::optional<Span> best;
  for (std::uint32_t i = 0; i < patterns.size(); ++i) {
    std::optional<Span> span = patterns[i].find(line, begin);
    if (!span) continue;
    span->pattern = i;
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

std::vector<OwnedRecord> split_records(const Query& query,
                                       const std::string& path,
                                       std::string_view input) {
  const auto start = naive_start(query.records);
  std::vector<OwnedRecord> records;
  for (const NaiveRecord& range :
       naive_records(input, query.records.most_bytes, start)) {
    OwnedRecord record;
    record.path = path;
    record.line_number = range.line;
    record.offset = range.begin;
    record.terminated = range.end < input.size();
    record.bytes = input.substr(range.begin, range.end - range.begin);
    records.push_back(std::move(record));
  }
  return records;
}

std::vector<OwnedRecord> split(const std::string& path, std::string_view input,
                               char terminator) {
  std::vector<OwnedRecord> lines;
  const std::size_t text = input.starts_with("\xef\xbb\xbf") ? 3 : 0;
  for (std::size_t begin = text; begin < input.size();) {
    const std::size_t newline = input.find(terminator, begin);
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
  NaiveSearch(const Query& query, std::vector<OwnedRecord> lines,
              RecordCount selected_before)
      : query_(query),
        lines_(std::move(lines)),
        patterns_(compiled(query, query.patterns)),
        required_(compiled(query, query.required)),
        excluded_(compiled(query, query.excluded)) {
    end_ = lines_.size();
    limit_ = query.max_count.value_or(lines_.size());
    if (query.max_total) {
      limit_ = std::min(limit_, *query.max_total - selected_before);
    }
  }

  NaiveAnswer run() {
    select();
    NaiveAnswer answer;
    if (limit_ == 0) return answer;
    answer.selected = selected_.size();
    for (std::size_t i = 0; i < std::min(end_, lines_.size()); ++i) {
      if (is_selected(i)) {
        answer.records.push_back(handed_out(i, Record::Kind::selected));
      } else if (query_.all_records ? is_in_range(i) : is_context(i)) {
        answer.records.push_back(handed_out(i, Record::Kind::context));
      }
    }
    return answer;
  }

 private:
  static std::vector<Pattern> compiled(const Query& query,
                                       const std::vector<std::string>& texts) {
    std::vector<Pattern> patterns;
    for (const std::string& text : texts) patterns.emplace_back(query, text);
    return patterns;
  }

  // What is matched of a line.
  std::string_view text(std::size_t index) const {
    std::string_view bytes = lines_[index].bytes;
    if (query_.crlf && bytes.ends_with('\r')) bytes.remove_suffix(1);
    return bytes;
  }

  bool matches(std::size_t index) const {
    const auto holds = [&](const Pattern& pattern) {
      return pattern.find(text(index), 0).has_value();
    };
    return std::ranges::any_of(patterns_, holds) &&
           std::ranges::all_of(required_, holds) &&
           std::ranges::none_of(excluded_, holds);
  }

  bool is_in_range(std::size_t index) const {
    const ByteOffset offset = lines_[index].offset;
    return offset >= query_.range.begin && offset < query_.range.end;
  }

  void select() {
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      if (!is_in_range(i)) continue;
      if (matches(i) != query_.invert) {
        selected_.push_back(i);
      } else if (query_.stop_on_nonmatch && !selected_.empty() &&
                 !query_.last) {
        break;
      }
    }
    if (query_.stop_on_nonmatch && !query_.last && !selected_.empty()) {
      end_ = selected_.back() + 2;  // the next one is the last context
    }
    if (query_.last) select_last(*query_.last);
    if (selected_.size() >= limit_) {
      selected_.resize(limit_);
      end_ = lines_.size();
    }
  }

  void select_last(std::size_t count) {
    if (selected_.size() <= count) return;
    const auto first = selected_.end() - static_cast<std::ptrdiff_t>(count);
    selected_.erase(selected_.begin(), first);
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
          all_spans(patterns_, text(index), query_.syntax == Syntax::fixed);
      if (query_.replacement) add_replacements(record, text(index));
      for (std::uint32_t i = 0; i < patterns_.size(); ++i) {
        if (patterns_[i].find(text(index), 0)) record.patterns.push_back(i);
      }
    }
    return record;
  }

  void add_replacements(OwnedRecord& record, std::string_view line) const {
    std::size_t from = 0;
    for (const Span& span : record.spans) {
      const Pattern& pattern = patterns_[span.pattern];
      const std::string& replacement = *query_.replacement;
      auto replaced =
          pattern.replaced(line, std::max(from, span.begin), replacement);
      // Behind a \K, it cannot be found there.
      if (!replaced) replaced = pattern.replaced(line, from, replacement);
      record.replacements.push_back(replaced.value_or(""));
      from = span.end;
    }
  }

  const Query& query_;
  std::vector<OwnedRecord> lines_;
  std::vector<Pattern> patterns_, required_, excluded_;
  RecordCount limit_ = 0;
  std::size_t end_ = 0;                // behind what may be printed
  std::vector<std::size_t> selected_;  // indexes, ascending
};

}  // namespace

std::optional<NaiveAnswer> naive_search(const Query& query,
                                        const std::string& path,
                                        std::string_view input,
                                        RecordCount selected_before) {
  try {
    auto records = has_several_lines(query)
                       ? split_records(query, path, input)
                       : split(path, input, query.terminator);
    return NaiveSearch(query, std::move(records), selected_before).run();
  } catch (NoReference) {
    return std::nullopt;
  }
}

}  // namespace trawl::test
