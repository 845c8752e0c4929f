// SPDX-License-Identifier: MIT
// The inputs of a selection without a search: the walk alone.
#include "input/ordered_paths.h"
#include "input/rotated_set.h"
#include "os/system_error.h"
#include "trawl/input_selection.h"

namespace trawl {

void list_inputs(const InputSelection& selection, InputReceiver& receiver) {
  const InputSelection all = with_rotated_sets(selection);
  OrderedPaths paths(all);
  paths.ask_for_names_only();
  while (const auto path = paths.next()) {
    if (path->problem) {
      receiver.problem(with_reason(*path->problem));
    } else if (!receiver.input(path->path)) {
      return;
    }
  }
}

}  // namespace trawl
