// SPDX-License-Identifier: MIT
// The lines of stack traces that are not indented: those between the causes of
// Java and Python, the frames of Go and PHP, and the line that names an
// exception, which in Python ends a trace and elsewhere follows the log line.
#include <algorithm>
#include <array>
#include <string_view>

#include "record/record_start.h"
#include "text/ascii.h"

namespace trawl {
namespace {

constexpr std::array<std::string_view, 19> kContinuations = {
    "Caused by: ",
    "Suppressed: ",
    "... ",  // 23 more
    "Traceback (most recent call last)",
    "During handling of the above exception",
    "The above exception was the direct cause",
    "--- End of ",  // .NET's inner traces
    "---> ",
    "goroutine ",
    "panic(",  // Go's frame, not its message
    "created by ",
    "[signal ",
    "exit status ",
    "[recovered]",
    "Stack trace:",
    "Stacktrace:",
    "Call stack:",
    "stack backtrace:",
    "note: run with `RUST_BACKTRACE"};

// Spaces, and what closes something that began lines before.
bool continues_by_first_byte(char first) {
  return std::string_view(" \t\r\v\f)]}").find(first) != std::string_view::npos;
}

bool is_name_byte(char c) {
  return is_word_character(c) || c == '.' || c == '$';
}

std::string_view leading_name(std::string_view line) {
  const auto end = std::ranges::find_if_not(line, is_name_byte);
  return {line.begin(), end};
}

// requests.exceptions.Timeout: of Python, whatever the class is called.
bool is_class_in_module(std::string_view name) {
  const std::size_t dot = name.rfind('.');
  return dot != std::string_view::npos && dot > 0 && dot + 1 < name.size() &&
         is_letter(name[0]) && name[dot + 1] >= 'A' && name[dot + 1] <= 'Z';
}

// java.io.IOException: reason, KeyError: 'id', System.Exception
bool names_exception(std::string_view line) {
  const std::string_view name = leading_name(line);
  const std::string_view rest = line.substr(name.size());
  if (!rest.empty() && rest[0] != ':' && rest[0] != '\r') return false;
  if (rest.starts_with(": ") && is_class_in_module(name)) return true;
  for (const std::string_view end :
       {"Error", "Exception", "Throwable", "Interrupt", "Exit", "Warning",
        "Failure", "Iteration", "ExceptionGroup"}) {
    if (name.ends_with(end)) return name.size() > end.size() || !rest.empty();
  }
  return false;
}

// #0 {main} as in PHP and gdb
bool is_numbered_frame(std::string_view line) {
  return line.size() > 1 && line[0] == '#' && is_digit(line[1]);
}

// Go's main.(*Server).serve(0xc000010000, {0x1, 0x2}): a name of a package and
// a function, with its arguments up to the line's end.
bool is_call(std::string_view line) {
  if (line.ends_with('\r')) line.remove_suffix(1);
  if (!line.ends_with(')')) return false;
  bool has_dot = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    const bool opens_receiver = c == '(' && i + 1 < line.size() &&
                                line[i + 1] == '*' && line[i - 1] == '.';
    if (c == '.') has_dot = true;
    if (opens_receiver) continue;
    if (c == '(') return has_dot && i > 0;
    const bool is_path = c == '/' || c == '-' || c == '*' || c == ')' ||
                         c == '[' || c == ']' || c == '%' || c == '@';
    if (!is_name_byte(c) && !(is_path && i > 0)) return false;
  }
  return false;
}

}  // namespace

bool IndentStart::begins_record(std::string_view line) {
  if (line.empty() || continues_by_first_byte(line[0])) return false;
  for (const std::string_view beginning : kContinuations) {
    if (line[0] == beginning[0] && line.starts_with(beginning)) return false;
  }
  return !is_numbered_frame(line) && !names_exception(line) && !is_call(line);
}

}  // namespace trawl
