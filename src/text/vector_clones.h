// SPDX-License-Identifier: MIT
// In front of a function whose loops the compiler turns into vector code: one
// copy of it per vector width, chosen at load time.
#pragma once

#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)
#define TRAWL_VECTOR_CLONES \
  [[gnu::target_clones("arch=x86-64-v4", "avx2", "default")]]
#else
#define TRAWL_VECTOR_CLONES
#endif
