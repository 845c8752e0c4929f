// SPDX-License-Identifier: MIT
// The least that it takes one process to decode a compressed FILE: the library
// makes its text, piece by piece into the same memory, and nobody looks at it.
// Prints how many bytes that are.
//
//   decode_floor FILE
#include <fcntl.h>
#include <isa-l/igzip_lib.h>
#include <lzma.h>
#include <unistd.h>
#include <zstd.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string_view>
#include <vector>

namespace {

std::vector<std::uint8_t> room(1 << 17);

[[noreturn]] void fail(const char* attempted) {
  std::fprintf(stderr, "decode_floor: %s\n", attempted);
  std::_Exit(2);
}

class Input {
 public:
  explicit Input(const char* path) : file_(::open(path, O_RDONLY)) { refill(); }

  bool is_at_end() const { return size_ == 0; }
  std::uint8_t* data() { return bytes_.data() + taken_; }
  std::size_t size() const { return size_ - taken_; }
  void keep(std::size_t left) {
    taken_ = size_ - left;
    if (left == 0) refill();
  }

 private:
  void refill() {
    const ssize_t got = ::read(file_, bytes_.data(), bytes_.size());
    if (got < 0) fail("reading");
    size_ = static_cast<std::size_t>(got);
    taken_ = 0;
  }

  int file_;
  std::vector<std::uint8_t> bytes_ = std::vector<std::uint8_t>(1 << 16);
  std::size_t taken_ = 0;
  std::size_t size_ = 0;
};

std::uint64_t decode_gzip(Input& input) {
  const auto state = std::make_unique<inflate_state>();
  std::uint64_t made = 0;
  isal_inflate_init(state.get());
  state->crc_flag = ISAL_GZIP;
  for (bool is_full = false; is_full || !input.is_at_end();) {
    state->next_in = input.data();
    state->avail_in = static_cast<std::uint32_t>(input.size());
    state->next_out = room.data();
    state->avail_out = static_cast<std::uint32_t>(room.size());
    if (isal_inflate(state.get()) != ISAL_DECOMP_OK) fail("gzip");
    made += room.size() - state->avail_out;
    is_full = state->avail_out == 0;
    input.keep(state->avail_in);
    if (state->block_state == ISAL_BLOCK_FINISH) {
      isal_inflate_reset(state.get());
      state->crc_flag = ISAL_GZIP;
    }
  }
  return made;
}

std::uint64_t decode_zstd(Input& input) {
  ZSTD_DCtx* const context = ZSTD_createDCtx();
  std::uint64_t made = 0;
  for (bool is_full = false; is_full || !input.is_at_end();) {
    ZSTD_inBuffer in{input.data(), input.size(), 0};
    ZSTD_outBuffer out{room.data(), room.size(), 0};
    if (ZSTD_isError(ZSTD_decompressStream(context, &out, &in))) fail("zstd");
    made += out.pos;
    is_full = out.pos == out.size;
    input.keep(in.size - in.pos);
  }
  ZSTD_freeDCtx(context);
  return made;
}

std::uint64_t decode_xz(Input& input) {
  lzma_stream stream = LZMA_STREAM_INIT;
  if (lzma_stream_decoder(&stream, UINT64_MAX, LZMA_CONCATENATED) != LZMA_OK) {
    fail("xz");
  }
  lzma_ret result = LZMA_OK;
  while (result == LZMA_OK) {
    stream.next_in = input.data();
    stream.avail_in = input.size();
    stream.next_out = room.data();
    stream.avail_out = room.size();
    result = lzma_code(&stream, input.is_at_end() ? LZMA_FINISH : LZMA_RUN);
    if (!input.is_at_end()) input.keep(stream.avail_in);
  }
  if (result != LZMA_STREAM_END) fail("xz");
  const std::uint64_t made = stream.total_out;
  lzma_end(&stream);
  return made;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) fail("which FILE?");
  Input input(argv[1]);
  const std::string_view path = argv[1];
  const std::uint64_t made = path.ends_with(".gz")    ? decode_gzip(input)
                             : path.ends_with(".zst") ? decode_zstd(input)
                                                      : decode_xz(input);
  std::printf("%llu\n", static_cast<unsigned long long>(made));
}
