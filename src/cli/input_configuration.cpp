// SPDX-License-Identifier: MIT
#include "cli/input_configuration.h"

#include <algorithm>

namespace trawl {

InputSelection decide_inputs(const Arguments& arguments,
                             const Surroundings& around, bool avoids_output) {
  InputSelection inputs{.paths = arguments.paths,
                        .directories = InputSelection::Directories::recurse};
  if (inputs.paths.empty()) {
    inputs.paths = {arguments.recursive ? "." : "-"};
    inputs.omit_dot_slash = arguments.recursive;
  }
  if (avoids_output) inputs.output_file = around.output_file;
  return inputs;
}

bool may_have_many_inputs(const Arguments& arguments,
                          const Surroundings& around) {
  if (arguments.paths.empty()) return arguments.recursive;
  return arguments.paths.size() > 1 ||
         std::ranges::any_of(arguments.paths, around.is_directory);
}

}  // namespace trawl
