// SPDX-License-Identifier: MIT
// gzip by ISA-L, which is twice as fast as zlib. Debian has no archive of it,
// and a shared library that is linked costs every search its loading: it is
// loaded when the first gzip member is met.
//
// In its fast loop it counts what it was told to copy before it sees that the
// distance leads out of the text, and bytes behind a code that stands for
// nothing. The former can only be in a member's first 32 KiB, the latter rarely
// is elsewhere. That much is decoded once more then, in no more room: close to
// the end of that it looks first.
//
// A header that comes in pieces it takes for damaged where that has a checksum,
// or an extra field and a name (2.30): so it is kept until it is whole.
#include <dlfcn.h>
#include <isa-l/igzip_lib.h>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "decode/buffered_decoder.h"
#include "decode/whole_members.h"
#include "trawl/error.h"

namespace trawl {
namespace {

constexpr std::size_t kFarthestDistance = 32 * 1024;

// Of the compressed bytes in which the first 32 KiB of text are. More are empty
// blocks, which are damage enough to get less.
constexpr std::size_t kMostHead = 256 * 1024;

constexpr const char* kLibrary = "libisal.so.2";

struct Igzip {
  decltype(&isal_inflate_init) init;
  decltype(&isal_inflate) inflate;
  decltype(&isal_inflate_stateless) inflate_stateless;
};

template <typename Function>
Function find_function(void* library, const char* name) {
  return reinterpret_cast<Function>(::dlsym(library, name));
}

// Stays loaded.
const Igzip& igzip() {
  static const Igzip functions = [] {
    void* const library = ::dlopen(kLibrary, RTLD_NOW | RTLD_LOCAL);
    if (library == nullptr) {
      throw Error(std::string("gzip needs ISA-L, which cannot be loaded (") +
                  kLibrary + "; the package libisal2)");
    }
    return Igzip{
        find_function<decltype(&isal_inflate_init)>(library,
                                                    "isal_inflate_init"),
        find_function<decltype(&isal_inflate)>(library, "isal_inflate"),
        find_function<decltype(&isal_inflate_stateless)>(
            library, "isal_inflate_stateless")};
  }();
  return functions;
}

const char* describe(int error) {
  switch (error) {
    case ISAL_INVALID_WRAPPER:
      return "it is no gzip header";
    case ISAL_UNSUPPORTED_METHOD:
      return "its compression method is unknown";
    case ISAL_INCORRECT_CHECKSUM:
      return "its checksum or length is wrong";
    default:
      return "the compressed data makes no sense";
  }
}

// Size of the header that `bytes` begin with, if all of it is there (RFC 1952,
// section 2.3).
std::optional<std::size_t> header_bytes(std::string_view bytes) {
  constexpr std::size_t kFixed = 10, kFlags = 3;
  constexpr unsigned kChecksum = 2, kExtra = 4, kName = 8, kComment = 16;
  if (bytes.size() < kFixed) return std::nullopt;
  const auto number = [&](std::size_t at) {
    return static_cast<unsigned>(static_cast<unsigned char>(bytes[at]));
  };
  const unsigned flags = number(kFlags);
  std::size_t end = kFixed;
  if ((flags & kExtra) != 0) {
    if (bytes.size() < end + 2) return std::nullopt;
    end += 2 + (number(end) | number(end + 1) << 8);
  }
  for (const unsigned text : {kName, kComment}) {
    if ((flags & text) == 0) continue;
    const std::size_t nul = bytes.find('\0', end);
    if (nul == std::string_view::npos) return std::nullopt;
    end = nul + 1;
  }
  if ((flags & kChecksum) != 0) end += 2;
  return end <= bytes.size() ? std::optional(end) : std::nullopt;
}

// It takes what it is given as writable, and leaves it as it is.
void give(inflate_state& state, std::string_view bytes, std::span<char> out) {
  state.next_in =
      reinterpret_cast<std::uint8_t*>(const_cast<char*>(bytes.data()));
  state.avail_in = static_cast<std::uint32_t>(bytes.size());
  state.next_out = reinterpret_cast<std::uint8_t*>(out.data());
  state.avail_out = static_cast<std::uint32_t>(out.size());
}

void begin_member(inflate_state& state) {
  igzip().init(&state);
  state.crc_flag = ISAL_GZIP;
}

class Gzip {
 public:
  void begin() {
    begin_member(*state_);
    made_ = 0;
    head_.clear();
    is_in_header_ = true;
  }

