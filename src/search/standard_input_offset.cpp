// SPDX-License-Identifier: MIT
#include "search/standard_input_offset.h"

#include <sys/stat.h>
#include <unistd.h>

namespace trawl {

StandardInputOffset::StandardInputOffset() {
  struct stat facts {};
  if (::fstat(STDIN_FILENO, &facts) != 0 || !S_ISREG(facts.st_mode)) return;
  const off_t begin = ::lseek(STDIN_FILENO, 0, SEEK_CUR);
  is_file_ = begin >= 0;
  begin_ = static_cast<ByteOffset>(begin);
}

// Where that line ends is not known of what was only counted or was decoded:
// that is left at its end.
void StandardInputOffset::leave(const ScanRules& rules,
                                TextEncodings& encodings,
                                const Decompression& decompression,
                                const InputSummary& input,
                                bool is_cut_short) const {
  if (!is_file_ || !input.input.standard_input) return;
  if (is_cut_short && rules.needs.records &&
      look_into(STDIN_FILENO, encodings, decompression).is_plain()) {
    ::lseek(STDIN_FILENO, static_cast<off_t>(begin_ + input.bytes_searched),
            SEEK_SET);
  } else {
    ::lseek(STDIN_FILENO, 0, SEEK_END);
  }
}

}  // namespace trawl
