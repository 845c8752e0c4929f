// SPDX-License-Identifier: MIT
// One line on a terminal that says how far the search has come. It is written
// over itself, and has to be erased before anything else is written there.
// What is to be written is returned, so that there is one writer to stderr.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>

#include "trawl/progress.h"

namespace trawl {

// Takes back the line that the cursor is on.
inline constexpr const char* kEraseLine = "\r\33[K";

// At most `columns` characters, all ASCII, without newline.
std::string progress_text(const Progress&, std::size_t columns);

class ProgressLine {
 public:
  // Empty in the first second of a search, and right after the last one.
  std::string update(const Progress&, std::size_t columns);
  // Empty if no line is there.
  std::string erase();

 private:
  bool is_shown_ = false;
  std::optional<std::chrono::nanoseconds> last_;
};

// Of the terminal that stderr is, 80 if it is none.
std::size_t terminal_columns();

}  // namespace trawl
