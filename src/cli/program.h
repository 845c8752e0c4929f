// SPDX-License-Identifier: MIT
// The program: the steps from a command line to an exit status.
#pragma once

namespace trawl {

// Reports whatever goes wrong itself; lets no exception out.
int run_program(int argc, const char* const* argv);

}  // namespace trawl
