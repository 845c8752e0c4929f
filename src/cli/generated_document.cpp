// SPDX-License-Identifier: MIT
#include "cli/generated_document.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <string_view>
#include <vector>

#include "cli/flag_table.h"
#include "cli/usage.h"

namespace trawl {
namespace {

// "-i", "-y", "--ignore-case".
std::vector<std::string> spellings(const Flag& flag) {
  std::vector<std::string> all;
  for (const char letter : flag.letters) all.push_back({'-', letter});
  for (const std::string_view name : flag.all_names()) {
    all.push_back(fmt::format("--{}", name));
  }
  return all;
}

template <typename Words>
std::string join(const Words& words, std::string_view separator) {
  return fmt::format("{}", fmt::join(words, separator));
}

// The values that a flag takes; nothing unless it is a choice.
std::string choice_words(const Flag& flag) {
  const auto* const choice = std::get_if<Choice>(&flag.effect);
  return choice == nullptr ? "" : join(choice->main_names(), " ");
}

// Each character of `special` becomes what `escape` makes of it.
std::string escaped(std::string_view text, std::string_view special,
                    std::string_view escape) {
  std::string result;
  for (const char c : text) {
    if (special.find(c) == std::string_view::npos) {
      result += c;
    } else {
      result += fmt::format(fmt::runtime(escape), c);
    }
  }
  return result;
}

std::string roff(std::string_view text) { return escaped(text, "\\-", "\\{}"); }

// For inside single quotes of a POSIX shell, or of fish.
std::string shell_quoted(std::string_view text) {
  return escaped(text, "'", "'\\{}'");
}
std::string fish_quoted(std::string_view text) {
  return escaped(text, "\\'", "\\{}");
}

constexpr std::string_view kManHead = R"(.TH TRAWL 1
.SH NAME
trawl \- search logs of any size, in order, with all cores
.SH SYNOPSIS
\fBtrawl\fR [\fIFLAG\fR]... \fIPATTERN\fR [\fIPATH\fR]...
.br
\fBtrawl\fR [\fIFLAG\fR]... \fB\-e\fR \fIPATTERN\fR... [\fB\-f\fR \fIFILE\fR]... [\fIPATH\fR]...
)";

constexpr std::string_view kManTail = R"man(.SH EXIT STATUS
0 if a line was selected, 1 if none was, 2 if an error occurred. With
.B \-q
a selected line makes it 0 even after an error, unless
.B \-\-strict
is given. A search that a signal ends has, to a shell, 128 and its number.
.SH ENVIRONMENT
.TP
.BR GREP_COLORS ", " GREP_COLOR
colours of the parts of the output, as grep reads them
.TP
.B TZ
what stamps without a zone mean, unless
.B \-\-tz
tells
.TP
.B NO_COLOR
if not empty, no colour unless
.B \-\-color
is given
.TP
.B TERM
no colour and no progress by default if it is empty or
.I dumb
.TP
.B TRAWL_CONFIG
the configuration file
.TP
.BR XDG_CONFIG_HOME ", " HOME
where it is otherwise
.TP
.BR XDG_CACHE_HOME ", " HOME
where compiled patterns are kept; see
.B \-\-no\-cache
.SH FILES
.TP
.I ~/.cache/trawl
compiled patterns
.TP
.I ~/.config/trawl/config
flags for every search, one in each line; see
.B \-\-no\-config
.SH NOTES
Of several streams, as in
.BR "trawl PATTERN <(one) <(two)"\fR,\fP
up to 2 MiB each are read ahead. Programs that wait for each other while more
than that is unread wait for ever; give such a stream a file.
.SH SEE ALSO
.BR grep (1),
.BR pcre2pattern (3)
)man";

std::string man_item(const Flag& flag) {
  std::string item = ".TP\n";
  item += fmt::format(".B {}", roff(join(spellings(flag), ", ")));
  if (!flag.value.empty()) {
    const bool can_omit = !flag.value_if_omitted.empty();
    item += can_omit ? fmt::format("[=\\fI{}\\fB]", flag.value)
                     : fmt::format("=\\fI{}", flag.value);
  }
  item += '\n' + roff(flag.help) + '\n';
  if (!flag.details.empty()) item += ".br\n" + roff(flag.details) + '\n';
  return item;
}

