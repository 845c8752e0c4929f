// SPDX-License-Identifier: MIT
// Runs one case in a copy of its inputs, once as it is given and once with
// workers and shards of 64 bytes, and compares what the program did with what
// is recorded or with what grep does in another copy.
#pragma once

#include <string>

#include "cli_case.h"
#include "support/run_program.h"

namespace trawl::test {

// Runs a program with these arguments in a new copy of the case's inputs. If
// `kept_in` is not null the copy stays, and its path is put there.
Outcome run_in_copy(const CliCase&, std::vector<std::string> words,
                    std::string* kept_in = nullptr);

// "" if all is as expected; else what differs, and how to repeat it.
std::string find_fault(const CliCase&);

}  // namespace trawl::test
