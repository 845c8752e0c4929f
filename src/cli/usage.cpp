// SPDX-License-Identifier: MIT
#include "cli/usage.h"

#include <fmt/format.h>

#include <algorithm>
#include <ranges>
#include <string_view>
#include <utility>

#include "cli/flag_table.h"
#include "trawl/search.h"

namespace trawl {
namespace {

// The column of the descriptions: two right of the longest common names.
constexpr std::size_t kHelpColumn = 29;
constexpr std::size_t kHelpWidth = 80;

constexpr std::string_view kSynopsis =
    R"(trawl - search logs of any size, in order, with all cores

usage: trawl [FLAG]... PATTERN [PATH]...
       trawl [FLAG]... -e PATTERN... [-f FILE]... [PATH]...

)";

constexpr std::string_view kDescription =
    R"(PATTERN is a Perl regular expression, matched line by line. A directory is
searched with all below it. PATH - is standard input. No PATH at all is that,
too, or at a terminal the current directory.
)";

constexpr std::string_view kConclusion = R"(
Exit status: 0 a line was selected, 1 none was, 2 an error occurred.
)";

// "-A, --after-context=NUM", "    --color[=WHEN]".
std::string spelling(const Flag& flag) {
  std::string text =
      flag.letters.empty() ? "    " : fmt::format("-{}, ", flag.letters[0]);
  text += fmt::format("--{}", flag.name());
  if (flag.value.empty()) return text;
  const bool can_omit = !flag.value_if_omitted.empty();
  return text + (can_omit ? fmt::format("[={}]", flag.value)
                          : fmt::format("={}", flag.value));
}

// The other names, which only the full help gives.
std::string aliases(const Flag& flag) {
  std::string text;
  for (std::size_t i = 1; i < flag.letters.size(); ++i) {
    text += fmt::format(", -{}", flag.letters[i]);
  }
  for (const std::string_view name : flag.all_names() | std::views::drop(1)) {
    text += fmt::format(", --{}", name);
  }
  return text.empty() ? text : " (also " + text.substr(2) + ")";
}

// The words of `text` from kHelpColumn on, behind `line`, in lines of at most
// kHelpWidth columns (the flags' texts are ASCII).
std::string in_columns(std::string line, std::string_view text) {
  std::string lines;
  const std::string margin(kHelpColumn - 1, ' ');
  if (line.size() > margin.size()) {
    lines = std::exchange(line, margin) + '\n';
  }
  line.resize(margin.size(), ' ');
  while (!text.empty()) {
    const std::string_view word = text.substr(0, text.find(' '));
    text.remove_prefix(std::min(text.size(), word.size() + 1));
    if (line.size() + 1 + word.size() > kHelpWidth) {
      lines += std::exchange(line, margin) + '\n';
    }
    line += fmt::format(" {}", word);
  }
  return lines + line + '\n';
}

std::string help_line(const Flag& flag, bool all) {
  return in_columns(fmt::format("  {}", spelling(flag)),
                    fmt::format("{}{}", flag.help, all ? aliases(flag) : ""));
}

}  // namespace

std::string_view description_text() { return kDescription; }

std::string help_text(bool all) {
  std::string text(kSynopsis);
  text += kDescription;
  text += '\n';
  for (const auto& [group, heading] : kFlagGroups) {
    // The common ones fit a screen only without lines between the groups.
    const bool is_apart = all && heading != kFlagGroups[0].second;
    text += fmt::format("{}{}:\n", is_apart ? "\n" : "", heading);
    for (const Flag& flag : flag_table()) {
      if (flag.group != group || !(all || flag.is_common)) continue;
      text += help_line(flag, all);
    }
  }
  return text + std::string(kConclusion);
}

// Program and library are one release: "libtrawl 1.2.3" comes first there.
std::string version_message() {
  const std::string library = version_text();
  const std::string first_line = library.substr(0, library.find('\n'));
  const std::size_t space = first_line.find(' ');
  return fmt::format("trawl{}\n{}", first_line.substr(space), library);
}

}  // namespace trawl
