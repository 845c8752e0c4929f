// SPDX-License-Identifier: MIT
#include "cli/surroundings.h"

#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <cstdlib>

namespace trawl {
namespace {

std::string variable(const char* name) {
  const char* const value = std::getenv(name);
  return value == nullptr ? "" : value;
}

bool is_directory(const std::string& path) {
  struct stat status {};
  return ::stat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode);
}

// As setlocale() would choose the encoding, by its name.
bool names_utf8_locale() {
  for (const char* name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
    std::string locale = variable(name);
    if (locale.empty()) continue;
    std::ranges::transform(locale, locale.begin(), [](unsigned char byte) {
      return static_cast<char>(std::tolower(byte));
    });
    return locale.find("utf-8") != std::string::npos ||
           locale.find("utf8") != std::string::npos;
  }
  return false;
}

void observe_size(Surroundings& result) {
  winsize size{};
  if (!result.output_is_terminal ||
      ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0) {
    return;
  }
  if (size.ws_col > 0) result.output_columns = size.ws_col;
  result.output_rows = size.ws_row;
}

}  // namespace

Surroundings observe_surroundings() {
  Surroundings result{.input_is_terminal = ::isatty(STDIN_FILENO) == 1,
                      .output_is_terminal = ::isatty(STDOUT_FILENO) == 1,
                      .errors_are_terminal = ::isatty(STDERR_FILENO) == 1,
                      .term = variable("TERM"),
                      .grep_colors = variable("GREP_COLORS"),
                      .grep_color = variable("GREP_COLOR"),
                      .no_color = variable("NO_COLOR"),
                      .trawl_config = variable("TRAWL_CONFIG"),
                      .xdg_config_home = variable("XDG_CONFIG_HOME"),
                      .home = variable("HOME"),
                      .xdg_cache_home = variable("XDG_CACHE_HOME"),
                      .time_zone = variable("TZ"),
                      .now = std::chrono::system_clock::now(),
                      .is_directory = is_directory};
  result.has_utf8_locale = names_utf8_locale();
  observe_size(result);
  struct stat output {};
  if (::fstat(STDOUT_FILENO, &output) != 0) return result;
  result.output_can_hang_up =
      S_ISFIFO(output.st_mode) || S_ISSOCK(output.st_mode);
  if (S_ISREG(output.st_mode)) {
    result.output_file = {.device = output.st_dev, .inode = output.st_ino};
  }
  return result;
}

}  // namespace trawl
