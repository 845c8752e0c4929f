// SPDX-License-Identifier: MIT
// grep's --include, --exclude and --exclude-dir, with the meaning of grep 3.8.
#pragma once

#include <string>
#include <vector>

#include "trawl/input_selection.h"

namespace trawl {

class NameFilter {
 public:
  explicit NameFilter(const InputSelection& selection);

  // A path as it was typed.
  bool leaves_out_named_file(const std::string& path) const;
  bool leaves_out_named_directory(const std::string& path) const;

  // The last part of a path that was found below a directory.
  bool leaves_out_file(const char* name) const;
  bool leaves_out_directory(const char* name) const;

 private:
  struct Pattern {
    explicit Pattern(const std::string& text);
    bool matches(const char* name) const;
    bool matches_part(const char* path) const;

    std::string text;
    bool is_literal;
  };
  struct Rule {
    Pattern pattern;
    bool excludes;
  };

  template <typename Matches>
  bool leaves_out(Matches matches) const;

  std::vector<Rule> rules_;
  std::vector<Pattern> directories_;
};

}  // namespace trawl
