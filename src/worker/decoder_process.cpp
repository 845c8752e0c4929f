// SPDX-License-Identifier: MIT
#include "worker/decoder_process.h"

#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <boost/interprocess/exceptions.hpp>
#include <cerrno>
#include <cstring>
#include <utility>

#include "os/forked_child.h"
#include "os/held_signals.h"
#include "os/process_end.h"
#include "os/retry.h"
#include "worker/sandbox.h"

namespace trawl {
namespace {

// Decoded at a time.
constexpr std::size_t kStepBytes = 256 * 1024;

// Told of at a time, unless the decoder has to wait: each time the reader is
// woken, and wakes a worker, one of them may take the decoder's core.
constexpr std::size_t kToldBytes = 1024 * 1024;

void ring_bell(int socket) {
  // A bell that finds no room is not needed: others are waiting to be heard.
  const char bell = 0;
  retry_interrupted(
      [&] { return ::send(socket, &bell, 1, MSG_DONTWAIT | MSG_NOSIGNAL); });
}

}  // namespace

DecoderProcess::~DecoderProcess() {
  if (child_ > 0) end_process(child_);
}

std::unique_ptr<DecoderProcess> DecoderProcess::start(
    ContentSource& source, std::chrono::milliseconds worker_patience) {
  return start([&](DecoderProcess& child) { child.decode_all(source); },
               source.descriptor(), {.patience = worker_patience});
}

std::unique_ptr<DecoderProcess> DecoderProcess::start(PartSource& source,
                                                      Share share,
                                                      const Setting& setting) {
  return start(
      [&, share](DecoderProcess& child) { child.decode_parts(source, share); },
      source.descriptor(), setting);
}

std::unique_ptr<DecoderProcess> DecoderProcess::start(const Work& work,
                                                      int input,
                                                      const Setting& setting) {
  try {
    std::unique_ptr<DecoderProcess> process(new DecoderProcess(setting));
    if (process->fork_child(work, input)) return process;
  } catch (const boost::interprocess::interprocess_exception&) {
    // No room: then it is decoded here.
  }
  return nullptr;
}

bool DecoderProcess::fork_child(const Work& work, int input) {
  int ends[2];
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) {
    return false;
  }
  socket_ = FileDescriptor(ends[0]);
  other_ = FileDescriptor(ends[1]);
  const pid_t parent = ::getpid();
  const HeldSignals held;
  child_ = ::fork();
  if (child_ == 0) {
    leave_signals_to_parent();
    held.release();
    run_child(work, input, parent);
  }
  other_.close();
  return child_ > 0;
}

void DecoderProcess::run_child(const Work& work, int input, pid_t parent) {
  socket_ = std::move(other_);
  begin_child(parent, {socket_.get(), input});
  enter_sandbox(socket_.get());
  try {
    work(*this);
  } catch (...) {
    ::_exit(2);  // out of memory
  }
  ::_exit(0);
}

// In the child, as all up to listen().
void DecoderProcess::decode_all(ContentSource& source) {
  while (true) {
    const std::span<std::byte> room = wait_for_room();
    if (room.empty()) return;
    if (!source.is_readable()) wait_for_input(source.descriptor());
    const ssize_t got = source.read(room);
    ring_.count_step();
    if (got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) continue;
    if (got <= 0) return end(got, source.problem());
    add(static_cast<std::size_t>(got));
  }
}

// Reading would wait with what was not told yet.
void DecoderProcess::wait_for_input(int descriptor) {
  tell();
  pollfd wait{descriptor, POLLIN, 0};
  ring_.set_waiting(true);
  retry_interrupted([&] { return ::poll(&wait, 1, -1); });
  ring_.set_waiting(false);
}

void DecoderProcess::decode_parts(PartSource& source, Share share) {
  std::uint64_t wanted = share.first;
  for (std::uint64_t number = 0; source.next(); ++number) {
    ring_.count_step();
    if (number != wanted) continue;
    if (!decode_part(source)) return;
    wanted += share.count;
  }
  end(0, std::nullopt);
}

