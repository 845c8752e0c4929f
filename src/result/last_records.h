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

  struct Record {
    Frame first{};       // of its frames
    ByteOffset end = 0;  // 0 if it lacks the last of them
    std::vector<Kept> frames{};
    // Of a selected one: Frame::Begins::as_context.
    std::vector<Kept> context_frames{};

    // From now on it is context, of which there may be no frame.
    void become_context();
  };

  using Records = std::deque<Record>;

  void add(const FrameView& frame);

  // In order; nothing is left.
  Records take();

 private:
  void drop_first_selected();
  void drop_unfinished();
  Records::iterator begin_of_context(Records::iterator selected);

  RecordCount most_;
  RecordCount before_;
  RecordCount selected_ = 0;
  Records records_;
  std::vector<Kept> context_frames_;  // of the record to come
};

}  // namespace trawl
