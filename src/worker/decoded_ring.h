// SPDX-License-Identifier: MIT
// Text on its way from a decoder process to the coordinator: a ring of bytes in
// memory that both share, with one writer and one reader. The text may be in
// parts. Each field has one writer; what the decoder writes is not trusted.
#pragma once

#include <atomic>
#include <boost/interprocess/mapped_region.hpp>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include "trawl/error.h"

namespace trawl {

class DecodedRing {
 public:
  // Throws boost's interprocess_exception if the system has no room.
  explicit DecodedRing(std::size_t bytes);

  // The decoder's side. Room in one piece, empty if there is none now.
  std::span<std::byte> room() const;
  void add(std::size_t count);
  // False if too many parts wait to be read.
  bool end_part();
  void end(int system_error, const std::optional<Problem>& problem);
  // It has got on, whether or not that made text.
  void count_step();
  // It has nothing to decode.
  void set_waiting(bool is_waiting);

  // The coordinator's side. Text of this part in one piece, empty if there is
  // none now.
  std::span<const std::byte> text();
  void take(std::size_t count);
  // Whether the part's text has ended and was taken; then to the next part.
  bool is_at_part_end() const;
  void take_part_end();
  bool has_ended() const;
  std::uint64_t steps() const;
  bool is_waiting() const;
  // The writer claims what cannot be: nothing of it is taken any more.
  bool is_corrupt() const { return is_corrupt_; }
  int system_error() const;
  std::optional<Problem> problem() const;

 private:
  struct Shared;

  Shared& shared() const;
  std::byte* bytes() const;
  // Where the part at hand ends, if that is known.
  std::optional<std::uint64_t> part_end() const;

  boost::interprocess::mapped_region region_;
  std::size_t size_;
  std::uint64_t taken_ = 0;        // the coordinator
  std::uint64_t parts_taken_ = 0;  // the coordinator
  bool is_corrupt_ = false;
};

}  // namespace trawl
