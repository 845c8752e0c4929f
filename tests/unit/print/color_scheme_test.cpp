// SPDX-License-Identifier: MIT
#include "print/color_scheme.h"

#include <doctest/doctest.h>

namespace trawl::test {
namespace {

TEST_CASE("without variables the colours are grep's") {
  const ColorScheme colors = parse_color_scheme("", "");
  CHECK(colors.selected_match.on == "\33[01;31m\33[K");
  CHECK(colors.selected_match.off == "\33[m\33[K");
  CHECK(colors.file_name.on == "\33[35m\33[K");
  CHECK(colors.separator.on == "\33[36m\33[K");
  CHECK_FALSE(colors.selected_line.is_visible());
  CHECK_FALSE(colors.context_line.is_visible());
}

TEST_CASE("GREP_COLOR sets matches, GREP_COLORS has the last word") {
  CHECK(parse_color_scheme("", "7").context_match.on == "\33[7m\33[K");
  CHECK(parse_color_scheme("ms=4", "7").selected_match.on == "\33[4m\33[K");
  CHECK(parse_color_scheme("ms=4", "7").context_match.on == "\33[7m\33[K");
  CHECK(parse_color_scheme("", "7m\33[H").selected_match.on ==
        "\33[01;31m\33[K");
}

TEST_CASE("a malformed capability ends the list") {
  const ColorScheme colors = parse_color_scheme("fn=1:ln=2x:bn=3", "");
  CHECK(colors.file_name.on == "\33[1m\33[K");
  CHECK(colors.line_number.on == "\33[32m\33[K");
  CHECK(colors.byte_offset.on == "\33[32m\33[K");
}

TEST_CASE("switches have no value, unknown names are passed over") {
  const ColorScheme colors = parse_color_scheme("rv:ne:zz=1:se=", "");
  CHECK(colors.swap_lines_if_inverted);
  CHECK(colors.file_name.on == "\33[35m");
  CHECK(colors.file_name.off == "\33[m");
  CHECK_FALSE(colors.separator.is_visible());
}

}  // namespace
}  // namespace trawl::test
