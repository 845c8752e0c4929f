// SPDX-License-Identifier: MIT
// A record as it is to be shown: with its matches replaced (--replace), without
// the white space that begins it (--trim), and on a terminal without the
// carriage return that ends a line of CRLF, which would have a name there.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "print/print_options.h"
#include "trawl/record.h"

namespace trawl {

struct ShownRecord {
  std::string_view text;
  std::span<const Span> matches;  // in `text`
};

class RecordEdit {
 public:
  explicit RecordEdit(const PrintOptions& options)
      : trims_(options.trim), hides_return_(options.escape_controls) {}

  // Valid until the next call, and as long as the record.
  ShownRecord edit(const Record&);

  // The same for one of its matches alone.
  std::string_view edit_match(const Record&, std::size_t index) const;

 private:
  ShownRecord replace(const Record&);

  const bool trims_;
  const bool hides_return_;
  std::string text_;
  std::vector<Span> replaced_, trimmed_;
};

// Off a line of CRLF.
std::string_view without_carriage_return(std::string_view text);

// What of the matches lies in [begin, end), counted from `begin` on.
std::vector<Span> clip_matches(std::span<const Span> matches, std::size_t begin,
                               std::size_t end);

}  // namespace trawl
