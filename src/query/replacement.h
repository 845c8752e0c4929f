// SPDX-License-Identifier: MIT
// What stands for a match in output: text in which $1, ${1}, $name and ${name}
// are the groups of the match, $0 all of it and $$ a dollar, as in ripgrep. A
// group that does not exist or took no part is empty. A name without braces is
// as long as it can be: $1a is the group "1a".
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "query/pcre2.h"

namespace trawl {

class Replacement {
 public:
  explicit Replacement(std::string_view text);

  // Appends what stands for the match whose groups are `groups` (those that
  // took no part are empty, 0 is the whole match) in `record`.
  void append(const Pcre2Code& code, std::string_view record,
              std::span<const Span> groups, std::string& out) const;

 private:
  struct Piece {
    bool is_group = false;
    std::string text;  // as it is, or the group's name or number
  };

  void add_text(std::string_view text);

  std::vector<Piece> pieces_;
};

}  // namespace trawl
