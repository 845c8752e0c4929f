// SPDX-License-Identifier: MIT
#include "query/pcre2.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <algorithm>
#include <cstdint>
#include <new>

namespace trawl {
namespace {

// How many steps PCRE2 may take from each place where a match may begin. The
// most is its own default, as grep uses it: 0.04 to 0.1 s of machine code (AMD
// EPYC, 60 times a and a b with (a+)+\1$ and the like), for which a million
// lines made to reach it would take a day. Lines of up to 200 bytes have 1/50
// of that, and those take seven minutes. Steps are the restarts of repeated
// parts: what is not made to explode takes some per byte, and (\w+) .*\1.*\1$
// up to 500 on lines of logs.
constexpr std::size_t kLeastSteps = 200'000;
constexpr std::size_t kStepsPerByte = 1'000;
constexpr std::size_t kMostSteps = 10'000'000;
// Memory that the interpreter may take for one match; the default is 20 GB.
constexpr std::uint32_t kHeapLimitKib = 32 * 1024;
// Enough for (a|b)* on a record of about 100,000 bytes; only pages that are
// used count. Beyond, the interpreter decides.
constexpr std::size_t kJitStackStart = std::size_t{32} << 10;
constexpr std::size_t kJitStackLimit = std::size_t{8} << 20;

std::uint32_t match_limit(std::string_view record) {
  const std::size_t bytes = std::min(record.size(), kMostSteps);
  return static_cast<std::uint32_t>(
      std::clamp(bytes * kStepsPerByte, kLeastSteps, kMostSteps));
}

PCRE2_SPTR as_units(std::string_view text) {
  // PCRE2 wants a pointer to something even for an empty subject.
  return reinterpret_cast<PCRE2_SPTR>(text.data() != nullptr ? text.data()
                                                             : "");
}

template <typename T>
T* require(T* made) {
  if (made == nullptr) throw std::bad_alloc();
  return made;
}

std::string message_of(int error) {
  PCRE2_UCHAR text[256];
  pcre2_get_error_message(error, text, sizeof text);
  return reinterpret_cast<const char*>(text);
}

struct CompileContext {
  CompileContext() : context(require(pcre2_compile_context_create(nullptr))) {
    pcre2_set_newline(context, PCRE2_NEWLINE_LF);
  }
  ~CompileContext() { pcre2_compile_context_free(context); }
  CompileContext(const CompileContext&) = delete;
  CompileContext& operator=(const CompileContext&) = delete;

