// SPDX-License-Identifier: MIT
// Compressed content as the text in it: all its members one behind the other,
// and what the format's own tool does about what follows them. Memory is that
// of the format's window, however much comes out.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "decode/format.h"
#include "decode/member_decoder.h"
#include "trawl/units.h"

namespace trawl {

class Decompressor {
 public:
  // `begin`: where the bytes begin in the compressed content; if not with it,
  // behind a member.
  explicit Decompressor(Format format, ByteOffset begin = 0);
  // Makes it as if new. Keeps its memory, which costs more to get than to
  // decode a little with.
  void restart(ByteOffset begin);

  struct Step {
    std::size_t taken = 0;  // of the bytes
    std::size_t made = 0;   // in `out`
    bool ended = false;     // nothing more is made, whatever comes
  };
  // Decodes as much of `bytes` as is complete and has room. What was not taken
  // is to come again, with more behind it; `at_end` there is no more.
  Step decode(std::string_view bytes, std::span<char> out, bool at_end);

  // Whether the last member that was begun has ended, and what follows it is
  // not known to be none.
  bool is_between_members() const { return !in_member_ && !in_padding_; }

  // What was amiss, once decode() has ended. Bytes that are left out behind
  // the last member are no damage where the format's tool says so (gzip,
  // bzip2).
  struct Fault {
    bool is_damage = true;
    bool lacks_memory = false;  // nothing is known to be amiss
    ByteOffset offset = 0;      // of the compressed content
    std::string reason;
  };
  const std::optional<Fault>& fault() const { return fault_; }

 private:
  enum class Next { member, end, more };

  void decode_members(std::string_view bytes, std::span<char> out, bool at_end,
                      Step& all);
  Next find_next(std::string_view rest, bool at_end);
  Next behind_last(std::string_view rest, bool at_end);
  std::size_t skip_padding(std::string_view rest);
  void end_with(Fault fault);

  Format format_;
  std::unique_ptr<MemberDecoder> member_;
  bool in_member_ = false;
  bool had_member_ = false;
  bool in_padding_ = false;
  bool ended_ = false;
  ByteOffset taken_ = 0;  // of the content
  std::optional<Fault> fault_;
};

}  // namespace trawl
