// SPDX-License-Identifier: MIT
// Whether --smart-case ignores case: if the patterns have literals, and none
// of them is an upper-case letter. As in ripgrep what names a set or a place,
// as \W or \pL, is no literal; nor are names, and characters by number.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "trawl/query.h"

namespace trawl {

struct LiteralCase {
  bool any = false;    // some literal
  bool upper = false;  // an upper-case one
};

// Need not be a pattern that compiles.
LiteralCase find_literals(std::string_view pattern, Syntax);

bool smart_case_ignores(std::span<const std::string> patterns, Syntax);

}  // namespace trawl
