// SPDX-License-Identifier: MIT
#include "os/system_error.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>

namespace trawl {

std::string system_reason(int error_number) {
  const char* const words = ::strerrordesc_np(error_number);
  return words == nullptr ? fmt::format("Unknown error {}", error_number)
                          : words;
}

Error system_error(std::string_view attempt) {
  return Error(fmt::format("{}: {}", attempt, system_reason(errno)));
}

Problem with_reason(Problem problem) {
  if (problem.reason.empty()) {
    problem.reason = system_reason(problem.system_error);
  }
  return problem;
}

}  // namespace trawl
