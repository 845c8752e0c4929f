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

#include "query/record_finder.h"
#include "trawl/query.h"

namespace trawl::test {

class NaiveMatcher {
 public:
  // Empty if PCRE2 refuses a pattern. For Syntax::regex only.
  static std::optional<NaiveMatcher> compile(const Query& query) {
    NaiveMatcher matcher;
    for (const std::string& pattern : query.patterns) {
      std::string text = pattern;
      if (query.boundary == Boundary::word) {
        text = "(?<!\\w)(?:" + text + ")(?!\\w)";
      }
      if (query.boundary == Boundary::line) text = "^(?:" + text + ")$";
      std::uint32_t flags = PCRE2_UTF | PCRE2_MATCH_INVALID_UTF |
                            PCRE2_DOLLAR_ENDONLY | PCRE2_NEVER_BACKSLASH_C;
      if (query.ignore_case) flags |= PCRE2_CASELESS;
      int error = 0;
      std::size_t offset = 0;
      Code code(pcre2_compile(reinterpret_cast<PCRE2_SPTR>(text.data()),
                              text.size(), flags, &error, &offset, nullptr),
                pcre2_code_free);
      if (code == nullptr) return std::nullopt;
      pcre2_jit_compile(code.get(), PCRE2_JIT_COMPLETE);
      matcher.codes_.push_back(std::move(code));
    }
    return matcher;
  }

  // Undecided records count as not matching; `undecided` says there was one.
  std::vector<RecordRange> find(std::string_view block, bool& undecided) const {
    std::vector<RecordRange> found;
    for (std::size_t begin = 0; begin < block.size();) {
      const std::size_t end = std::min(block.find('\n', begin), block.size());
      if (matches(block.substr(begin, end - begin), undecided)) {
        found.push_back({begin, end});
      }
      begin = end + 1;
    }
    return found;
  }

 private:
  using Code = std::unique_ptr<pcre2_code, decltype(&pcre2_code_free)>;

  bool matches(std::string_view record, bool& undecided) const {
    for (const Code& code : codes_) {
      const std::unique_ptr<pcre2_match_data, decltype(&pcre2_match_data_free)>
          data(pcre2_match_data_create(1, nullptr), pcre2_match_data_free);
      const int result = pcre2_match(
          code.get(), reinterpret_cast<PCRE2_SPTR>(record.data()),
          record.size(), 0, 0, data.get(), nullptr);
      if (result >= 0) return true;
      if (result != PCRE2_ERROR_NOMATCH) undecided = true;
    }
    return false;
  }

  std::vector<Code> codes_;
};

}  // namespace trawl::test
