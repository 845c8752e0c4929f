// SPDX-License-Identifier: MIT
// The file name on a line of its own above its records, with an empty line
// between one file's records and the next (--heading). Printed in the caller,
// before the first record of each input, so that no worker need know what
// others print.
#pragma once

#include <utility>

#include "print/print_options.h"
#include "trawl/output_buffer.h"
#include "trawl/record.h"

namespace trawl {

class Heading {
 public:
  // The options must outlive the heading.
  explicit Heading(const PrintOptions& options) : options_(options) {}

  // Nothing, if headings are not asked for.
  void append(const InputInfo&, OutputBuffer&);

  // Whether the separator of groups that is to be printed now comes right after
  // a heading, where the empty line has done its work.
  bool separates() { return std::exchange(is_new_, false); }

 private:
  const PrintOptions& options_;
  bool is_first_ = true;
  bool is_new_ = false;  // the last thing printed, but for the first one
};

}  // namespace trawl
