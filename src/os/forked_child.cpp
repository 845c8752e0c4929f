// SPDX-License-Identifier: MIT
#include "os/forked_child.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <limits>
#include <vector>

namespace trawl {
namespace {

// Before Linux 5.9 one by one.
void close_from_to(unsigned first, unsigned last) {
  if (first > last || ::close_range(first, last, 0) == 0) return;
  rlimit most{};
  ::getrlimit(RLIMIT_NOFILE, &most);
  for (rlim_t i = first; i <= last && i < most.rlim_cur; ++i) {
    ::close(static_cast<int>(i));
  }
}

// So that no file that is opened later becomes one of these.
void replace_by_nothing(int descriptor) {
  const int nothing = ::open("/dev/null", O_RDWR);
  if (nothing < 0) return;
  ::dup2(nothing, descriptor);
  if (nothing != descriptor) ::close(nothing);
}

}  // namespace

void begin_child(pid_t parent, std::initializer_list<int> kept) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != parent) ::_exit(1);
  keep_descriptors(kept);
}

void leave_signals_to_parent() {
  for (const int number : {SIGINT, SIGQUIT, SIGHUP, SIGTERM, SIGPIPE}) {
    ::signal(number, SIG_IGN);
  }
}

void keep_descriptors(std::initializer_list<int> kept) {
  std::vector<unsigned> sorted;
  if (kWritesReports) sorted.push_back(STDERR_FILENO);
  for (const int descriptor : kept) {
    if (descriptor >= 0) sorted.push_back(static_cast<unsigned>(descriptor));
  }
  std::ranges::sort(sorted);
  unsigned next = 0;
  for (const unsigned descriptor : sorted) {
    if (descriptor > next) close_from_to(next, descriptor - 1);
    next = descriptor + 1;
  }
  close_from_to(next, std::numeric_limits<unsigned>::max());
  for (const int standard : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (::fcntl(standard, F_GETFD) < 0) replace_by_nothing(standard);
  }
}

}  // namespace trawl
