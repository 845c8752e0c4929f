// SPDX-License-Identifier: MIT
// The only writer to standard error. Messages begin with the program's name
// and end in the reason, as grep's do; each is one write, so that those of
// several programs in a pipeline do not mix.
#pragma once

#include <string>
#include <string_view>

#include "cli/usage_error.h"
#include "trawl/error.h"

namespace trawl {

class Diagnostics {
 public:
  // For a terminal: control characters of paths and patterns are named in
  // messages, lest they drive it.
  void escape_controls(bool escape) { escapes_controls_ = escape; }

  // -s: nothing is said of inputs that cannot be read or are left out. They
  // still count as errors for the exit status.
  void hide_unreadable() { hides_unreadable_ = true; }

  // --debug: what -s hides is told all the same.
  void show_debug() { shows_debug_ = true; }

  // What an input without a path is called.
  void name_standard_input(std::string name) {
    standard_input_name_ = std::move(name);
  }

  void error(std::string_view message) const;
  void usage_error(const UsageError&) const;
  // `place`: where it was written, as in "--not: ".
  void pattern_error(const PatternError&, std::string_view place) const;
  void write_error(int system_error) const;
  void problem(const Problem&) const;

  // Nothing unless show_debug() was called.
  void debug(std::string_view message) const;

  // Text that is asked for, not a fault.
  void note(std::string_view text) const;

 private:
  std::string shown(std::string_view message) const;

  bool escapes_controls_ = false;
  bool shows_debug_ = false;
  bool hides_unreadable_ = false;
  std::string standard_input_name_ = "(standard input)";
};

// The message for a problem, without the program's name.
std::string problem_text(const Problem&);

}  // namespace trawl