  pcre2_compile_context* context;
};

std::uint32_t compile_flags(const Pcre2Options& options) {
  std::uint32_t flags = PCRE2_DOLLAR_ENDONLY | PCRE2_NEVER_BACKSLASH_C;
  using Text = Pcre2Options::Text;
  if (options.text != Text::bytes) flags |= PCRE2_UTF;
  if (options.text == Text::any_utf8) flags |= PCRE2_MATCH_INVALID_UTF;
  if (options.caseless) flags |= PCRE2_CASELESS;
  if (options.multiline) flags |= PCRE2_MULTILINE;
  if (options.last_line_may_be_empty) flags |= PCRE2_ALT_CIRCUMFLEX;
  if (options.anchored) flags |= PCRE2_ANCHORED;
  if (options.dot_star_anywhere) flags |= PCRE2_NO_DOTSTAR_ANCHOR;
  return flags;
}

// Whether (*NOTEMPTY) or (*NOTEMPTY_ATSTART) is among the verbs it begins with.
bool forbids_empty_match(std::string_view text) {
  while (text.starts_with("(*")) {
    if (text.starts_with("(*NOTEMPTY")) return true;
    text.remove_prefix(std::min(text.find(')'), text.size() - 1) + 1);
  }
  return false;
}

}  // namespace

void Pcre2Code::Free::operator()(pcre2_real_code_8* code) const {
  pcre2_code_free(code);
}

Pcre2Code::Pcre2Code(std::string_view text, const Pcre2Options& options)
    : valid_utf8_(options.text == Pcre2Options::Text::valid_utf8),
      may_have_jit_(!forbids_empty_match(text)) {
  const CompileContext compile;
  int error = 0;
  PCRE2_SIZE offset = 0;
  code_.reset(pcre2_compile(as_units(text), text.size(), compile_flags(options),
                            &error, &offset, compile.context));
  if (code_ == nullptr) throw Pcre2Refusal(message_of(error), offset);
}

bool Pcre2Code::compile_jit() {
  if (jit_ || !may_have_jit_) return jit_;
  pcre2_jit_compile(code_.get(), PCRE2_JIT_COMPLETE);
  // Success is no proof: a pattern may begin with (*NO_JIT).
  std::size_t machine_code_bytes = 0;
  pcre2_pattern_info(code_.get(), PCRE2_INFO_JITSIZE, &machine_code_bytes);
  jit_ = machine_code_bytes > 0;
  return jit_;
}

std::size_t Pcre2Code::shortest_match() const {
  std::uint32_t length = 0;
  if (pcre2_pattern_info(code_.get(), PCRE2_INFO_MINLENGTH, &length) != 0) {
    return 0;
  }
  return length;
}

std::size_t Pcre2Code::group_count() const {
  std::uint32_t count = 0;
  pcre2_pattern_info(code_.get(), PCRE2_INFO_CAPTURECOUNT, &count);
  return count + std::size_t{1};
}

std::optional<std::size_t> Pcre2Code::find_group(
    const std::string& name) const {
  PCRE2_SPTR first = nullptr;
  PCRE2_SPTR last = nullptr;
  const int found = pcre2_substring_nametable_scan(
      code_.get(), reinterpret_cast<PCRE2_SPTR>(name.c_str()), &first, &last);
  if (found < 0) return std::nullopt;
  // An entry begins with the group's number, high byte first (pcre2api).
  return static_cast<std::size_t>(first[0]) << 8 | first[1];
}

bool Pcre2Code::begins_lines() const {
  constexpr std::uint32_t kBeginsLines = 2;  // pcre2api(3)
  std::uint32_t type = 0;
  return pcre2_pattern_info(code_.get(), PCRE2_INFO_FIRSTCODETYPE, &type) ==
             0 &&
         type == kBeginsLines;
}

std::string pcre2_failure_text(int error) {
  switch (error) {
    case PCRE2_ERROR_MATCHLIMIT:
    case PCRE2_ERROR_DEPTHLIMIT:
      return "exceeded PCRE2's match limit";
    case PCRE2_ERROR_HEAPLIMIT:
      return "exceeded PCRE2's memory limit";
    default:
      return "PCRE2 failed: " + message_of(error);
  }
}

void Pcre2Scratch::Free::operator()(pcre2_real_match_context_8* p) const {
  pcre2_match_context_free(p);
}
void Pcre2Scratch::Free::operator()(pcre2_real_match_data_8* p) const {
  pcre2_match_data_free(p);
}
void Pcre2Scratch::Free::operator()(pcre2_real_jit_stack_8* p) const {
  pcre2_jit_stack_free(p);
}

Pcre2Scratch::Pcre2Scratch()
    // Null where this build of PCRE2 has no JIT, which needs no stack then.
    : stack_(pcre2_jit_stack_create(kJitStackStart, kJitStackLimit, nullptr)),
      context_(require(pcre2_match_context_create(nullptr))),
      data_(require(pcre2_match_data_create(1, nullptr))) {
  pcre2_set_heap_limit(context_.get(), kHeapLimitKib);
  pcre2_jit_stack_assign(context_.get(), nullptr, stack_.get());
}

Pcre2Match Pcre2Scratch::match(const Pcre2Code& code, std::string_view record,
                               std::size_t offset) {
  pcre2_set_match_limit(context_.get(), match_limit(record));
  if (code.has_jit()) {
    const Pcre2Match match = run_jit(code, record, offset);
    if (match.error != PCRE2_ERROR_JIT_STACKLIMIT) return match;
  }
  std::uint32_t flags = PCRE2_NO_JIT;
  if (code.needs_valid_utf8()) flags |= PCRE2_NO_UTF_CHECK;
  return outcome_of(pcre2_match(code.get(), as_units(record), record.size(),
                                offset, flags, data_.get(), context_.get()));
}

Pcre2Match Pcre2Scratch::match_in_block(const Pcre2Code& code,
                                        std::string_view block,
                                        std::size_t offset) {
  pcre2_set_match_limit(context_.get(), kLeastSteps);
  return run_jit(code, block, offset);
}

Pcre2Match Pcre2Scratch::run_jit(const Pcre2Code& code,
                                 std::string_view subject, std::size_t offset) {
  return outcome_of(pcre2_jit_match(code.get(), as_units(subject),
                                    subject.size(), offset, 0, data_.get(),
                                    context_.get()));
}

void Pcre2Scratch::want_groups(std::size_t count) {
  if (count <= pcre2_get_ovector_count(data_.get())) return;
  data_.reset(require(
      pcre2_match_data_create(static_cast<std::uint32_t>(count), nullptr)));
}

void Pcre2Scratch::get_groups(std::vector<Span>& groups) const {
  groups.clear();
  const PCRE2_SIZE* bounds = pcre2_get_ovector_pointer(data_.get());
  // 0 if there was no room for all of them.
  const int count =
      groups_ > 0 ? groups_
                  : static_cast<int>(pcre2_get_ovector_count(data_.get()));
  for (int i = 0; i < count; ++i, bounds += 2) {
    const bool took_part = bounds[0] != PCRE2_UNSET;
    groups.push_back(took_part ? Span{bounds[0], bounds[1]} : Span{});
  }
}

Pcre2Match Pcre2Scratch::outcome_of(int result) {
  groups_ = result;
  if (result == PCRE2_ERROR_NOMATCH) return {};
  if (result < 0) return {Pcre2Match::Outcome::undecided, {}, result};
  const PCRE2_SIZE* bounds = pcre2_get_ovector_pointer(data_.get());
  return {Pcre2Match::Outcome::match, {bounds[0], bounds[1]}, 0};
}

}  // namespace trawl
