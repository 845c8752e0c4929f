// SPDX-License-Identifier: MIT
// Owning types over PCRE2's C interface; nothing but this and what tells its
// version includes pcre2.h.
//
// A code is immutable and may be shared; what changes while matching lives in
// a Pcre2Scratch, one per process. Matching never throws and never confuses
// "no match" with "gave up": the limits that bound time and memory make it
// undecided.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "trawl/record.h"

struct pcre2_real_code_8;
struct pcre2_real_match_context_8;
struct pcre2_real_match_data_8;
struct pcre2_real_jit_stack_8;

namespace trawl {

// `offset` is the byte of the text at which PCRE2 gave up.
struct Pcre2Refusal : std::runtime_error {
  Pcre2Refusal(const std::string& reason, std::size_t place)
      : std::runtime_error(reason), offset(place) {}
  std::size_t offset;
};

struct Pcre2Options {
  enum class Text {
    bytes,
    valid_utf8,  // undefined on anything else
    // Bytes that are not UTF-8 match nothing. As fast as valid_utf8, but in
    // 10.42 machine code \W, \D and \S then match no character beyond ASCII
    // (PCRE2 issue 224); [^\w] and so on do.
    any_utf8,
  };

  Text text = Text::any_utf8;
  bool caseless = false;
  // ^ and $ match at every newline, for a block of records.
  bool multiline = false;
  // ^ matches behind a last newline, too: an empty line at a record's end.
  bool last_line_may_be_empty = false;
  bool anchored = false;  // only where the search begins
  // .*x is tried everywhere and not only where a search or a line begins: also
  // behind bytes that are not UTF-8, past which no . gets.
  bool dot_star_anywhere = false;
};

class Pcre2Code {
 public:
  // Throws Pcre2Refusal.
  Pcre2Code(std::string_view text, const Pcre2Options& options);

  // Compiles to machine code; false if PCRE2 can't, matching works all the
  // same. Costs about 0.1 ms.
  bool compile_jit();
  bool has_jit() const { return jit_; }

  bool needs_valid_utf8() const { return valid_utf8_; }

  // No match is shorter, in characters. 0 if unknown.
  std::size_t shortest_match() const;

  // How many groups a match has, itself included.
  std::size_t group_count() const;
  // The number of the group called `name`; the first of several.
  std::optional<std::size_t> find_group(const std::string& name) const;

  // PCRE2 tries it only where a search or a line begins, as for ^ or .* first.
  bool begins_lines() const;

  const pcre2_real_code_8* get() const { return code_.get(); }

 private:
  struct Free {
    void operator()(pcre2_real_code_8* code) const;
  };
  std::unique_ptr<pcre2_real_code_8, Free> code_;
  bool jit_ = false;
  bool valid_utf8_ = false;
  bool may_have_jit_ = true;  // pcre2_jit_match() knows nothing of (*NOTEMPTY)
};

struct Pcre2Match {
  enum class Outcome { no_match, match, undecided };

  Outcome outcome = Outcome::no_match;
  Span span;      // of a match; end may lie before begin where \K is used
  int error = 0;  // of an undecided one, for pcre2_failure_text
};

// "exceeded PCRE2's match limit", and the like.
std::string pcre2_failure_text(int error);

class Pcre2Scratch {
 public:
  Pcre2Scratch();

  // The first match in `record` that starts at `offset` or later. The limits go
  // by the record alone: no other one changes what is undecided.
  Pcre2Match match(const Pcre2Code& code, std::string_view record,
                   std::size_t offset);

  // The same in a block of records, but undecided where machine code can't
  // decide, or not within the lowest limit of any record: match() is to decide
  // on each then. The code must have it.
  Pcre2Match match_in_block(const Pcre2Code& code, std::string_view block,
                            std::size_t offset);

  // Replaces `groups` with those of the match that match() just found, 0 being
  // all of it; one that took no part is empty. As many as want_groups() was
  // called for; 1 otherwise.
  void get_groups(std::vector<Span>& groups) const;
  void want_groups(std::size_t count);

 private:
  Pcre2Match run_jit(const Pcre2Code& code, std::string_view subject,
                     std::size_t offset);
  Pcre2Match outcome_of(int result);

  struct Free {
    void operator()(pcre2_real_match_context_8* context) const;
    void operator()(pcre2_real_match_data_8* data) const;
    void operator()(pcre2_real_jit_stack_8* stack) const;
  };
  std::unique_ptr<pcre2_real_jit_stack_8, Free> stack_;
  std::unique_ptr<pcre2_real_match_context_8, Free> context_;
  std::unique_ptr<pcre2_real_match_data_8, Free> data_;
  int groups_ = 0;  // of the last match, up to the last that took part
};

}  // namespace trawl
