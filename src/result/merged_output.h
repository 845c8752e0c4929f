// SPDX-License-Identifier: MIT
// The bytes of the merge on their way to the receiver. A record that goes on in
// the next frame is unfinished: its bytes are held back until more of it comes,
// so that one which is lost leaves nothing behind; of one that is longer than a
// frame it is known how much was written, which a second try does not repeat.
#pragma once

#include <string>

#include "result/frame_view.h"
#include "result/pending_output.h"
#include "trawl/formatter.h"

namespace trawl {

class MergedOutput {
 public:
  MergedOutput(Formatter& formatter, Receiver& receiver)
      : formatter_(formatter), receiver_(receiver) {}

  // For what the formatter says between records.
  OutputBuffer& buffer() { return bytes_; }

  // To be written.
  ByteCount size() const { return bytes_.size(); }
  // Worth writing now.
  bool is_full() const;
  // Once the receiver wants no more, what there is goes.
  void flush();
  bool is_wanted() const { return receiver_wants_more_; }
  // The receiver has not been asked, but nobody reads what it would write.
  void stop() { receiver_wants_more_ = false; }

  // Between groups of records, in front of a frame that begins with one.
  void write_gap();
  void write_records(const FrameView& view);

  // The unit is tried again, from the beginning of the unfinished record.
  void resume_record();
  // Another record comes next.
  void forget_unfinished();

  // Part of a record was written, of which nothing comes any more: `next` is
  // about another one.
  bool lacks_end(const Frame& next) const;
  void abandon_record();

 private:
  Formatter& formatter_;
  Receiver& receiver_;
  PendingOutput bytes_;
  bool receiver_wants_more_ = true;

  std::string held_;                  // of the unfinished record
  bool unfinished_has_gap_ = false;   // in front of it
  ByteOffset unfinished_offset_ = 0;  // of a longer one, which is written
  std::size_t unfinished_bytes_ = 0;  // of that, as far as it was
  std::size_t skip_bytes_ = 0;  // of these, if it was lost: not to be repeated
};

}  // namespace trawl
