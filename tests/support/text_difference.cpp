// SPDX-License-Identifier: MIT
#include "support/text_difference.h"

#include "support/run_program.h"
#include "support/temp_directory.h"

namespace trawl::test {

std::string visible_text(std::string_view bytes) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string result;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '\\') {
      result += "\\\\";
    } else if (c != '\n' && (byte < 0x20 || byte >= 0x7f)) {
      result += {'\\', 'x', kDigits[byte >> 4], kDigits[byte & 15]};
    } else {
      result += c;
    }
  }
  if (!bytes.empty() && bytes.back() != '\n') result += "\\ no newline\n";
  return result;
}

std::string text_difference(std::string_view expected,
                            std::string_view actual) {
  if (expected == actual) return "";
  TempDirectory directory;
  directory.write("expected", visible_text(expected));
  directory.write("actual", visible_text(actual));
  return run_program({.words = {"diff", "-u", "--label", "expected", "--label",
                                "actual", "expected", "actual"},
                      .directory = directory.path()})
      .out;
}

}  // namespace trawl::test
