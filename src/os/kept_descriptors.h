// SPDX-License-Identifier: MIT
#pragma once

#include <initializer_list>

namespace trawl {

// In a child that goes on without exec: closes every descriptor but these and
// standard error, which says what the child dies of. A file that the parent's
// caller shares with it is not read or held open by a child that has nothing to
// do with it.
void keep_descriptors(std::initializer_list<int> kept);

}  // namespace trawl
