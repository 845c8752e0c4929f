// SPDX-License-Identifier: MIT
#include "print/color_scheme.h"

#include <algorithm>
#include <map>

namespace trawl {
namespace {

// Select Graphic Rendition codes by capability, with grep's defaults, and the
// two capabilities that are switches.
struct Capabilities {
  std::map<std::string_view, std::string_view> codes = {
      {"ms", "01;31"}, {"mc", "01;31"}, {"sl", ""},   {"cx", ""},  {"fn", "35"},
      {"ln", "32"},    {"cn", "32"},    {"bn", "32"}, {"se", "36"}};
  bool reverse = false;   // rv
  bool no_erase = false;  // ne

  void set_matches(std::string_view code) { codes["ms"] = codes["mc"] = code; }

  void set(std::string_view name, const std::string_view* code) {
    if (name == "rv") reverse = true;
    if (name == "ne") no_erase = true;
    if (name == "mt") {
      set_matches(code ? *code : codes["ms"]);
    } else if (const auto found = codes.find(name);
               found != codes.end() && code) {
      found->second = *code;
    }
  }
};

// Anything else in a code could drive the terminal.
bool is_code(std::string_view text) {
  return std::ranges::all_of(
      text, [](char c) { return c == ';' || (c >= '0' && c <= '9'); });
}

// NAME[=CODE], separated by ':'. The first malformed part ends the list.
void read_capabilities(std::string_view list, Capabilities& capabilities) {
  while (true) {
    const std::size_t colon = list.find(':');
    const std::string_view part = list.substr(0, colon);
    const std::size_t equals = part.find('=');
    const std::string_view name = part.substr(0, equals);
    if (equals == std::string_view::npos) {
      capabilities.set(name, nullptr);
    } else {
      const std::string_view code = part.substr(equals + 1);
      if (name.empty() || !is_code(code)) return;
      capabilities.set(name, &code);
    }
    if (colon == std::string_view::npos) return;
    list.remove_prefix(colon + 1);
  }
}

Paint make_paint(std::string_view code, bool no_erase) {
  if (code.empty()) return {};
  // "Erase to the end of the line" keeps a background colour from leaking when
  // the terminal scrolls.
  const std::string_view erase = no_erase ? "" : "\33[K";
  return {"\33[" + std::string(code) + "m" + std::string(erase),
          "\33[m" + std::string(erase)};
}

}  // namespace

ColorScheme parse_color_scheme(std::string_view grep_colors,
                               std::string_view grep_color) {
  Capabilities capabilities;
  if (!grep_color.empty() && is_code(grep_color)) {
    capabilities.set_matches(grep_color);
  }
  if (!grep_colors.empty()) read_capabilities(grep_colors, capabilities);
  const auto paint = [&](std::string_view name) {
    return make_paint(capabilities.codes[name], capabilities.no_erase);
  };
  return {.selected_match = paint("ms"),
          .context_match = paint("mc"),
          .selected_line = paint("sl"),
          .context_line = paint("cx"),
          .file_name = paint("fn"),
          .line_number = paint("ln"),
          .column = paint("cn"),
          .byte_offset = paint("bn"),
          .separator = paint("se"),
          .swap_lines_if_inverted = capabilities.reverse};
}

}  // namespace trawl
