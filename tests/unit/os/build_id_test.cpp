// SPDX-License-Identifier: MIT
#include "os/build_id.h"

#include <doctest/doctest.h>

#include <cstdio>
#include <string>

namespace trawl {
namespace {

// As binutils see it.
std::string id_by_readelf() {
  std::FILE* const pipe = ::popen(
      "readelf --wide --notes /proc/$PPID/exe | sed -n 's/.*Build ID: //p'",
      "r");
  char line[256] = {};
  const char* const got = std::fgets(line, sizeof line, pipe);
  ::pclose(pipe);
  std::string id = got ? got : "";
  if (id.ends_with('\n')) id.pop_back();
  return id;
}

}  // namespace

TEST_CASE("BuildId: IsThatOfTheProgram") {
  std::string digits;
  for (const char byte : build_id()) {
    char two[3];
    std::snprintf(two, sizeof two, "%02x", static_cast<unsigned char>(byte));
    digits += two;
  }
  CHECK(digits == id_by_readelf());
}

}  // namespace trawl
