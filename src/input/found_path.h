// SPDX-License-Identifier: MIT
// What a walk over the selected paths comes upon: an input that is not open
// yet, or what is in the way of one. Small, as a sorted selection holds all of
// them at once.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "input/path_access.h"
#include "trawl/error.h"
#include "trawl/input_selection.h"
#include "trawl/units.h"

namespace trawl {

struct FoundPath {
  enum class Kind : unsigned char {
    standard_input,  // `path` is ""
    regular,
    special,  // a pipe, device or socket
    problem,
  };

  Kind kind = Kind::problem;
  std::string path;
  ByteCount size = 0;
  Links links{};
  InputSelection::Identity identity{};
  std::int64_t order_key = 0;          // what the selection is sorted by
  std::unique_ptr<Problem> problem{};  // of Kind::problem
};

}  // namespace trawl
