// SPDX-License-Identifier: MIT
// One glob of .gitignore's kind, as ripgrep's -g takes it. {a,b} is written
// out first; then a glob is a list of parts between slashes, each a shell
// pattern for one part of the path, and ** stands for any number of parts:
//
//   *.log           -> ** *.log                in any directory
//   logs/**/a.{1,2} -> logs ** a.1, logs ** a.2
//   /a              -> a                       only where the search began
//   old/            -> ** old                  only a directory
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "input/shell_pattern.h"
#include "trawl/input_selection.h"

namespace trawl {

class Glob {
 public:
  // Throws Error for one that ends too early or holds nothing.
  explicit Glob(const InputSelection::Glob& glob);

  // What it matches is to be left out.
  bool is_negated() const { return is_negated_; }

  // `parts` of a path relative to where the search began.
  bool matches(std::span<const std::string> parts, bool is_directory) const;

 private:
  using Parts = std::vector<std::string>;

  bool matches_parts(std::span<const std::string> pattern,
                     std::span<const std::string> parts) const;

  bool is_negated_ = false;
  bool only_directories_ = false;
  LetterCase letter_case_;
  std::vector<Parts> alternatives_;
};

// What stands between the slashes of a path, empty parts left out.
std::vector<std::string> split_parts(std::string_view path);

}  // namespace trawl
