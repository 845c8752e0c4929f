// SPDX-License-Identifier: MIT
#include "os/process_end.h"

#include <fmt/format.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>

#include "os/retry.h"

namespace trawl {

bool is_stopped_by_signal(pid_t process) {
  siginfo_t state{};
  const int result = ::waitid(P_PID, static_cast<id_t>(process), &state,
                              WSTOPPED | WNOHANG | WNOWAIT);
  return result == 0 && state.si_pid == process;
}

int end_process(pid_t process) {
  ::kill(process, SIGKILL);
  int status = SIGKILL;
  retry_interrupted([&] { return ::waitpid(process, &status, 0); });
  return status;
}

std::string killed_by(int signal) {
  const char* const description = ::sigdescr_np(signal);
  std::string text = fmt::format("was killed by signal {}", signal);
  if (description != nullptr) text += fmt::format(" ({})", description);
  return text;
}

}  // namespace trawl
