// SPDX-License-Identifier: MIT
// Read this file for the order of things; each step is a file of its own.
#include "cli/program.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <exception>
#include <memory>
#include <new>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/arguments.h"
#include "cli/command_line.h"
#include "cli/config_file.h"
#include "cli/configuration.h"
#include "cli/debug_text.h"
#include "cli/diagnostics.h"
#include "cli/exit_status.h"
#include "cli/file_listing.h"
#include "cli/input_configuration.h"
#include "cli/input_lists.h"
#include "cli/pattern_list.h"
#include "cli/print_configuration.h"
#include "cli/process_state.h"
#include "cli/standard_output.h"
#include "cli/surroundings.h"
#include "cli/time_configuration.h"
#include "cli/usage.h"
#include "print/printer.h"
#include "print/statistics.h"
#include "print/timeline_receiver.h"
#include "trawl/search.h"

namespace trawl {
namespace {

// Those that are followed, and those of which records come in turns.
bool keeps_files_open(const Configuration& configuration) {
  return configuration.search.follow != SearchOptions::Follow::no ||
         (configuration.query.time && configuration.query.time->merges_inputs);
}

// Where a pattern, as it was typed, was written, in front of what is wrong with
// it.
std::string place_of(const std::string& typed, const Query& query,
                     const PatternList& patterns) {
  const auto is_among = [&](const std::vector<std::string>& texts) {
    return std::ranges::find(texts, typed) != texts.end();
  };
  if (is_among(patterns.texts)) return patterns.describe_place(typed);
  if (is_among(query.required)) return "--and: ";
  if (is_among(query.excluded)) return "--not: ";
  return typed == query.records.pattern ? "--record: " : "";
}

// The progress line goes also in front of the message if a search fails.
class ErasedProgress {
 public:
  explicit ErasedProgress(StandardOutput& output) : output_(output) {}
  ~ErasedProgress() { output_.erase_progress(); }
  ErasedProgress(const ErasedProgress&) = delete;
  ErasedProgress& operator=(const ErasedProgress&) = delete;

 private:
  StandardOutput& output_;
};

class Program {
 public:
  int run(std::span<const char* const> argv) {
    const Surroundings around = observe_surroundings();
    diagnostics_.escape_controls(around.errors_are_terminal);
    CommandLine line = split_command_line(argv);
    if (const auto config = find_config(line, around)) {
      line = add_config(std::move(line), *config);
    }
    const Arguments arguments = parse_arguments(line);
    if (arguments.raw_control) diagnostics_.escape_controls(false);
    for (const std::string& note : arguments.notes) diagnostics_.error(note);
    if (arguments.version) return inform(version_message());
    if (arguments.help != HelpWanted::none) {
      return inform(help_text(arguments.help == HelpWanted::all));
    }
    if (arguments.document) {
      return inform(generate_document(*arguments.document));
    }
    if (arguments.time.zone) set_time_zone(*arguments.time.zone);
    const PatternList patterns =
        read_patterns(arguments.pattern_sources, arguments.pattern_ids);
    Configuration configuration =
        configure(read_input_lists(arguments), patterns.texts, around);
    configuration.print.pattern_names = patterns.names;
    if (configuration.query.time && !arguments.time.zone &&
        is_zone_ignored(around.time_zone)) {
      diagnostics_.error(
          fmt::format("TZ={}: no such time zone; stamps that name none are "
                      "taken for UTC",
                      around.time_zone));
    }
    if (configuration.debugs) tell_decisions(configuration, line);
    if (arguments.list_files) {
      return list(configuration,
                  decide_listing(arguments, configuration.print));
    }
    if (configuration.selects_nothing) return kNotFound;
    try {
      return search(configuration);
    } catch (const PatternError& error) {
      const Query& query = configuration.query;
      const PatternError typed = patterns.as_typed(error, query.patterns);
      diagnostics_.pattern_error(typed,
                                 place_of(typed.pattern, query, patterns));
      return kFailed;
    }
  }

  const Diagnostics& diagnostics() const { return diagnostics_; }

 private:
  int inform(std::string_view text) {
    output_.write(text);
    return finish_output() ? kFound : kFailed;
  }

