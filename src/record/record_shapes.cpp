// SPDX-License-Identifier: MIT
#include "record/record_shapes.h"

namespace trawl {

RecordShape RecordShapes::shape(Rule rule) {
  switch (rule) {
    case Rule::indent:
      return {by_indent_, grouping_.most_bytes};
    case Rule::time:
      return {by_time_, grouping_.most_bytes};
    case Rule::pattern:
      return {*by_pattern_, grouping_.most_bytes};
    case Rule::line:
    case Rule::automatic:
      break;
  }
  return RecordShape(terminator_);
}

}  // namespace trawl
