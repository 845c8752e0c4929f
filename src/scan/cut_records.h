// SPDX-License-Identifier: MIT
// Finds where records became too long: at a record that does not begin by its
// own first line, behind one that does.
#pragma once

#include <functional>

#include "record/block_records.h"
#include "trawl/units.h"

namespace trawl {

// Of the records behind the one that begins at `from`. Looks only every
// `most_bytes` where none became too long, and passes over `quiet`: no line
// that begins there begins a record, and one begins at its end.
void find_cuts(BlockRecords& records, std::size_t from, RecordRange quiet,
               ByteCount most_bytes,
               const std::function<void(std::size_t)>& tell);

}  // namespace trawl
