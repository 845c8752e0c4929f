// SPDX-License-Identifier: MIT
// The inputs of a selection without a search: the walk alone.
#include "input/ordered_paths.h"
#include "trawl/input_selection.h"

namespace trawl {

void list_inputs(const InputSelection& selection, InputReceiver& receiver) {
  OrderedPaths paths(selection);
  while (const auto path = paths.next()) {
    if (path->problem) {
      receiver.problem(*path->problem);
    } else if (!receiver.input(path->path)) {
      return;
    }
  }
}

}  // namespace trawl
