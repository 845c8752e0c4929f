// SPDX-License-Identifier: MIT
// Standard input that is a file is left as POSIX wants a utility to leave it
// (XCU 1.4, INPUT FILES), and grep does: whoever reads the same open file next
// goes on behind the last line that was wanted, as Query::max_count,
// Query::max_total or Query::stop_on_nonmatch have it, else at the end of what
// was searched. So this ends, one line a time:
//
//   while trawl -m1 ERROR; do :; done < log
#pragma once

#include "plan/input_content.h"
#include "scan/scan_rules.h"
#include "trawl/summary.h"
#include "trawl/units.h"

namespace trawl {

class StandardInputOffset {
 public:
  // Before the search.
  StandardInputOffset();

  // After that of an input, whichever.
  void leave(const ScanRules&, TextEncodings&, const Decompression&,
             const InputSummary& input, bool is_cut_short) const;

 private:
  bool is_file_ = false;
  ByteOffset begin_ = 0;
};

}  // namespace trawl
