// SPDX-License-Identifier: MIT
// The text of a compressed file part by part. Each of several decoders takes a
// share of the parts; the texts, one behind the other up to the first part that
// was the last, are what one decoder makes of the whole file, and so is the
// problem with it.
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <memory>
#include <optional>
#include <span>

#include "decode/format.h"
#include "os/file_descriptor.h"
#include "trawl/error.h"
#include "trawl/units.h"

namespace trawl {

class PartSource {
 public:
  virtual ~PartSource() = default;

  // Of the file.
  virtual int descriptor() const = 0;

  // Goes to the next part, whether or not the one before was read. False if
  // there is none.
  virtual bool next() = 0;

  // As read(2), of the part: 0 at its end.
  virtual ssize_t read(std::span<std::byte> memory) = 0;

  // Behind the end of a part, or an error: whether nothing follows. A part that
  // does not end where it was thought to goes on to the end of the file.
  virtual bool was_last() const = 0;
  // What was amiss then. Its path is not set, its offset is the part's.
  virtual std::optional<Problem> problem() const = 0;
};

// Whether a file is worth to be decoded in parts, as far as can be told by a
// few of its bytes, and how much text there may be in each.
struct PartOutlook {
  bool has_several = false;
  ByteCount text_bytes = 0;
};
PartOutlook look_at_parts(int file, Format format);

// What look_at_parts() finds no several in is one part, all of the file.
std::unique_ptr<PartSource> make_part_source(
    std::shared_ptr<FileDescriptor> file, Format format);

}  // namespace trawl
