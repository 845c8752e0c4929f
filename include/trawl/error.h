// SPDX-License-Identifier: MIT
// What goes wrong, in two kinds. An Error ends the search before it began: a
// pattern that does not compile, an option out of range. A Problem concerns
// one input, or a part of one: it is handed to the caller in output order and
// the search goes on.
#pragma once

#include <cstddef>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>

#include "trawl/units.h"

namespace trawl {

// Thrown by search() and list_inputs(). what() is one sentence without the
// program's name: what was attempted, on what, and why it failed.
class Error : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// A pattern that no engine takes. `offset` is the byte of `pattern` at which
// the engine gave up, at most pattern.size().
class PatternError : public Error {
 public:
  PatternError(std::string pattern_text, std::size_t place, std::string why)
      : Error("cannot compile the pattern: " + why),
        pattern(std::move(pattern_text)),
        offset(place),
        reason(std::move(why)) {}

  std::string pattern;
  std::size_t offset;
  std::string reason;
};

// Something that happened to one input.
struct Problem {
  enum class Kind {
    unreadable,  // could not be opened, read or listed: not searched, or not
                 // from `offset` on
    truncated,   // searched up to `offset`: the file became shorter meanwhile,
                 // what is compressed is damaged, cut off or too long
    lost,        // a byte range failed twice and was not searched
    gave_up,     // the match limit was hit: the record at `offset` is undecided
    binary,      // matches, but is not text: see BinaryPolicy
    skipped,     // left out on purpose, by a rule the caller should know of
    undecodable,  // from `offset` on, bytes that mean nothing in its encoding
                  // were searched as U+FFFD
    cut,          // at `offset`, a record was as long as records may be
    unordered,    // not sorted by time: searched whole, nothing is missing
    changed,      // it is followed, and is missing, was cut or is another file
                  // now: what was not yet searched of it may be missing
  };

  Kind kind = Kind::unreadable;
  std::string path;      // as printed; "(standard input)" for descriptor 0
  std::string reason;    // system or engine reason, and what to try if known
  int system_error = 0;  // errno, 0 if the system is not at fault
  std::optional<ByteOffset> offset;  // where in the input it begins
};

}  // namespace trawl
