// SPDX-License-Identifier: MIT
// Queries in one line.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "trawl/query.h"

namespace trawl::test {

inline Query query_of(std::vector<std::string> patterns,
                      Boundary boundary = Boundary::none,
                      Syntax syntax = Syntax::regex) {
  Query query;
  query.patterns = std::move(patterns);
  query.boundary = boundary;
  query.syntax = syntax;
  return query;
}

inline Query caseless(Query query) {
  query.ignore_case = true;
  return query;
}

}  // namespace trawl::test
