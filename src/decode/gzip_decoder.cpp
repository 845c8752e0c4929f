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
#include <dlfcn.h>
#include <isa-l/igzip_lib.h>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <vector>

#include "decode/buffered_decoder.h"
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
      throw Error(std::string("gzip needs ISA-L, which is not installed (") +
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
  }

  MemberDecoder::Step decode(std::string_view bytes, std::span<char> out,
                             bool) {
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

 private:
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
};

}  // namespace

std::unique_ptr<MemberDecoder> make_gzip_decoder() {
  igzip();
  return std::make_unique<BufferedDecoder<Gzip>>();
}

}  // namespace trawl