  MemberDecoder::Step decode(std::string_view bytes, std::span<char> out,
                             bool) {
    if (is_in_header_ && (!head_.empty() || !header_bytes(bytes))) {
      return decode_pieces(bytes, out);
    }
    is_in_header_ = false;
    return decode_whole(bytes, out);
  }

 private:
  // Of a header, which is decoded with what comes behind its last one. It may
  // be longer than what the caller has at hand, so it is kept here.
  MemberDecoder::Step decode_pieces(std::string_view bytes,
                                    std::span<char> out) {
    const std::size_t before = head_.size();
    head_ += bytes;
    if (!header_bytes(head_) && head_.size() < kMostHead) {
      return {.taken = bytes.size()};
    }
    is_in_header_ = false;
    MemberDecoder::Step step = decode_whole(std::exchange(head_, {}), out);
    const std::size_t taken_before = std::min(before, step.taken);
    step.taken -= taken_before;
    step.taken_behind += before - taken_before;
    return step;
  }

  // Of bytes that begin with all of the header, if with any of it.
  MemberDecoder::Step decode_whole(std::string_view bytes,
                                   std::span<char> out) {
    give(*state_, bytes, out);
    const int error = igzip().inflate(state_.get());
    MemberDecoder::Step step{.taken = bytes.size() - state_->avail_in,
                             .made = out.size() - state_->avail_out};
    const std::size_t taken_before = head_.size();
    if (made_ < kFarthestDistance) {
      head_ += bytes.substr(0, std::min(step.taken, kMostHead - taken_before));
    }
    const bool was_hasty =
        error == ISAL_INVALID_LOOKBACK || error == ISAL_INVALID_SYMBOL;
    if (was_hasty && made_ < kFarthestDistance) {
      const MemberDecoder::Step sure = decode_head(made_ + step.made);
      step.taken = sure.taken - std::min(sure.taken, taken_before);
      step.made = sure.made - std::min(sure.made, made_);
    }
    made_ += step.made;
    if (error < 0) {
      step.state = MemberDecoder::State::damaged;
      step.reason = describe(error);
      step.taken_behind = unused_bytes();
    } else if (state_->block_state == ISAL_BLOCK_FINISH) {
      step.state = MemberDecoder::State::ended;
    }
    return step;
  }

  // How far it comes from the beginning of the member in so much room.
  MemberDecoder::Step decode_head(std::size_t room) {
    std::vector<char> again(room);
    begin_member(*state_);
    give(*state_, head_, again);
    igzip().inflate_stateless(state_.get());
    return {.taken = head_.size() - state_->avail_in,
            .made = again.size() - state_->avail_out};
  }

  // What it has taken, but not looked at.
  std::size_t unused_bytes() const {
    return static_cast<std::size_t>(std::max(state_->read_in_length, 0)) / 8;
  }

  std::unique_ptr<inflate_state> state_ = std::make_unique<inflate_state>();
  std::size_t made_ = 0;  // of the member
  std::string head_;      // of the member, as long as `made_` is short
  bool is_in_header_ = true;
};

// Of members of 64 KiB, as BGZF has them, a stream copies all the text once
// more.
class WholeGzip final : public WholeMembers {
 public:
  std::optional<std::size_t> decode(std::string_view bytes,
                                    std::span<char> out) override {
    std::size_t made = 0;
    while (!bytes.empty()) {
      begin_member(*state_);
      give(*state_, bytes, out.subspan(made));
      if (igzip().inflate_stateless(state_.get()) != ISAL_DECOMP_OK) {
        return std::nullopt;
      }
      bytes.remove_prefix(bytes.size() - state_->avail_in);
      made = out.size() - state_->avail_out;
    }
    return made;
  }

 private:
  std::unique_ptr<inflate_state> state_ = std::make_unique<inflate_state>();
};

}  // namespace

std::unique_ptr<WholeMembers> make_whole_gzip() {
  igzip();
  return std::make_unique<WholeGzip>();
}

std::unique_ptr<MemberDecoder> make_gzip_decoder() {
  igzip();
  return std::make_unique<BufferedDecoder<Gzip>>();
}

}  // namespace trawl
