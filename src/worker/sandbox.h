// SPDX-License-Identifier: MIT
// What a worker gives up before it looks at the first byte of a log: a pattern
// or a log that took over an engine would find nothing here to go on with.
//
// Two locks, one behind the other. seccomp lets through the few system calls a
// worker makes and answers all others with EPERM: no write, socket, connect,
// execve, ptrace, kill or fork, opening for reading only, messages only to the
// coordinator. Landlock takes the right to change, create, remove or execute
// any file, to use TCP, and to signal or connect to what is outside.
//
// Small files are opened by the worker, for reading, wherever they are: it can
// read what the user can, but tell nobody. To have the coordinator open them
// and pass descriptors would cost it 8.5 us a file, where a worker's open costs
// 6.7 us and is done by all of them at once (6.2 us outside the sandbox).
// Entering takes 0.5 to 1 ms, most of it in the kernel, in all workers at once.
#pragma once

namespace trawl {

struct Sandbox {
  bool filters_calls = false;  // seccomp
  bool guards_files = false;   // Landlock
};

// Enters it for good, in a worker; what the kernel lacks is left out and false.
// `order_socket` is the only descriptor to send on.
Sandbox enter_sandbox(int order_socket);

// Each lock by itself, for tests. No new privileges must have been asked for.
bool filter_calls(int order_socket);
bool guard_files();

}  // namespace trawl
