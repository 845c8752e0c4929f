// SPDX-License-Identifier: MIT
// Reads from a blocking descriptor on until there is what is wanted.
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <optional>
#include <span>
#include <string>

namespace trawl {

// As read(2), once, behind what `bytes` hold.
ssize_t read_more(int descriptor, std::string& bytes);

// All that is left. Unset, with errno, if the system refuses some of it.
std::optional<std::string> read_all(int descriptor);

// Fills all of `memory`. False if there is less, or the system refuses it.
bool read_exactly(int descriptor, std::span<char> memory);

}  // namespace trawl
