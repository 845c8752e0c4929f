// SPDX-License-Identifier: MIT
#include "worker/worker_pool.h"

#include <fmt/format.h>
#include <signal.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <utility>

#include "os/retry.h"
#include "worker/sandbox.h"
#include "worker/worker_loop.h"

namespace trawl {
namespace {

// Signals from the terminal go to the whole process group. The coordinator
// decides; when it ends, PR_SET_PDEATHSIG takes the workers along.
void leave_signals_to_parent() {
  for (const int number : {SIGINT, SIGQUIT, SIGHUP, SIGTERM, SIGPIPE}) {
    ::signal(number, SIG_IGN);
  }
  for (const int number : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT}) {
    ::signal(number, SIG_DFL);
  }
}

std::string describe_status(int status) {
  if (WIFSIGNALED(status)) {
    const int number = WTERMSIG(status);
    if (number == SIGBUS) {
      return "a worker could not read a mapped file (SIGBUS): it was truncated,"
             " or the disk failed";
    }
    return fmt::format("a worker was killed by signal {} ({})", number,
                       sigdescr_np(number));
  }
  return fmt::format("a worker ended with status {}", WEXITSTATUS(status));
}

}  // namespace

WorkerPool::WorkerPool(SharedRegion& region, unsigned count, Body body)
    : region_(region), body_(std::move(body)), workers_(count) {}

WorkerPool::~WorkerPool() {
  for (Worker& worker : workers_) {
    if (worker.is_alive()) ::kill(worker.pid, SIGKILL);
  }
  for (Worker& worker : workers_) {
    if (worker.is_alive()) wait_for(worker);
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

  Worker& worker = workers_[index];
  worker.space_event = std::move(event);
  worker.ring.emplace(area, region_.ring(index), worker.space_event.get());
  const pid_t parent = ::getpid();
  const pid_t pid = ::fork();
  if (pid < 0) return false;
  if (pid == 0) {
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
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != parent) ::_exit(1);
  leave_signals_to_parent();
  // A socket of another worker held here would hide that the coordinator, or
  // that worker, is gone.
  for (unsigned other = 0; other < workers_.size(); ++other) {
    workers_[other].socket.close();
    if (other != index) workers_[other].space_event.close();
  }
  enter(socket.get());
  try {
    RingProducer channel(region_.control(), region_.worker(index),
                         region_.ring(index), socket.get(),
                         workers_[index].space_event.get());
    body_(channel, socket.get());
  } catch (...) {
    ::_exit(2);  // out of memory: the unit is tried once more by another
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

bool WorkerPool::send(Worker& worker, const WorkUnit& unit) {
  worker.units.push_back(unit.order.unit);
  return send_order(worker.socket.get(), unit);
}

std::string WorkerPool::reap(Worker& worker) {
  // One that is gone already keeps the status it ended with; one that writes
  // nonsense into its ring must end now.
  ::kill(worker.pid, SIGKILL);
  worker.socket.close();
  return wait_for(worker);
}

std::string WorkerPool::wait_for(Worker& worker) {
  int status = 0;
  const pid_t pid = std::exchange(worker.pid, -1);
  const pid_t reaped =
      retry_interrupted([&] { return ::waitpid(pid, &status, 0); });
  return reaped == pid ? describe_status(status) : "a worker disappeared";
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

void WorkerPool::dismiss() {
  for (Worker& worker : workers_) worker.socket.close();
  for (Worker& worker : workers_) {
    if (worker.is_alive()) wait_for(worker);
  }
}

}  // namespace trawl
