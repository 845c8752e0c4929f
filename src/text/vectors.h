// SPDX-License-Identifier: MIT
// Which vector instructions a finder may use: told to it, so that tests can try
// each kind that a machine has.
#pragma once

namespace trawl {

enum class Vectors : unsigned char {
  none,
  avx2,
  avx512,  // with VBMI, which looks up bytes in a table of 128
};

// The best that this processor has.
inline Vectors best_vectors() {
  if (__builtin_cpu_supports("avx512vbmi") != 0 &&
      __builtin_cpu_supports("avx512bw") != 0) {
    return Vectors::avx512;
  }
  return __builtin_cpu_supports("avx2") != 0 ? Vectors::avx2 : Vectors::none;
}

}  // namespace trawl
