// SPDX-License-Identifier: MIT
// gzip by ISA-L, which is twice as fast as zlib. Debian has no archive of it,
// and a shared library that is linked costs every search its loading: it is
// loaded when the first gzip member is met.
//
// How much it hands over before it tells of damage depends on the room it has.
// So that is always the same, and small enough to stay in the cache. When a
// distance leads out of the text it hands over as many bytes too many as it was
// told to copy. That happens in a member's first 32 KiB only, which are then
// decoded once more, in no more room: close to the end of that it looks first.
#include <dlfcn.h>
#include <isa-l/igzip_lib.h>

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <memory>
#include <vector>

#include "decode/member_decoder.h"
#include "trawl/error.h"

namespace trawl {
namespace {

constexpr std::size_t kTextBytes = 64 * 1024;

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

class GzipDecoder final : public MemberDecoder {
 public:
  void begin() override {
    begin_member(*state_);
    begin_ = end_ = made_ = 0;
    head_.clear();
    is_over_ = false;
  }

  Step decode(std::string_view bytes, std::span<char> out, bool) override {
    Step step;
    if (begin_ == end_ && !is_over_) step.taken = inflate(bytes);
    step.made = std::min(out.size(), end_ - begin_);
    std::memcpy(out.data(), text_.data() + begin_, step.made);
    begin_ += step.made;
    if (begin_ < end_ || !is_over_) return step;
    step.state = error_ < 0 ? State::damaged : State::ended;
    if (error_ < 0) step.reason = describe(error_);
    return step;
  }

 private:
  // Returns how many bytes it took.
  std::size_t inflate(std::string_view bytes) {
    give(*state_, bytes, text_);
    error_ = igzip().inflate(state_.get());
    std::size_t taken = bytes.size() - state_->avail_in;
    begin_ = 0;
    end_ = text_.size() - state_->avail_out;
    const std::size_t taken_before = head_.size();
    if (made_ < kFarthestDistance) {
      head_ += bytes.substr(0, std::min(taken, kMostHead - taken_before));
    }
    if (error_ == ISAL_INVALID_LOOKBACK) {
      const Step sure = decode_head(made_ + end_);
      taken = sure.taken - std::min(sure.taken, taken_before);
      end_ = sure.made - std::min(sure.made, made_);
    }
    made_ += end_;
    is_over_ = error_ < 0 || state_->block_state == ISAL_BLOCK_FINISH;
    return taken;
  }

  // How far it comes from the beginning of the member in so much room.
  Step decode_head(std::size_t room) {
    std::vector<char> again(room);
    begin_member(*state_);
    give(*state_, head_, again);
    igzip().inflate_stateless(state_.get());
    return {.taken = head_.size() - state_->avail_in,
            .made = again.size() - state_->avail_out};
  }

  std::unique_ptr<inflate_state> state_ = std::make_unique<inflate_state>();
  std::vector<char> text_ = std::vector<char>(kTextBytes);
  std::size_t begin_ = 0;  // what is left of it
  std::size_t end_ = 0;
  std::size_t made_ = 0;  // of the member
  std::string head_;      // of the member, as long as `made_` is short
  bool is_over_ = false;  // with the member: no more is made
  int error_ = 0;
};

}  // namespace

std::unique_ptr<MemberDecoder> make_gzip_decoder() {
  igzip();
  return std::make_unique<GzipDecoder>();
}

}  // namespace trawl
