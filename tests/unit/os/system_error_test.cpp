// SPDX-License-Identifier: MIT
#include "os/system_error.h"

#include <doctest/doctest.h>

#include <cerrno>
#include <string>

namespace trawl::test {

TEST_CASE("SystemError: ReasonsAreInWords") {
  CHECK(system_reason(ENOENT) == "No such file or directory");
  CHECK(system_reason(0) == "Success");
  CHECK(system_reason(123456) == "Unknown error 123456");
  errno = EACCES;
  CHECK(std::string(system_error("cannot open x").what()) ==
        "cannot open x: Permission denied");
}

TEST_CASE("SystemError: AProblemHasAReason") {
  Problem problem;
  problem.system_error = EISDIR;
  CHECK(with_reason(problem).reason == "Is a directory");
  problem.reason = "Is a directory; -r searches what is in it";
  CHECK(with_reason(problem).reason == problem.reason);
}

}  // namespace trawl::test
