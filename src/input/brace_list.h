// SPDX-License-Identifier: MIT
// {a,b}c written out: ac and bc.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace trawl {

// Lists may hold lists. Braces in [...] and behind a backslash are ordinary
// characters. Throws Error, naming the glob, for a brace, a [ or a backslash
// that lacks what must follow, and for more alternatives than anyone means.
std::vector<std::string> expand_braces(std::string_view glob);

}  // namespace trawl
