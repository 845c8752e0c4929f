// SPDX-License-Identifier: MIT
#include "worker/worker_pool.h"

#include <fmt/format.h>
#include <signal.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cstdint>
#include <new>
#include <utility>

#include "os/forked_child.h"
#include "os/held_signals.h"
#include "os/process_end.h"
#include "os/retry.h"
#include "worker/sandbox.h"
#include "worker/worker_loop.h"

namespace trawl {
namespace {

// Exit status of a worker that ran out of memory.
constexpr int kOutOfMemory = 3;

// Where a worker notes the signal that somebody sent it.
std::atomic<std::int32_t>* noted_signal = nullptr;

// A fault of its own kills as ever, once the handler is gone (SA_RESETHAND). A
// signal that another process sent says nothing about the unit at work; one
// that abort() sends does.
extern "C" void note_sender(int number, siginfo_t* origin, void*) {
  if (origin->si_code > 0 || origin->si_pid == ::getpid()) return;
  noted_signal->store(number);
  ::_exit(128 + number);
}

void set_signals(std::atomic<std::int32_t>& signal_sent) {
  leave_signals_to_parent();
  noted_signal = &signal_sent;
  struct sigaction action {};
  action.sa_sigaction = note_sender;
  action.sa_flags = static_cast<int>(SA_SIGINFO | SA_RESETHAND);
  sigemptyset(&action.sa_mask);
  for (const int number : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT}) {
    ::sigaction(number, &action, nullptr);
  }
}

}  // namespace

void WorkerPool::Worker::note_merged(std::uint64_t unit) {
  std::erase(units, unit);
  while (!order_ends.empty() && order_ends.front() <= unit) {
    order_ends.pop_front();
  }
}

std::deque<std::uint64_t> WorkerPool::Worker::take_units() {
  order_ends.clear();
  return std::exchange(units, {});
}

WorkerPool::WorkerPool(SharedRegion& region, unsigned count, Body body)
    : region_(region), body_(std::move(body)), workers_(count) {}

WorkerPool::~WorkerPool() { kill_all(); }

void WorkerPool::kill_all() {
  for (Worker& worker : workers_) {
    if (worker.is_alive()) ::kill(worker.pid, SIGKILL);
  }
  for (Worker& worker : workers_) {
    if (worker.is_alive()) end_process(std::exchange(worker.pid, -1));
  }
}

bool WorkerPool::start(unsigned index) {
  int ends[2];
  if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0) {
    return false;
  }
  FileDescriptor ours(ends[0]);
  FileDescriptor theirs(ends[1]);
  FileDescriptor event(::eventfd(0, EFD_CLOEXEC));
  if (!event.is_open()) return false;

  WorkerArea& area = region_.worker(index);
  area.written.store(0);
  area.read.store(0);
  area.waiting.store(0);
  area.signal_sent.store(0);

  Worker& worker = workers_[index];
  worker.space_event = std::move(event);
  worker.ring.emplace(area, region_.ring(index), worker.space_event.get());
  const pid_t parent = ::getpid();
  const HeldSignals held;
  const pid_t pid = ::fork();
  if (pid < 0) return false;
  if (pid == 0) {
    set_signals(area.signal_sent);
    held.release();
    ours.close();
    run_child(index, std::move(theirs), parent);
  }
  worker.pid = pid;
  worker.socket = std::move(ours);
  ++started_;
  return true;
}

void WorkerPool::run_child(unsigned index, FileDescriptor socket,
                           pid_t parent) {
  // A socket of another worker held here would also hide that the coordinator,
  // or that worker, is gone.
  begin_child(parent, {socket.get(), workers_[index].space_event.get()});
  enter(socket.get());
  try {
    RingProducer channel(region_.control(), region_.worker(index),
                         region_.ring(index), socket.get(),
                         workers_[index].space_event.get());
    body_(channel, socket.get(), region_.worker(index).steps);
  } catch (const std::bad_alloc&) {
    ::_exit(kOutOfMemory);
  } catch (...) {
    ::_exit(2);  // as above the unit is tried once more, by another
  }
  ::_exit(0);
}

// Nothing of a log was seen before; what was lacking is told by --debug.
void WorkerPool::enter(int order_socket) {
  const Sandbox sandbox = enter_sandbox(order_socket);
  Control& control = region_.control();
  control.entered.fetch_add(1);
  if (sandbox.filters_calls) control.with_call_filter.fetch_add(1);
  if (sandbox.guards_files) control.with_file_guard.fetch_add(1);
}

bool WorkerPool::send(Worker& worker, const WorkUnit& unit,
                      std::uint32_t shard_count) {
  for (std::uint32_t i = 0; i < shard_count; ++i) {
    worker.units.push_back(unit.order.unit + i);
  }
  worker.order_ends.push_back(worker.units.back());
  return send_order(worker.socket.get(), unit, shard_count);
}

WorkerPool::End WorkerPool::reap(std::size_t index) {
  Worker& worker = workers_[index];
  worker.socket.close();
  // One that is gone already keeps the status it ended with; one that writes
  // nonsense into its ring must end now.
  return describe_end(index, end_process(std::exchange(worker.pid, -1)));
}

WorkerPool::End WorkerPool::describe_end(std::size_t index, int status) const {
  const int sent =
      region_.worker(static_cast<unsigned>(index)).signal_sent.load();
  if (sent != 0)
    return {.reason = "a worker " + killed_by(sent), .is_own_fault = false};
  if (WIFEXITED(status) && WEXITSTATUS(status) == kOutOfMemory) {
    return {"a worker ran out of memory, into which a line must fit"};
  }
  if (!WIFSIGNALED(status)) {
    return {fmt::format("a worker ended with status {}", WEXITSTATUS(status))};
  }
  const int number = WTERMSIG(status);
  if (number == SIGBUS) {
    return {.reason =
                "a worker could not read a mapped file (SIGBUS): it was"
                " truncated, or the disk failed",
            .is_of_mapping = true};
  }
  return {.reason = "a worker " + killed_by(number),
          .is_own_fault = number != SIGKILL};
}

bool WorkerPool::listen(Worker& worker) {
  char bells[64];
  while (true) {
    const ssize_t got = retry_interrupted([&] {
      return ::recv(worker.socket.get(), bells, sizeof bells, MSG_DONTWAIT);
    });
    if (got > 0) continue;
    return got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK);
  }
}

}  // namespace trawl
