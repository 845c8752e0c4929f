// SPDX-License-Identifier: MIT
// Keeps bytes of an input from driving the terminal they are shown on. What
// could move the cursor, change colours or turn text around is shown by name,
// as less does: ^[ for a control character, <9B> for a byte that is not UTF-8,
// <U+202E> for a character. Nothing of this concerns pipes and files.
#pragma once

#include <string>
#include <string_view>

#include "print/print_options.h"
#include "trawl/output_buffer.h"

namespace trawl {

// The place of the first such character from `from` on, or the size. Tabs are
// harmless; newlines are not, where a line is expected.
std::size_t find_harmful(std::string_view text, std::size_t from);

// Bytes of the harmful character that begins `text`.
std::size_t harmful_length(std::string_view text);

// `text` with names in place of all of them.
std::string visible_text(std::string_view text);

class TerminalGuard {
 public:
  // Unless the options say so, append() changes nothing. Where there are
  // colours the names are in reverse video.
  explicit TerminalGuard(const PrintOptions&);

  void append(std::string_view text, OutputBuffer& out) const {
    if (is_active_) {
      append_visible(text, out);
    } else {
      out.append(text);
    }
  }

 private:
  void append_visible(std::string_view, OutputBuffer&) const;

  bool is_active_;
  bool names_newlines_;
  Paint name_;
};

}  // namespace trawl
