// SPDX-License-Identifier: MIT
// The main of every test program comes from doctest, whose own code takes as
// long to compile as a large test.
#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#define DOCTEST_CONFIG_IMPLEMENT  // for a header that is precompiled
#include <doctest/doctest.h>
