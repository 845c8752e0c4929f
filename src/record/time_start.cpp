// SPDX-License-Identifier: MIT
// The commonest time stamps, as shapes: a 9 stands for a digit, an A for a
// letter, anything else for itself. Brackets and quotes before a stamp are
// passed over.
#include <algorithm>
#include <array>
#include <string_view>

#include "record/record_start.h"
#include "text/ascii.h"
#include "text/color.h"

namespace trawl {
namespace {

constexpr std::array<std::string_view, 14> kShapes = {
    "9999-99-99 99:99:99",   // ISO 8601, log4j, Python
    "9999-99-99T99:99:99",   // RFC 3339
    "9999/99/99 99:99:99",   // Go, nginx's error log
    "AAA 99 99:99:99",       // syslog
    "AAA  9 99:99:99",       //
    "AAA AAA 99 99:99:99",   // Apache's error log
    "99/AAA/9999:99:99:99",  // its access log, from the stamp on
    "99-AAA-9999 99:99:99",  // Tomcat
    "99.99.9999 99:99:99",   //
    "9999-99-99\t99:99:99",  // W3C extended, of CloudFront
    "AAA 99, 9999 9",        // java.util.logging
    "AAA 9, 9999 9",         //
    "A9999 99:99:99.",       // glog, klog
    "999999 999999 ",        // HDFS
};

bool has_shape(std::string_view line, std::string_view shape) {
  const auto fits = [](char byte, char wanted) {
    if (wanted == '9') return is_digit(byte);
    return wanted == 'A' ? is_letter(byte) : byte == wanted;
  };
  return line.size() >= shape.size() &&
         std::ranges::equal(line.substr(0, shape.size()), shape, fits);
}

// <34>1 before it, as syslog has it on the wire.
std::string_view without_priority(std::string_view line) {
  const std::size_t end = line.find('>');
  if (line.empty() || line[0] != '<' || end > 4) return line;
  line.remove_prefix(end + 1);
  if (line.starts_with("1 ")) line.remove_prefix(2);
  return line;
}

}  // namespace

bool TimeStart::begins_record(std::string_view line) {
  line = without_priority(line);
  line.remove_prefix(behind_colors(line, 0));
  while (!line.empty() && (line[0] == '[' || line[0] == '"')) {
    line.remove_prefix(behind_colors(line, 1));
  }
  // Most lines that go on begin with a space.
  if (line.empty() || (!is_digit(line[0]) && !is_letter(line[0]))) return false;
  return std::ranges::any_of(
      kShapes, [&](std::string_view shape) { return has_shape(line, shape); });
}

}  // namespace trawl
