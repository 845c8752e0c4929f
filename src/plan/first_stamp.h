// SPDX-License-Identifier: MIT
// When an input begins, by the first stamp in its head, for inputs that wait
// for their turn in an order by time: nothing of them stays open.
#pragma once

#include "input/content_source.h"
#include "input/input_list.h"
#include "text/encoding.h"
#include "time/line_times.h"

namespace trawl {

class FirstStamp {
 public:
  // What is compressed is decoded by what `start_decoder` starts, if it is set.
  // All must outlive it.
  struct Setting {
    const TimeWindow& window;
    char terminator;
    TextEncodings& encodings;
    const Decompression& decompression;
    const ContentSource::StartRemote& start_decoder;
  };
  explicit FirstStamp(const Setting& setting)
      : setting_(setting), lines_(setting.window, setting.terminator) {}

  // kNoTime if there is none, or if to look for it would be to read the input:
  // of a pipe, or what is compressed on standard input.
  Moment find(const Input& input);

 private:
  Moment find_in_file(int descriptor, ByteCount size);
  Moment find_in_text(std::string_view head, const StampFormat& format);
  std::string read_head(std::shared_ptr<FileDescriptor> file) const;

  Setting setting_;
  LineTimes lines_;
};

}  // namespace trawl
