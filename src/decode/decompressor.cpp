// SPDX-License-Identifier: MIT
#include "decode/decompressor.h"

#include <new>
#include <utility>

namespace trawl {
namespace {

// What is not a member, behind one.
constexpr const char* kGarbage =
    "what follows the compressed data is none, and was left out";

bool takes_garbage_for_damage(Format format) {
  return format == Format::zstd || format == Format::lz4 ||
         format == Format::lzma;
}

}  // namespace

Decompressor::Decompressor(Format format, ByteOffset begin)
    : format_(format),
      member_(make_member_decoder(format)),
      had_member_(begin > 0),
      taken_(begin) {}

void Decompressor::restart(ByteOffset begin) {
  in_member_ = in_padding_ = ended_ = false;
  had_member_ = begin > 0;
  taken_ = begin;
  fault_.reset();
}

Decompressor::Step Decompressor::decode(std::string_view bytes,
                                        std::span<char> out, bool at_end) {
  Step all;
  try {
    decode_members(bytes, out, at_end, all);
  } catch (const std::bad_alloc&) {
    end_with({.is_damage = false,
              .lacks_memory = true,
              .offset = taken_,
              .reason = "there is not enough memory to decode it"});
  }
  all.ended = ended_;
  return all;
}

void Decompressor::decode_members(std::string_view bytes, std::span<char> out,
                                  bool at_end, Step& all) {
  using State = MemberDecoder::State;
  while (!ended_) {
    const std::string_view rest = bytes.substr(all.taken);
    if (!in_member_) {
      const Next next = find_next(rest, at_end);
      if (next == Next::more) {
        all.taken += skip_padding(rest);
        break;
      }
      if (next == Next::end) {
        ended_ = true;
        break;
      }
      member_->begin();
      in_member_ = had_member_ = true;
    }
    if (all.made == out.size()) break;
    const auto step = member_->decode(rest, out.subspan(all.made), at_end);
    all.taken += step.taken;
    all.made += step.made;
    taken_ += step.taken;
    if (step.state == State::damaged) {
      end_with({.offset = taken_ - step.taken_behind, .reason = step.reason});
    } else if (step.state == State::refused) {
      end_with({.is_damage = false,
                .lacks_memory = true,
                .offset = taken_ - step.taken_behind,
                .reason = step.reason});
    } else if (step.state == State::ended) {
      in_member_ = false;
    } else if (step.taken == 0 && step.made == 0) {
      if (at_end) end_with({.offset = taken_, .reason = "it is cut off"});
      break;
    }
  }
}

Decompressor::Next Decompressor::find_next(std::string_view rest, bool at_end) {
  if (!had_member_) return Next::member;
  if (in_padding_) return behind_last(rest, at_end);
  if (rest.size() < member_mark_bytes(format_) && !at_end) return Next::more;
  if (begins_member(format_, rest)) return Next::member;
  return behind_last(rest, at_end);
}

// gzip passes over zeros, with which tapes were filled.
Decompressor::Next Decompressor::behind_last(std::string_view rest,
                                             bool at_end) {
  const std::size_t garbage = format_ == Format::gzip
                                  ? rest.find_first_not_of('\0')
                                  : (rest.empty() ? rest.npos : 0);
  if (garbage != rest.npos) {
    end_with({.is_damage = takes_garbage_for_damage(format_),
              .offset = taken_ + garbage,
              .reason = kGarbage});
  } else if (!at_end) {
    in_padding_ = true;
    return Next::more;
  }
  return Next::end;
}

std::size_t Decompressor::skip_padding(std::string_view rest) {
  if (!in_padding_) return 0;
  taken_ += rest.size();
  return rest.size();
}

void Decompressor::end_with(Fault fault) {
  fault_ = std::move(fault);
  ended_ = true;
}

}  // namespace trawl
