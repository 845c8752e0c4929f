// SPDX-License-Identifier: MIT
// The definition of an answer, written as directly as it can be: PCRE2 on each
// record alone, one pattern after the other, as grep -P does it.
#pragma once

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "text/utf8.h"
#include "trawl/query.h"
#include "trawl/record.h"

namespace trawl::test {

// On valid UTF-8 the answer is that of PCRE2_UTF, on other records that of
// PCRE2_MATCH_INVALID_UTF. Where PCRE2's machine code and its interpreter
// differ (10.42 has a bug in each for invalid UTF-8: issue 224, \W matches too
// little; issue 343, \z too much) either answer will do.
class NaiveMatcher {
 public:
  enum class Answer { no, yes, either };

  // Empty if PCRE2 refuses a pattern. For Syntax::regex only.
  static std::optional<NaiveMatcher> compile(const Query& query) {
    NaiveMatcher matcher;
    for (const std::string& pattern : query.patterns) {
      std::string text = pattern;
      if (query.boundary == Boundary::word) {
        text = "(?<!\\w)(?:" + text + ")(?!\\w)";
      }
      if (query.boundary == Boundary::line) text = "^(?:" + text + ")$";
      Codes codes{
          compile(text, query, 0),
          // Otherwise .*x would not be tried behind a byte that is not UTF-8,
          // though no . gets past that.
          compile(text, query,
                  PCRE2_MATCH_INVALID_UTF | PCRE2_NO_DOTSTAR_ANCHOR),
          text.find("\\z") != text.npos || text.find("\\Z") != text.npos};
      if (codes.valid == nullptr || codes.any == nullptr) return std::nullopt;
      matcher.codes_.push_back(std::move(codes));
    }
    return matcher;
  }

  // One pattern after the other; a record that PCRE2 could not decide may be
  // answered either way.
  Answer matches(std::string_view record) const {
    bool either = false;
    for (const Codes& codes : codes_) {
      const Answer answer = is_valid_utf8(record)
                                ? agreed_answer(codes.valid.get(), record)
                                : dirty_answer(codes, record);
      if (answer == Answer::yes) return answer;
      either = either || answer == Answer::either;
    }
    return either ? Answer::either : Answer::no;
  }

  // The spans in a record of valid UTF-8: the leftmost match, of equal ones
  // that of the first pattern, and on behind it. Empty if PCRE2 disagrees with
  // itself.
  std::optional<std::vector<Span>> spans(std::string_view record) const {
    std::vector<Span> spans;
    for (std::size_t place = 0; place <= record.size();) {
      std::optional<Span> best;
      for (const Codes& codes : codes_) {
        std::optional<Span> found, interpreted;
        const pcre2_code* code = codes.valid.get();
        if (run(code, record, 0, place, &found) == Answer::either ||
            run(code, record, PCRE2_NO_JIT, place, &interpreted) ==
                Answer::either ||
            found.has_value() != interpreted.has_value()) {
          return std::nullopt;
        }
        if (found && (!best || found->begin < best->begin)) best = found;
      }
      if (!best) break;
      const bool empty = best->begin == best->end;
      const bool touches = !spans.empty() && spans.back().end == best->begin;
      if (!empty || !touches) spans.push_back(*best);
      place = best->end;
      if (!empty) continue;
      do {
        ++place;
      } while (place < record.size() && (record[place] & 0xc0) == 0x80);
    }
    return spans;
  }

 private:
  using Code = std::unique_ptr<pcre2_code, decltype(&pcre2_code_free)>;
  struct Codes {
    Code valid, any;
    bool either_if_dirty;  // \z, which not even machine code gets right where
                           // it is refused
  };

  static Code compile(const std::string& text, const Query& query,
                      std::uint32_t flags) {
    flags |= PCRE2_UTF | PCRE2_DOLLAR_ENDONLY | PCRE2_NEVER_BACKSLASH_C;
    if (query.ignore_case) flags |= PCRE2_CASELESS;
    int error = 0;
    std::size_t offset = 0;
    Code code(pcre2_compile(reinterpret_cast<PCRE2_SPTR>(text.data()),
                            text.size(), flags, &error, &offset, nullptr),
              pcre2_code_free);
    if (code != nullptr) pcre2_jit_compile(code.get(), PCRE2_JIT_COMPLETE);
    return code;
  }

  static Answer dirty_answer(const Codes& codes, std::string_view record) {
    if (codes.either_if_dirty) return Answer::either;
    return agreed_answer(codes.any.get(), record);
  }

  static Answer agreed_answer(const pcre2_code* code, std::string_view record) {
    const Answer machine_code = run(code, record, 0);
    const Answer interpreter = run(code, record, PCRE2_NO_JIT);
    return machine_code == interpreter ? machine_code : Answer::either;
  }

  // The least that any record may cost (query/pcre2.cpp): nested repetitions of
  // 15 characters cost more.
  static constexpr std::uint32_t kSteps = 20'000;

  static Answer run(const pcre2_code* code, std::string_view record,
                    std::uint32_t flags, std::size_t place = 0,
                    std::optional<Span>* span = nullptr) {
    const std::unique_ptr<pcre2_match_data, decltype(&pcre2_match_data_free)>
        data(pcre2_match_data_create(1, nullptr), pcre2_match_data_free);
    const std::unique_ptr<pcre2_match_context,
                          decltype(&pcre2_match_context_free)>
        context(pcre2_match_context_create(nullptr), pcre2_match_context_free);
    if (flags == 0) pcre2_set_match_limit(context.get(), kSteps);
    const int result =
        pcre2_match(code, reinterpret_cast<PCRE2_SPTR>(record.data()),
                    record.size(), place, flags, data.get(), context.get());
    const std::size_t* bounds = pcre2_get_ovector_pointer(data.get());
    if (result >= 0 && span != nullptr) *span = Span{bounds[0], bounds[1]};
    if (result >= 0) return Answer::yes;
    return result == PCRE2_ERROR_NOMATCH ? Answer::no : Answer::either;
  }

  std::vector<Codes> codes_;
};

}  // namespace trawl::test
