// SPDX-License-Identifier: MIT
#include "cli/process_state.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/types.h>
#include <unistd.h>

#include <array>
#include <csignal>

namespace trawl {
namespace {

// Read by the signal handler, set once before it is installed.
pid_t terminal_owner = 0;
TerminalTraces terminal_traces;

// Written while it is installed.
volatile std::sig_atomic_t progress_is_shown = 0;

// Async-signal-safe: only getpid, write and raise. The signal is blocked while
// its handler runs and its action was reset when that began (SA_RESETHAND), so
// that the raised one kills on return.
extern "C" void restore_terminal(int signal) {
  if (::getpid() == terminal_owner) {
    constexpr char kColorOff[] = "\33[m\33[K";
    constexpr char kLineOff[] = "\r\33[K";
    [[maybe_unused]] ssize_t written = 0;
    if (terminal_traces.colors) {
      written = ::write(STDOUT_FILENO, kColorOff, sizeof kColorOff - 1);
    }
    if (terminal_traces.progress && progress_is_shown != 0) {
      written = ::write(STDERR_FILENO, kLineOff, sizeof kLineOff - 1);
    }
  }
  ::raise(signal);
}

void (*current_action(int signal))(int) {
  struct sigaction action {};
  ::sigaction(signal, nullptr, &action);
  return action.sa_handler;
}

}  // namespace

void fill_standard_descriptors() {
  // Opened for the wrong direction on purpose. open() takes the lowest free
  // number, and those below are in use by then.
  constexpr std::array<int, 3> kWrongWays = {O_WRONLY, O_RDONLY, O_RDONLY};
  for (int number = 0; number < 3; ++number) {
    if (::fcntl(number, F_GETFD) >= 0) continue;
    ::open("/dev/null", kWrongWays[static_cast<std::size_t>(number)]);
  }
}

void take_file_limit_for_error() { std::signal(SIGXFSZ, SIG_IGN); }

void raise_descriptor_limit() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &limit);
}

ClosedPipe::ClosedPipe() : at_start_(std::signal(SIGPIPE, SIG_IGN)) {}

void ClosedPipe::end_process() const {
  if (at_start_ != SIG_DFL) return;
  std::signal(SIGPIPE, SIG_DFL);
  ::raise(SIGPIPE);
}

void note_progress_shown(bool is_shown) {
  progress_is_shown = is_shown ? 1 : 0;
}

void restore_terminal_on_signal(const TerminalTraces& traces) {
  if (!traces.colors && !traces.progress) return;
  terminal_traces = traces;
  terminal_owner = ::getpid();
  struct sigaction action {};
  action.sa_handler = restore_terminal;
  action.sa_flags = static_cast<int>(SA_RESETHAND);
  sigemptyset(&action.sa_mask);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
    if (current_action(signal) == SIG_DFL) {
      ::sigaction(signal, &action, nullptr);
    }
  }
}

}  // namespace trawl
