// SPDX-License-Identifier: MIT
// The least that it takes to decode a compressed FILE: the library makes its
// text, piece by piece into the same memory, and nobody looks at it. Prints how
// many bytes that are.
//
//   decode_floor FILE            in one process
//   decode_floor FILE PROCESSES  zstd frames or BGZF members, each by whichever
//                                process is first to be done with its last
#include <fcntl.h>
#include <isa-l/igzip_lib.h>
#include <lzma.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <zstd.h>

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <span>
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

using Bytes = std::span<const std::uint8_t>;

// Of the member that they begin with: its size, and if it is to be decoded how
// much text it makes.
class Members {
 public:
  virtual ~Members() = default;
  virtual std::size_t size(Bytes bytes) = 0;
  virtual std::uint64_t decode(Bytes member) = 0;
};

class ZstdFrames final : public Members {
 public:
  ~ZstdFrames() override { ZSTD_freeDCtx(context_); }
  std::size_t size(Bytes bytes) override {
    const std::size_t size =
        ZSTD_findFrameCompressedSize(bytes.data(), bytes.size());
    if (ZSTD_isError(size) != 0) fail("zstd");
    return size;
  }
  std::uint64_t decode(Bytes member) override {
    while (true) {
      const std::size_t made = ZSTD_decompressDCtx(
          context_, text_.data(), text_.size(), member.data(), member.size());
      if (ZSTD_isError(made) == 0) return made;
      if (text_.size() > std::size_t{1} << 30) fail("zstd");
      text_.resize(2 * std::max<std::size_t>(text_.size(), 1 << 20));
    }
  }

 private:
  ZSTD_DCtx* context_ = ZSTD_createDCtx();
  std::vector<std::uint8_t> text_;
};

class BgzfMembers final : public Members {
 public:
  std::size_t size(Bytes bytes) override {
    if (bytes.size() < 18) fail("BGZF");
    return bytes[16] + 256u * bytes[17] + 1u;
  }
  std::uint64_t decode(Bytes member) override {
    isal_inflate_reset(state_.get());
    state_->crc_flag = ISAL_GZIP;
    state_->next_in = const_cast<std::uint8_t*>(member.data());
    state_->avail_in = static_cast<std::uint32_t>(member.size());
    state_->next_out = room.data();
    state_->avail_out = static_cast<std::uint32_t>(room.size());
    if (isal_inflate(state_.get()) != ISAL_DECOMP_OK) fail("BGZF");
    return room.size() - state_->avail_out;
  }

 private:
  std::unique_ptr<inflate_state> state_ = [] {
    auto state = std::make_unique<inflate_state>();
    isal_inflate_init(state.get());
    return state;
  }();
};

Bytes map_file(const char* path) {
  const int file = ::open(path, O_RDONLY);
  struct stat facts {};
  if (::fstat(file, &facts) != 0) fail("reading");
  const auto size = static_cast<std::size_t>(facts.st_size);
  void* const bytes = ::mmap(nullptr, size, PROT_READ, MAP_SHARED, file, 0);
  if (bytes == MAP_FAILED) fail("mapping");
  return {static_cast<const std::uint8_t*>(bytes), size};
}

// What the processes share.
struct Shared {
  std::atomic<std::size_t> next_member;
  std::atomic<std::uint64_t> made;
};

void decode_members(Members& members, Bytes bytes, Shared& shared) {
  std::uint64_t made = 0;
  std::size_t mine = shared.next_member.fetch_add(1);
  for (std::size_t number = 0; !bytes.empty(); ++number) {
    const std::size_t size = members.size(bytes);
    if (number == mine) {
      made += members.decode(bytes.first(size));
      mine = shared.next_member.fetch_add(1);
    }
    bytes = bytes.subspan(std::min(size, bytes.size()));
  }
  shared.made += made;
}

std::uint64_t decode_in_processes(const char* path, int count) {
  const Bytes bytes = map_file(path);
  void* const memory = ::mmap(nullptr, sizeof(Shared), PROT_READ | PROT_WRITE,
                              MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) fail("sharing memory");
  auto& shared = *static_cast<Shared*>(memory);
  for (int i = 0; i < count; ++i) {
    if (::fork() != 0) continue;
    ZstdFrames frames;
    BgzfMembers blocks;
    if (std::string_view(path).ends_with(".zst")) {
      decode_members(frames, bytes, shared);
    } else {
      decode_members(blocks, bytes, shared);
    }
    std::_Exit(0);
  }
  int status = 0;
  while (::wait(&status) > 0) {
    if (status != 0) fail("a process");
  }
  return shared.made;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2 || argc > 3) fail("which FILE?");
  if (argc == 3) {
    const std::uint64_t made = decode_in_processes(argv[1], std::atoi(argv[2]));
    std::printf("%llu\n", static_cast<unsigned long long>(made));
    return 0;
  }
  Input input(argv[1]);
  const std::string_view path = argv[1];
  const std::uint64_t made = path.ends_with(".gz")    ? decode_gzip(input)
                             : path.ends_with(".zst") ? decode_zstd(input)
                                                      : decode_xz(input);
  std::printf("%llu\n", static_cast<unsigned long long>(made));
}
