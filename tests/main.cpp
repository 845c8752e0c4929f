// SPDX-License-Identifier: MIT
// The main of every test program comes from doctest, whose own code takes as
// long to compile as a large test.
#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include <doctest/doctest.h>
