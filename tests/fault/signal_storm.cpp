// SPDX-License-Identifier: MIT
// A library to preload (LD_PRELOAD): each process of the program gets a signal
// every 300 microseconds, with a handler that does not have the call it
// interrupts made again (no SA_RESTART), so that every call that can end in
// EINTR does so sooner or later.
#include <pthread.h>
#include <sys/time.h>

#include <csignal>

namespace {

// Timers are not inherited. In a worker this comes before its sandbox.
void start_storm() {
  const itimerval every{.it_interval = {.tv_sec = 0, .tv_usec = 300},
                        .it_value = {.tv_sec = 0, .tv_usec = 300}};
  ::setitimer(ITIMER_REAL, &every, nullptr);
}

__attribute__((constructor)) void prepare() {
  struct sigaction action {};
  action.sa_handler = [](int) {};
  sigemptyset(&action.sa_mask);
  ::sigaction(SIGALRM, &action, nullptr);
  ::pthread_atfork(nullptr, nullptr, start_storm);
  start_storm();
}

}  // namespace