// False if it is not to go on.
bool DecoderProcess::decode_part(PartSource& source) {
  while (true) {
    const std::span<std::byte> room = wait_for_room();
    if (room.empty()) return false;
    const ssize_t got = source.read(room);
    ring_.count_step();
    if (got > 0) {
      add(static_cast<std::size_t>(got));
    } else if (source.was_last()) {
      end(got, source.problem());
      return false;
    } else {
      return end_part();
    }
  }
}

// Empty if nobody reads any more.
std::span<std::byte> DecoderProcess::wait_for_room() {
  while (true) {
    const std::span<std::byte> room = ring_.room();
    if (!room.empty()) return room.first(std::min(room.size(), kStepBytes));
    if (!wait_for_bell()) return {};
  }
}

void DecoderProcess::add(std::size_t count) {
  ring_.add(count);
  untold_ += count;
  if (untold_ >= kToldBytes) tell();
}

void DecoderProcess::tell() {
  untold_ = 0;
  ring_bell(socket_.get());
}

// False if nobody reads any more.
bool DecoderProcess::end_part() {
  while (!ring_.end_part()) {
    if (!wait_for_bell()) return false;
  }
  tell();
  return true;
}

void DecoderProcess::end(ssize_t got, const std::optional<Problem>& problem) {
  ring_.end(got < 0 ? errno : 0, problem);
  tell();
}

bool DecoderProcess::wait_for_bell() {
  tell();
  char bells[64];
  return retry_interrupted(
             [&] { return ::read(socket_.get(), bells, sizeof bells); }) > 0;
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
  if (has_ended_ || loss_ || !ring_.text().empty()) return true;
  // First the bells, then another look: what is told from now on rings again.
  const bool is_there = listen();
  const bool has_ended = ring_.has_ended();
  if (!ring_.text().empty()) return true;
  if (ring_.is_corrupt()) {
    lose("made no sense");
  } else if (has_ended) {
    return true;
  } else if (!is_there) {
    lose({});
  } else if (const auto fault = find_fault()) {
    lose(*fault);
  }
  return loss_.has_value();
}

std::optional<std::string> DecoderProcess::find_fault() {
  const std::uint64_t steps = ring_.steps();
  const bool has_got_on = std::exchange(seen_steps_, steps) != steps;
  return patience_.judge({.process = child_,
                          .has_got_on = has_got_on,
                          .bytes = ring_.is_waiting()
                                       ? std::nullopt
                                       : std::optional(file_bytes_)});
}

// Without a fault that was found it says itself how it ended.
void DecoderProcess::lose(const std::string& fault) {
  const int status = end_process(std::exchange(child_, -1));
  if (!fault.empty()) {
    loss_ = {.reason = fault};
  } else if (WIFSIGNALED(status)) {
    const int number = WTERMSIG(status);
    loss_ = {.reason = killed_by(number), .is_own_fault = number != SIGKILL};
  } else {
    loss_ = {fmt::format("ended with status {}", WEXITSTATUS(status))};
  }
}

ssize_t DecoderProcess::read(std::span<std::byte> memory) {
  if (has_ended_) return 0;
  const bool readable = is_readable();
  const std::span<const std::byte> text = ring_.text();
  if (!readable || (text.empty() && ring_.is_at_part_end())) {
    errno = EAGAIN;
    return -1;
  }
  if (text.empty()) return take_end();
  const std::size_t count = std::min(memory.size(), text.size());
  std::memcpy(memory.data(), text.data(), count);
  taken_ += count;
  ring_.take(count);
  ring_bell(socket_.get());
  return static_cast<ssize_t>(count);
}

bool DecoderProcess::take_part_end() {
  if (!ring_.is_at_part_end()) return false;
  ring_.take_part_end();
  ring_bell(socket_.get());
  return true;
}

ssize_t DecoderProcess::take_end() {
  has_ended_ = true;
  if (loss_) {
    problem_ = Problem{.kind = Problem::Kind::truncated,
                       .path = {},
                       .reason = "its decoder " + loss_->reason,
                       .offset = taken_};
    return 0;
  }
  problem_ = ring_.problem();
  errno = ring_.system_error();
  return errno == 0 ? 0 : -1;
}

}  // namespace trawl
