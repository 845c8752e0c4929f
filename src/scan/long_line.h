// SPDX-License-Identifier: MIT
// A line that is longer than a block, on the way to its end looked at by all
// who want to see each byte, while it is in the second-level cache.
#pragma once

#include <functional>
#include <optional>

#include "input/input_view.h"
#include "query/record_probe.h"
#include "record/record_boundary.h"
#include "scan/text_watch.h"

namespace trawl {

struct LongLine {
  ByteOffset begin = 0;
  ByteOffset end = 0;  // behind its terminator, if there is one
  bool terminated = false;
  RecordProbe::Answer answer = RecordProbe::Answer::unknown;

  RecordRange record() const {
    return {0, static_cast<std::size_t>(end - begin) - (terminated ? 1 : 0)};
  }
};

class LongLineReader {
 public:
  // All must outlive it. `stop` is asked between parts.
  LongLineReader(InputView& view, char terminator, RecordProbe& probe,
                 TextWatch& text_watch, const std::function<bool()>& stop)
      : view_(view),
        terminator_(terminator),
        probe_(probe),
        text_watch_(text_watch),
        stop_(stop) {}

  // The line that begins there; none if the search is to stop.
  std::optional<LongLine> read(ByteOffset begin);

 private:
  ByteOffset begin_of_part(ByteOffset line, ByteOffset from) const;

  InputView& view_;
  char terminator_;
  RecordProbe& probe_;
  TextWatch& text_watch_;
  const std::function<bool()>& stop_;
};

}  // namespace trawl
