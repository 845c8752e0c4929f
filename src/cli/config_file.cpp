// SPDX-License-Identifier: MIT
#include "cli/config_file.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstddef>
#include <iterator>
#include <utility>
#include <vector>

#include "cli/read_whole.h"
#include "cli/usage_error.h"
#include "os/absence.h"

namespace trawl {
namespace {

std::string_view trimmed(std::string_view line) {
  constexpr std::string_view kSpace = " \t\r\f\v";
  const std::size_t begin = line.find_first_not_of(kSpace);
  if (begin == std::string_view::npos) return {};
  return line.substr(begin, line.find_last_not_of(kSpace) + 1 - begin);
}

// One line, which is neither empty nor a comment.
std::vector<Word> parse_line(const std::string& line) {
  const std::size_t name_end = line.find_first_of(" \t=");
  if (line.starts_with("--") && name_end != std::string::npos &&
      line[name_end] != '=') {
    throw UsageError(fmt::format(
        "{} is no flag; a value is written as in --max-count=5, a comment on a "
        "line of its own",
        line));
  }
  const std::array<const char*, 1> argv = {line.c_str()};
  CommandLine parsed = split_command_line(argv);
  if (!parsed.operands.empty() || parsed.words.empty()) {
    throw UsageError(fmt::format("{} is no flag", line));
  }
  return std::move(parsed.words);
}

// So is one in the home of somebody else, as su and sudo may leave it.
bool is_missing(const std::string& path) {
  return ::access(path.c_str(), F_OK) != 0 &&
         (is_absence(errno) || errno == EACCES);
}

}  // namespace

std::optional<ConfigPlace> find_config(const CommandLine& line,
                                       const Surroundings& around) {
  // Asking for help must work, whatever the file holds.
  for (const char* name : {"no-config", "help", "version", "generate"}) {
    if (line.has_flag(name)) return std::nullopt;
  }
  if (!around.trawl_config.empty()) {
    return ConfigPlace{around.trawl_config, true};
  }
  if (line.has_flag("json")) return std::nullopt;
  if (!around.xdg_config_home.empty()) {
    return ConfigPlace{around.xdg_config_home + "/trawl/config"};
  }
  if (around.home.empty()) return std::nullopt;
  return ConfigPlace{around.home + "/.config/trawl/config"};
}

CommandLine parse_config(std::string_view contents, const std::string& path) {
  CommandLine result;
  for (std::size_t number = 1; !contents.empty(); ++number) {
    const std::size_t newline = contents.find('\n');
    const std::string line(trimmed(contents.substr(0, newline)));
    contents = newline == std::string_view::npos ? std::string_view()
                                                 : contents.substr(newline + 1);
    if (line.empty() || line[0] == '#') continue;
    const std::string origin = fmt::format("{}:{}: ", path, number);
    try {
      for (Word& word : parse_line(line)) {
        word.origin = origin;
        result.words.push_back(std::move(word));
      }
    } catch (const UsageError& error) {
      throw UsageError(origin + error.what());
    }
  }
  result.config_file = path;
  result.preset_words = result.words.size();
  return result;
}

CommandLine add_config(CommandLine line, const ConfigPlace& place) {
  if (!place.must_exist && is_missing(place.path)) return line;
  const std::string_view what =
      place.must_exist ? "the flags of TRAWL_CONFIG (--no-config does without)"
                       : "the flags of every search (--no-config does without)";
  CommandLine config = parse_config(read_whole(place.path, what), place.path);
  line.words.insert(line.words.begin(),
                    std::move_iterator(config.words.begin()),
                    std::move_iterator(config.words.end()));
  line.config_file = std::move(config.config_file);
  line.preset_words = config.preset_words;
  return line;
}

}  // namespace trawl
