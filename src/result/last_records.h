// SPDX-License-Identifier: MIT
// The last selected records of a stream, with the context before them, as
// frames that hold a record each, or a part of one: Query::last where the end
// is not known before it comes. Copies what it keeps.
#pragma once

#include <deque>
#include <string>
#include <vector>

#include "result/frame_view.h"

namespace trawl {

class LastRecords {
 public:
  // Keeps `most` selected records and up to `before` of context before each.
  LastRecords(RecordCount most, RecordCount before)
      : most_(most), before_(before) {}

  struct Kept {
    Frame header;
    std::string payload;

    FrameView view() const { return {header, payload}; }
  };

  void add(const FrameView& frame);

  // In order; nothing is left.
  std::vector<Kept> take();

 private:
  // A record, in as many frames as it takes.
  struct Record {
    std::vector<Kept> parts;
    bool selected = false;
  };

  void drop_first_selected();

  RecordCount most_;
  RecordCount before_;
  RecordCount selected_ = 0;
  std::deque<Record> records_;
};

}  // namespace trawl
