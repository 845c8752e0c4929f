// SPDX-License-Identifier: MIT
// What became of a process that was started here, in words for a Problem.
#pragma once

#include <sys/types.h>

#include <string>

namespace trawl {

// Whether it was stopped by a signal (SIGSTOP) and not continued.
bool is_stopped_by_signal(pid_t process);

// Ends it if it has not ended. Its status as of waitpid; that of SIGKILL, which
// says nothing, if there is none.
int end_process(pid_t process);

// "was killed by signal 9 (Killed)"; any number will do.
std::string killed_by(int signal);

}  // namespace trawl
