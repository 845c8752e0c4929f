// SPDX-License-Identifier: MIT
#include "cli/configuration.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <utility>

#include "cli/extended_syntax.h"
#include "cli/input_configuration.h"
#include "cli/print_configuration.h"
#include "cli/smart_case.h"
#include "cli/time_configuration.h"
#include "cli/timeline_configuration.h"
#include "cli/usage_error.h"

namespace trawl {
namespace {

bool is_decided_by_first(PrintMode mode) {
  return mode == PrintMode::quiet || mode == PrintMode::list_matching ||
         mode == PrintMode::list_not_matching;
}

std::optional<RecordCount> decide_max_count(const Arguments& arguments,
                                            PrintMode mode) {
  std::optional<RecordCount> most;
  // A negative number is no limit.
  if (arguments.max_count.value_or(-1) >= 0) {
    most = static_cast<RecordCount>(*arguments.max_count);
  }
  if (is_decided_by_first(mode))
    return std::min<RecordCount>(most.value_or(1), 1);
  return most;
}

// An explicit -A or -B stands, wherever a -C is given beside it.
std::optional<Query::Context> decide_context(const Arguments& arguments,
                                             PrintMode mode) {
  if (!prints_records(mode) || mode == PrintMode::snippet) return std::nullopt;
  if (arguments.all_records) return std::nullopt;
  if (!arguments.before && !arguments.after && !arguments.around) {
    return std::nullopt;
  }
  const RecordCount around = arguments.around.value_or(0);
  return Query::Context{.before = arguments.before.value_or(around),
                        .after = arguments.after.value_or(around)};
}

// JSON can hold any byte, and a number tells nothing of any: nothing need be
// held back then.
BinaryPolicy decide_binary(const Arguments& arguments, PrintMode mode) {
  const bool holds_any_byte = mode == PrintMode::json ||
                              mode == PrintMode::count_matches ||
                              mode == PrintMode::timeline;
  return holds_any_byte && arguments.binary == BinaryPolicy::report
             ? BinaryPolicy::text
             : arguments.binary;
}

bool shows_all_records(const Arguments& arguments, PrintMode mode) {
  return arguments.all_records && prints_records(mode) &&
         mode != PrintMode::snippet;
}

// Where nobody needs to look into an input to know. The empty pattern is in
// every line, unless -w or -x ask for more.
bool cannot_select(const Query& query) {
  if (!query.invert) return query.patterns.empty();
  if (!query.required.empty() || !query.excluded.empty()) return false;
  return query.boundary == Boundary::none && !query.patterns.empty() &&
         std::ranges::all_of(query.patterns, &std::string::empty);
}

Syntax decide_syntax(const Arguments& arguments) {
  if (arguments.syntax == 'F') return Syntax::fixed;
  return arguments.syntax == 'G' ? Syntax::basic : Syntax::regex;
}

// Those of -E in the words of PCRE2.
std::vector<std::string> decide_patterns(const Arguments& arguments,
                                         std::vector<std::string> typed) {
  if (arguments.syntax == 'E') {
    for (std::string& pattern : typed) pattern = translate_extended(pattern);
  }
  return typed;
}

// --smart-case goes by all patterns together, as they are all compiled alike.
bool decide_ignore_case(const Arguments& arguments, const Query& query) {
  if (!arguments.smart_case) return arguments.ignore_case;
  std::vector<std::string> all = query.patterns;
  all.insert(all.end(), query.required.begin(), query.required.end());
  all.insert(all.end(), query.excluded.begin(), query.excluded.end());
  return smart_case_ignores(all, query.syntax);
}

// What limits the search beside -m.
void set_limits(const Arguments& arguments, PrintMode mode, Query& query) {
  query.max_count = decide_max_count(arguments, mode);
  query.max_total = arguments.max_total;
  // The last of one is that one.
  if (!is_decided_by_first(mode)) query.last = arguments.last;
  query.stop_on_nonmatch = arguments.stop_on_nonmatch;
  query.range = arguments.range;
}

// A reader at the other end of a pipe may be a pager, which owns the terminal.
bool wants_progress(const Arguments& arguments, const Surroundings& around) {
  if (arguments.progress != ProgressWhen::automatic) {
    return arguments.progress == ProgressWhen::always;
  }
  return around.errors_are_terminal && !around.output_can_hang_up &&
         !around.term.empty() && around.term != "dumb";
}

Boundary decide_boundary(const Arguments& arguments) {
  if (arguments.whole_line) return Boundary::line;
  return arguments.word ? Boundary::word : Boundary::none;
}

// Reading what is being written need not end; one record at most does.
bool must_avoid_output(PrintMode mode, std::optional<RecordCount> max_count) {
  return prints_records(mode) && max_count.value_or(2) > 1;
}

// A relative XDG_CACHE_HOME is to be ignored, as its specification says.
std::string decide_cache_directory(const Arguments& arguments,
                                   const Surroundings& around) {
  if (arguments.no_cache) return {};
  if (around.xdg_cache_home.starts_with('/')) {
    return around.xdg_cache_home + "/trawl";
  }
  return around.home.starts_with('/') ? around.home + "/.cache/trawl" : "";
}

// What is told at the end of a file has no place where there is none.
void check_follow(const Arguments& arguments, PrintMode mode) {
  if (arguments.follow == SearchOptions::Follow::no) return;
  if (mode == PrintMode::count || mode == PrintMode::count_matches) {
    throw UsageError(fmt::format(
        "--follow has no end at which to print a count; leave out {}",
        mode == PrintMode::count ? "-c" : "--count-matches"));
  }
  if (mode == PrintMode::list_not_matching) {
    throw UsageError(
        "--follow never knows that a file will not match; leave out -L");
  }
  const ByteRange whole;
  if (arguments.range.begin != whole.begin ||
      arguments.range.end != whole.end) {
    throw UsageError(
        "--follow has no use for --range: offsets begin anew with each file; "
        "--follow=new begins at the end");
  }
}

void check_merge(const Arguments& arguments) {
  if (!arguments.time.merges_inputs) return;
  if (arguments.follow != SearchOptions::Follow::no) {
    throw UsageError(
        "--merge-time has to know all files to their ends; leave out --follow, "
        "which prints lines as they come");
  }
  if (arguments.last) {
    throw UsageError(
        "--merge-time has no use for --last: which lines are the last is known "
        "at the end only; pipe the output to tail");
  }
}

}  // namespace

Configuration configure(const Arguments& arguments,
                        std::vector<std::string> patterns,
                        const Surroundings& around) {
  Configuration decided;
  check_timeline(arguments);
  decided.print = decide_print(arguments, around);
  const PrintMode mode = decided.print.mode;
  check_follow(arguments, mode);
  check_merge(arguments);
  decided.query = {.patterns = decide_patterns(arguments, std::move(patterns)),
                   .syntax = decide_syntax(arguments),
                   .boundary = decide_boundary(arguments),
                   .invert = arguments.invert,
                   .binary = decide_binary(arguments, mode),
                   .required = decide_patterns(arguments, arguments.required),
                   .excluded = decide_patterns(arguments, arguments.excluded),
                   .terminator = arguments.nul_terminated ? '\0' : '\n',
                   .crlf = arguments.crlf,
                   .records = arguments.records,
                   .encoding = arguments.encoding,
                   .replacement = arguments.replacement,
                   .all_records = shows_all_records(arguments, mode),
                   .context = decide_context(arguments, mode)};
  decided.query.ignore_case = decide_ignore_case(arguments, decided.query);
  set_limits(arguments, mode, decided.query);
  decided.query.time =
      decide_time(arguments.time, around.now, mode == PrintMode::timeline);
  if (decided.query.time) decided.query.time->reads_all = arguments.strict;
  decided.print.terminator = decided.query.terminator;
  decided.print.several_lines =
      decided.query.records.rule != RecordGrouping::Rule::line;
  decided.inputs = decide_inputs(
      arguments, around, must_avoid_output(mode, decided.query.max_count));
  decided.search = {
      .workers = arguments.workers,
      .shard_size = arguments.shard_size,
      .batch_size = arguments.batch_size,
      .engine = arguments.engine,
      // With --strict what else there is may still decide.
      .stop_at_first = mode == PrintMode::quiet && !arguments.strict,
      .watched_output = around.output_can_hang_up && mode != PrintMode::quiet
                            ? STDOUT_FILENO
                            : -1,
      .cache_directory = decide_cache_directory(arguments, around)};
  decided.shows_statistics = arguments.statistics;
  decided.hides_unreadable = arguments.no_messages;
  decided.colors_terminal = decided.print.colors && around.output_is_terminal;
  decided.search.follow = arguments.follow;
  decided.search.reports_progress =
      arguments.follow == SearchOptions::Follow::no &&
      wants_progress(arguments, around);
  decided.is_strict = arguments.strict;
  decided.debugs = arguments.debug;
  const bool has_silent_answer = mode != PrintMode::list_not_matching &&
                                 !prints_json(decided.print) &&
                                 !arguments.csv && !arguments.statistics;
  decided.selects_nothing =
      has_silent_answer &&
      (decided.query.max_count == 0 || cannot_select(decided.query));
  return decided;
}

}  // namespace trawl
