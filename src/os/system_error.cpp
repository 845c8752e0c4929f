// SPDX-License-Identifier: MIT
#include "os/system_error.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>

namespace trawl {

std::string system_reason(int error_number) {
  char text[256];
  return strerror_r(error_number, text, sizeof text);
}

Error system_error(std::string_view attempt) {
  return Error(fmt::format("{}: {}", attempt, system_reason(errno)));
}

}  // namespace trawl
Problem with_reason(Problem problem) {
  if (problem.reason.empty()) {
    problem.reason = system_reason(problem.system_error);
  }
  return problem;
}

