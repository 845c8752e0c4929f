// SPDX-License-Identifier: MIT
#include "worker/decoder_process.h"

#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <boost/interprocess/anonymous_shared_memory.hpp>
#include <cerrno>
#include <cstring>
#include <new>
#include <utility>

#include "os/retry.h"
#include "worker/sandbox.h"

namespace trawl {
namespace {

// How far it decodes ahead of what is scanned.
constexpr std::size_t kRingBytes = 4 * 1024 * 1024;

// Told of at a time: the reader is woken seldom, and early.
constexpr std::size_t kStepBytes = 256 * 1024;

constexpr std::size_t kReasonBytes = 256;

void ring_bell(int socket) {
  // A bell that finds no room is not needed: others are waiting to be heard.
  const char bell = 0;
  retry_interrupted(
      [&] { return ::send(socket, &bell, 1, MSG_DONTWAIT | MSG_NOSIGNAL); });
}

}  // namespace

// The layout of the shared memory; the bytes follow. Each field has one writer.
struct DecoderProcess::Ring {
  alignas(64) std::atomic<std::uint64_t> written;  // child
  alignas(64) std::atomic<std::uint64_t> read;     // reader
  // Child, behind all bytes; `ended` last.
  alignas(64) std::atomic<std::uint32_t> ended;
  std::int32_t system_error;
  std::uint32_t has_problem;
  std::uint32_t problem_kind;
  std::uint64_t problem_offset;
  std::array<char, kReasonBytes> reason;
};

DecoderProcess::DecoderProcess()
    : region_(boost::interprocess::anonymous_shared_memory(sizeof(Ring) +
                                                           kRingBytes)) {}

DecoderProcess::~DecoderProcess() {
  if (child_ <= 0) return;
  ::kill(child_, SIGKILL);
  retry_interrupted([&] { return ::waitpid(child_, nullptr, 0); });
}

// The pages come zeroed, as every field begins.
DecoderProcess::Ring& DecoderProcess::ring() const {
  return *static_cast<Ring*>(region_.get_address());
}

std::byte* DecoderProcess::bytes() const {
  return static_cast<std::byte*>(region_.get_address()) + sizeof(Ring);
}

std::unique_ptr<RemoteBytes> DecoderProcess::start(ContentSource& source) {
  try {
    std::unique_ptr<DecoderProcess> process(new DecoderProcess);
    if (process->fork_child(source)) return process;
  } catch (const boost::interprocess::interprocess_exception&) {
    // No room: then it is decoded here.
  }
  return nullptr;
}

bool DecoderProcess::fork_child(ContentSource& source) {
  int ends[2];
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) {
    return false;
  }
  socket_ = FileDescriptor(ends[0]);
  other_ = FileDescriptor(ends[1]);
  const pid_t parent = ::getpid();
  child_ = ::fork();
  if (child_ == 0) run_child(source, parent);
  other_.close();
  return child_ > 0;
}

void DecoderProcess::run_child(ContentSource& source, pid_t parent) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != parent) ::_exit(1);
  // The coordinator decides, as with workers.
  for (const int number : {SIGINT, SIGQUIT, SIGHUP, SIGTERM, SIGPIPE}) {
    ::signal(number, SIG_IGN);
  }
  socket_ = std::move(other_);
  enter_sandbox(socket_.get());
  try {
    decode_all(source);
  } catch (...) {
    ::_exit(2);  // out of memory
  }
  ::_exit(0);
}