  void tell_decisions(const Configuration& configuration,
                      const CommandLine& line) {
    diagnostics_.show_debug();
    diagnostics_.debug(line.config_file.empty()
                           ? "configuration file: none"
                           : fmt::format("configuration file: {}, {} flags",
                                         line.config_file, line.preset_words));
    for (const std::string& message : describe_decisions(configuration)) {
      diagnostics_.debug(message);
    }
  }

  int list(const Configuration& configuration, ListingStyle style) {
    if (configuration.hides_unreadable) diagnostics_.hide_unreadable();
    const int status = list_files(configuration.inputs, style, output_);
    return finish_output() ? status : kFailed;
  }

  int search(Configuration& configuration) {
    if (configuration.hides_unreadable) diagnostics_.hide_unreadable();
    diagnostics_.name_standard_input(configuration.print.standard_input_name);
    if (keeps_files_open(configuration)) raise_descriptor_limit();
    restore_terminal_on_signal(
        {.colors = configuration.colors_terminal,
         .progress = configuration.search.reports_progress});
    if (configuration.search.reports_progress) output_.show_progress();
    if (prints_json(configuration.print)) {
      output_.tell_problems(configuration.print.escape_controls
                                ? JsonEscapes::terminal
                                : JsonEscapes::needed);
    }
    if (configuration.debugs) {
      configuration.search.explain = [this](std::string_view line) {
        diagnostics_.debug(line);
      };
    }
    const std::unique_ptr<Formatter> printer =
        make_printer(configuration.print);
    const PrintMode mode = configuration.print.mode;
    TimelineReceiver timeline(configuration.print, output_);
    const bool is_timeline = mode == PrintMode::timeline;
    SearchSummary summary = [&] {
      const ErasedProgress erased(output_);
      return trawl::search(
          configuration.query, configuration.inputs, configuration.search,
          *printer, is_timeline ? static_cast<Receiver&>(timeline) : output_);
    }();
    const bool is_quiet = mode == PrintMode::quiet;
    // Stopped by nobody here: the reader of the watched output is gone.
    if (summary.stopped && !is_quiet && output_.error() == 0) {
      closed_pipe_.end_process();
      return kFailed;  // its signal was ignored or blocked
    }
    if (is_timeline) {
      timeline.print(summary);
      if (timeline.counts().is_coarser()) tell_coarser(timeline.counts());
    }
    const bool output_failed = !finish_output();
    if (configuration.shows_statistics) {
      diagnostics_.note(statistics_text(summary, printer->needs().spans));
    }
    if (configuration.debugs) {
      for (const std::string& message : describe_search(summary)) {
        diagnostics_.debug(message);
      }
    }
    return decide_exit_status(summary, {.is_quiet = is_quiet,
                                        .output_failed = output_failed,
                                        .is_strict = configuration.is_strict,
                                        .held_back = output_.held_back()});
  }

  void tell_coarser(const TimelineCounts& counts) {
    diagnostics_.note(
        fmt::format("trawl: --timeline: there are too many rows of that "
                    "length, so they are of {}\n",
                    bucket_text(counts.size())));
  }

  // False, after a message, if not all was written. A closed pipe ends the
  // process here, or without a message if its signal was ignored from outside.
  bool finish_output() {
    if (output_.error() == 0) return true;
    if (output_.error() == EPIPE) {
      closed_pipe_.end_process();
    } else {
      diagnostics_.write_error(output_.error());
    }
    return false;
  }

  Diagnostics diagnostics_;
  ClosedPipe closed_pipe_;
  StandardOutput output_{diagnostics_};
};

}  // namespace

int run_program(int argc, const char* const* argv) {
  fill_standard_descriptors();
  take_file_limit_for_error();
  Program program;
  try {
    // argv can be empty, even without the program's name.
    const std::size_t skipped = argc > 0 ? 1 : 0;
    return program.run({argv + skipped, argv + argc});
  } catch (const UsageError& error) {
    program.diagnostics().usage_error(error);
  } catch (const std::bad_alloc&) {
    program.diagnostics().error(
        "out of memory, into which a line must fit; the search ends here");
  } catch (const std::exception& error) {
    program.diagnostics().error(error.what());
  }
  return kFailed;
}

}  // namespace trawl
