// SPDX-License-Identifier: MIT
// What a child that goes on without exec does first.
#pragma once

#include <sys/types.h>

#include <initializer_list>

namespace trawl {

// Whether a child writes reports of sanitizers to standard error.
#ifdef TRAWL_SANITIZED
inline constexpr bool kWritesReports = true;
#else
inline constexpr bool kWritesReports = false;
#endif

// Dies with `parent`, which may be gone already, and keeps these descriptors.
void begin_child(pid_t parent, std::initializer_list<int> kept);

// Signals from the terminal go to the whole process group. The parent decides
// then, with which the child dies anyway.
void leave_signals_to_parent();

// Closes every descriptor but these; the standard ones lead nowhere then. A
// file that the parent's caller shares with it is not read, written or held
// open by a child that has nothing to do with it.
void keep_descriptors(std::initializer_list<int> kept);

}  // namespace trawl
