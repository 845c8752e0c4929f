// SPDX-License-Identifier: MIT
// The unit tests' main comes from doctest; the tests are in the folders beside.
#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include <doctest/doctest.h>
