// SPDX-License-Identifier: MIT
// What libFuzzer calls, the same in each target.
#include <cstddef>
#include <cstdint>

#include "fuzz/fuzz_input.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes,
                                      std::size_t size) {
  trawl::test::try_input({reinterpret_cast<const char*>(bytes), size});
  return 0;
}
