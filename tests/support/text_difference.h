// SPDX-License-Identifier: MIT
// Shows a person where two outputs differ: a unified diff of their lines, with
// bytes that a terminal would swallow made visible.
#pragma once

#include <string>
#include <string_view>

namespace trawl::test {

// Control bytes and bytes that are not ASCII as \xHH, a backslash doubled. Each
// newline stays one; text that does not end with one gets "\ no newline".
std::string visible_text(std::string_view bytes);

// "" if they are the same.
std::string text_difference(std::string_view expected, std::string_view actual);

}  // namespace trawl::test
