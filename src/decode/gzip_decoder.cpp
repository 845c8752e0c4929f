// SPDX-License-Identifier: MIT
// gzip by ISA-L, which is twice as fast as zlib. Debian has no archive of it,
// and a shared library that is linked costs every search its loading: it is
// loaded when the first gzip member is met.
#include <dlfcn.h>
#include <isa-l/igzip_lib.h>

#include <cstdint>
#include <memory>

#include "decode/member_decoder.h"
#include "trawl/error.h"

namespace trawl {
namespace {

constexpr const char* kLibrary = "libisal.so.2";

struct Igzip {
  decltype(&isal_inflate_init) init;
  decltype(&isal_inflate) inflate;
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
        find_function<decltype(&isal_inflate)>(library, "isal_inflate")};
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

class GzipDecoder final : public MemberDecoder {
 public:
  void begin() override {
    igzip().init(state_.get());
    state_->crc_flag = ISAL_GZIP;
  }

  Step decode(std::string_view bytes, std::span<char> out, bool) override {
    // It takes what it is given as writable, and leaves it as it is.
    state_->next_in =
        reinterpret_cast<std::uint8_t*>(const_cast<char*>(bytes.data()));
    state_->avail_in = static_cast<std::uint32_t>(bytes.size());
    state_->next_out = reinterpret_cast<std::uint8_t*>(out.data());
    state_->avail_out = static_cast<std::uint32_t>(out.size());
    const int result = igzip().inflate(state_.get());
    Step step{.taken = bytes.size() - state_->avail_in,
              .made = out.size() - state_->avail_out};
    if (result < 0) {
      step.state = State::damaged;
      step.reason = describe(result);
    } else if (state_->block_state == ISAL_BLOCK_FINISH) {
      step.state = State::ended;
    }
    return step;
  }

 private:
  std::unique_ptr<inflate_state> state_ = std::make_unique<inflate_state>();
};

}  // namespace

std::unique_ptr<MemberDecoder> make_gzip_decoder() {
  igzip();
  return std::make_unique<GzipDecoder>();
}

}  // namespace trawl