// In the child.
void DecoderProcess::decode_all(ContentSource& source) {
  Ring& shared = ring();
  while (true) {
    const std::span<std::byte> room = wait_for_room();
    if (room.empty()) return;
    const ssize_t got = source.read(room);
    if (got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) {
      if (source.is_readable()) continue;
      pollfd wait{source.descriptor(), POLLIN, 0};
      retry_interrupted([&] { return ::poll(&wait, 1, -1); });
      continue;
    }
    if (got <= 0) {
      shared.system_error = got < 0 ? errno : 0;
      break;
    }
    shared.written.fetch_add(static_cast<std::uint64_t>(got));
    ring_bell(socket_.get());
  }
  if (const auto problem = source.problem()) {
    shared.has_problem = 1;
    shared.problem_kind = static_cast<std::uint32_t>(problem->kind);
    shared.problem_offset = problem->offset.value_or(0);
    std::strncpy(shared.reason.data(), problem->reason.c_str(),
                 kReasonBytes - 1);
  }
  shared.ended.store(1);
  ring_bell(socket_.get());
}

// In the child. Empty if nobody reads any more.
std::span<std::byte> DecoderProcess::wait_for_room() {
  while (true) {
    const std::uint64_t written = ring().written.load();
    const std::size_t room =
        kRingBytes - static_cast<std::size_t>(written - ring().read.load());
    const std::size_t at = static_cast<std::size_t>(written % kRingBytes);
    if (room > 0) {
      return {bytes() + at, std::min({room, kRingBytes - at, kStepBytes})};
    }
    char bells[64];
    if (retry_interrupted(
            [&] { return ::read(socket_.get(), bells, sizeof bells); }) <= 0) {
      return {};
    }
  }
}

// A writer that is not to be trusted may have written any number.
std::size_t DecoderProcess::available() {
  const std::uint64_t written = ring().written.load();
  if (written < taken_ || written - taken_ > kRingBytes) {
    is_gone_ = true;
    return 0;
  }
  return static_cast<std::size_t>(written - taken_);
}

// Takes the bells off the socket; false if the child is gone.
bool DecoderProcess::listen() {
  char bells[256];
  while (true) {
    const ssize_t got = retry_interrupted([&] {
      return ::recv(socket_.get(), bells, sizeof bells, MSG_DONTWAIT);
    });
    if (got > 0) continue;
    return got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK);
  }
}

bool DecoderProcess::is_readable() {
  if (has_ended_ || is_gone_ || available() > 0) return true;
  // First the bells, then another look: what is told from now on rings again.
  const bool is_there = listen();
  const bool has_ended = ring().ended.load() != 0;
  if (available() > 0 || has_ended) return true;
  is_gone_ = is_gone_ || !is_there;
  return is_gone_;
}

ssize_t DecoderProcess::read(std::span<std::byte> memory) {
  if (has_ended_) return 0;
  if (!is_readable()) {
    errno = EAGAIN;
    return -1;
  }
  const std::size_t there = available();
  if (there == 0) return end();
  const auto at = static_cast<std::size_t>(taken_ % kRingBytes);
  const std::size_t count = std::min({memory.size(), there, kRingBytes - at});
  std::memcpy(memory.data(), bytes() + at, count);
  taken_ += count;
  ring().read.store(taken_);
  ring_bell(socket_.get());
  return static_cast<ssize_t>(count);
}

ssize_t DecoderProcess::end() {
  has_ended_ = true;
  const Ring& shared = ring();
  if (is_gone_ || shared.ended.load() == 0) {
    problem_ = Problem{.kind = Problem::Kind::truncated,
                       .path = {},
                       .reason = "its decoder process ended early",
                       .offset = taken_};
    return 0;
  }
  if (shared.has_problem != 0) {
    const bool is_notice = shared.problem_kind ==
                           static_cast<std::uint32_t>(Problem::Kind::skipped);
    const std::size_t size = ::strnlen(shared.reason.data(), kReasonBytes);
    problem_ = Problem{
        .kind = is_notice ? Problem::Kind::skipped : Problem::Kind::truncated,
        .path = {},
        .reason = std::string(shared.reason.data(), size),
        .offset = shared.problem_offset};
  }
  errno = shared.system_error;
  return shared.system_error == 0 ? 0 : -1;
}

}  // namespace trawl