std::string man_page() {
  std::string page(kManHead);
  page += ".SH DESCRIPTION\n" + roff(description_text());
  for (const auto& [group, heading] : kFlagGroups) {
    page += fmt::format(".SH {}\n", heading);
    for (const Flag& flag : flag_table()) {
      if (flag.group == group) page += man_item(flag);
    }
  }
  return page + std::string(kManTail);
}

// Bash splits --color=WHEN at the equals sign before it asks.
constexpr std::string_view kBashFrame = R"(_trawl() {{
  local word=${{COMP_WORDS[COMP_CWORD]}} before=${{COMP_WORDS[COMP_CWORD-1]}}
  if [[ $word == = ]]; then
    word= before=$before=
  elif [[ $before == = ]]; then
    before=${{COMP_WORDS[COMP_CWORD-2]}}=
  fi
  case $before in
{}    *) [[ $word == -* ]] || return
      COMPREPLY=($(compgen -W '{}' -- "$word")) ;;
  esac
}}
complete -o default -F _trawl trawl
)";

std::string bash_completion() {
  std::string cases;
  std::vector<std::string> words;
  for (const Flag& flag : flag_table()) {
    const std::vector<std::string> names = spellings(flag);
    words.insert(words.end(), names.begin(), names.end());
    const std::string choices = choice_words(flag);
    if (choices.empty()) continue;
    // The next word is no value of a flag that may go without one.
    std::string values_of = join(names, "=|") + "=";
    if (flag.value_if_omitted.empty()) values_of += "|" + join(names, "|");
    cases +=
        fmt::format("    {}) COMPREPLY=($(compgen -W '{}' -- \"$word\")) ;;\n",
                    values_of, choices);
  }
  return fmt::format(kBashFrame, cases, join(words, " "));
}

// The part of a zsh argument specification after a name that takes a value.
std::string zsh_value(const Flag& flag) {
  if (flag.is_switch()) return {};
  const std::string choices = choice_words(flag);
  const std::string action = !choices.empty()       ? '(' + choices + ')'
                             : flag.value == "FILE" ? "_files"
                                                    : " ";
  const bool can_omit = !flag.value_if_omitted.empty();
  return fmt::format("{}{}:{}", can_omit ? "::" : ":",
                     escaped(flag.value, ":", "\\{}"), action);
}

std::string zsh_name(const Flag& flag, const std::string& name) {
  if (flag.is_switch()) return name;
  if (!name.starts_with("--")) return name + '+';
  return name + (flag.value_if_omitted.empty() ? "=" : "=-");
}

std::string zsh_completion() {
  std::string text = "#compdef trawl\n_arguments -s -S \\\n";
  for (const Flag& flag : flag_table()) {
    const std::string help = shell_quoted(escaped(flag.help, "[]:", "\\{}"));
    for (const std::string& name : spellings(flag)) {
      text += fmt::format("  '*{}[{}]{}' \\\n", zsh_name(flag, name), help,
                          zsh_value(flag));
    }
  }
  return text + "  '*:path:_files'\n";
}

std::string fish_completion() {
  std::string text;
  for (const Flag& flag : flag_table()) {
    text += "complete -c trawl";
    for (const char letter : flag.letters)
      text += fmt::format(" -s {}", letter);
    for (const std::string_view name : flag.all_names()) {
      text += fmt::format(" -l {}", name);
    }
    const std::string choices = choice_words(flag);
    if (!choices.empty()) {
      const bool can_omit = !flag.value_if_omitted.empty();
      text += fmt::format(" {} -a '{}'", can_omit ? "-f" : "-x", choices);
    } else if (!flag.is_switch()) {
      text += flag.value == "FILE" ? " -r -F" : " -x";
    }
    text += fmt::format(" -d '{}'\n", fish_quoted(flag.help));
  }
  return text;
}

}  // namespace

std::string generate_document(DocumentKind kind) {
  switch (kind) {
    case DocumentKind::man:
      return man_page();
    case DocumentKind::bash:
      return bash_completion();
    case DocumentKind::zsh:
      return zsh_completion();
    case DocumentKind::fish:
      break;
  }
  return fish_completion();
}

}  // namespace trawl
