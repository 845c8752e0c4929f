// SPDX-License-Identifier: MIT
#include "cli/input_configuration.h"

#include <algorithm>

namespace trawl {
namespace {

using Directories = InputSelection::Directories;
using Devices = InputSelection::Devices;

// Whether no path at all stands for the current directory, not for standard
// input, from which somebody at a terminal does not mean to type.
bool begins_here(const Arguments& arguments, const Surroundings& around) {
  if (!arguments.paths.empty() || !arguments.path_lists.empty()) return false;
  return arguments.recursive || arguments.list_files ||
         around.input_is_terminal;
}

// -d is about directories that are named.
Directories decide_directories(const Arguments& arguments,
                               const Surroundings& around) {
  return begins_here(arguments, around) ? Directories::recurse
                                        : arguments.directories;
}

Devices decide_devices(const Arguments& arguments) {
  return arguments.devices.value_or(arguments.follow_links ? Devices::all
                                                           : Devices::named);
}

// The files of patterns were read before: read_input_lists().
std::vector<InputSelection::NameRule> name_rules(const Arguments& arguments) {
  using Kind = InputSelection::NameRule::Kind;
  std::vector<InputSelection::NameRule> rules;
  for (const NameSource& source : arguments.name_sources) {
    const bool includes = source.kind == NameSource::Kind::include;
    rules.push_back({includes ? Kind::include : Kind::exclude, source.value});
  }
  return rules;
}

}  // namespace

InputSelection decide_inputs(const Arguments& arguments,
                             const Surroundings& around, bool avoids_output) {
  InputSelection inputs{.paths = arguments.paths,
                        .directories = decide_directories(arguments, around),
                        .follow_links = arguments.follow_links,
                        .devices = decide_devices(arguments),
                        .one_file_system = arguments.one_file_system,
                        .max_depth = arguments.max_depth,
                        .skip_hidden = arguments.skip_hidden,
                        .max_file_size = arguments.max_file_size,
                        .name_rules = name_rules(arguments),
                        .excluded_directories = arguments.excluded_directories,
                        .globs = arguments.globs,
                        .order = arguments.order,
                        .decompression = arguments.decompression,
                        .with_rotated = arguments.with_rotated};
  if (begins_here(arguments, around)) {
    inputs.paths = {"."};
    inputs.omit_dot_slash = true;
  } else if (arguments.paths.empty() && arguments.path_lists.empty()) {
    inputs.paths = {"-"};
  }
  if (avoids_output) inputs.output_file = around.output_file;
  return inputs;
}

bool may_have_many_inputs(const Arguments& arguments,
                          const Surroundings& around) {
  if (begins_here(arguments, around) || arguments.paths.size() > 1 ||
      arguments.with_rotated) {
    return true;
  }
  return arguments.directories == Directories::recurse &&
         std::ranges::any_of(arguments.paths, around.is_directory);
}

// -0 is a context of no lines, which says nothing about file names. Names that
// end in NUL are for a program, whatever it writes to.
ListingStyle decide_listing(const Arguments& arguments,
                            const PrintOptions& print) {
  const bool ends_in_nul = arguments.nul_after_name || arguments.around == 0U;
  return {.terminator = ends_in_nul ? '\0' : '\n',
          .escape_controls = print.escape_controls,
          .is_quiet = arguments.quiet,
          .is_strict = arguments.strict};
}

}  // namespace trawl
