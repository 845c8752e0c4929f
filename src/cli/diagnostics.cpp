// SPDX-License-Identifier: MIT
#include "cli/diagnostics.h"

#include <fmt/format.h>
#include <unistd.h>

#include "cli/pattern_excerpt.h"
#include "os/system_error.h"
#include "os/write_all.h"
#include "print/shown_name.h"
#include "print/terminal_guard.h"

namespace trawl {
namespace {

// A terminal's usual width; the excerpt must not wrap, or the caret is lost.
constexpr std::size_t kExcerptColumns = 80;

constexpr std::string_view kStandardInput = "(standard input)";

// There is nobody left to tell when this fails.
void write_message(std::string_view text) { write_all(STDERR_FILENO, text); }

// Why a file counts as binary, and what to do to see its lines all the same.
std::string binary_text(const Problem& problem) {
  return fmt::format(
      "binary file matches ({}{}; -a prints it as text)", problem.reason,
      problem.offset ? fmt::format(" at byte {}", *problem.offset) : "");
}

}  // namespace

std::string problem_text(const Problem& problem) {
  switch (problem.kind) {
    case Problem::Kind::binary:
      return fmt::format("{}: {}", problem.path, binary_text(problem));
    case Problem::Kind::gave_up:
      return fmt::format("{}: line at byte {}: {}", problem.path,
                         problem.offset.value_or(0), problem.reason);
    case Problem::Kind::truncated:
      return fmt::format("{}: searched up to byte {}: {}", problem.path,
                         problem.offset.value_or(0), problem.reason);
    case Problem::Kind::undecodable:
      return fmt::format("{}: from byte {} on: {}", problem.path,
                         problem.offset.value_or(0), problem.reason);
    case Problem::Kind::cut:
      return fmt::format(
          "{}: record cut at byte {}: {}: up to the next one, each line is a "
          "record (--max-record allows longer ones)",
          problem.path, problem.offset.value_or(0), problem.reason);
    case Problem::Kind::unreadable:
    case Problem::Kind::lost:
    case Problem::Kind::skipped:
    case Problem::Kind::unordered:
    case Problem::Kind::changed:
      break;
  }
  return fmt::format("{}: {}", problem.path, problem.reason);
}

std::string Diagnostics::shown(std::string_view message) const {
  return escapes_controls_ ? visible_text(message) : std::string(message);
}

void Diagnostics::error(std::string_view message) const {
  write_message(fmt::format("trawl: {}\n", shown(message)));
}

void Diagnostics::usage_error(const UsageError& error) const {
  write_message(
      fmt::format("trawl: {}\ntry 'trawl --help'\n", shown(error.what())));
}

void Diagnostics::pattern_error(const PatternError& error,
                                std::string_view place) const {
  write_message(fmt::format(
      "trawl: {}\n{}", shown(std::string(place) + error.what()),
      pattern_excerpt(error.pattern, error.offset, kExcerptColumns)));
}

void Diagnostics::write_error(int system_error) const {
  error(fmt::format("write error: {}", system_reason(system_error)));
}

void Diagnostics::problem(const Problem& problem) const {
  const bool concerns_file = problem.kind == Problem::Kind::unreadable ||
                             problem.kind == Problem::Kind::skipped ||
                             problem.kind == Problem::Kind::changed;
  if (hides_unreadable_ && !shows_debug_ && concerns_file) return;
  Problem named = problem;
  if (named.path == kStandardInput) {
    named.path = standard_input_name_;
  }
  if (escapes_controls_) named.path = shown_name(named.path);
  error(problem_text(named));
}

void Diagnostics::debug(std::string_view message) const {
  if (shows_debug_) error(fmt::format("debug: {}", message));
}

void Diagnostics::note(std::string_view text) const { write_message(text); }

}  // namespace trawl
