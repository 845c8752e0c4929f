// SPDX-License-Identifier: MIT
// What stands in place of a record, or a match, that is too long to be printed
// (--max-columns): ripgrep's words.
#pragma once

#include <string>
#include <string_view>

#include "print/record_edit.h"
#include "trawl/record.h"
#include "trawl/units.h"

namespace trawl {

// In place of all of it. The matches are counted if they are known.
std::string omitted_record(const Record&);
std::string omitted_match(const Record&);

// Bytes of the first so many characters. A byte that is not UTF-8 counts as
// one.
std::size_t find_preview_end(std::string_view text, ByteCount characters);

// Behind the first `end` bytes, the preview.
std::string omitted_rest(const ShownRecord&, std::size_t end);

}  // namespace trawl
