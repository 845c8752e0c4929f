// SPDX-License-Identifier: MIT
// The main of tests/follow comes from doctest; the tests are in the files
// beside.
#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include <doctest/doctest.h>
