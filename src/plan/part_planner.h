// SPDX-License-Identifier: MIT
// Hands out the parts of a large compressed file, for workers that search what
// they decode.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>

#include "decode/format.h"
#include "decode/part_finder.h"
#include "input/input_list.h"
#include "os/file_descriptor.h"
#include "plan/work_unit.h"

namespace trawl {

class PartPlanner {
 public:
  // Of `input`, which is open. False if it has only one part, or workers cannot
  // hold the first. That gets the number `first_part`.
  bool begin(const Input& input, Format format, std::uint64_t first_part);
  // There are parts to come.
  bool is_planning() const { return parts_.has_value(); }
  void complete(WorkUnit& unit);
  // Plans no more of the file.
  void end();

  // Compressed bytes in what is not planned yet.
  ByteCount bytes_left() const;

 private:
  // Of the file at hand.
  std::shared_ptr<FileDescriptor> file_;
  ByteCount size_ = 0;
  Format format_ = Format::none;
  std::optional<PartFinder> parts_;
  std::optional<FilePart> next_;
  std::uint64_t first_part_ = 0, next_part_ = 0;
};

}  // namespace trawl
