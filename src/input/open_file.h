// SPDX-License-Identifier: MIT
// What Boost's mapped_region needs to know of a file that is open already: it
// maps by descriptor, so that a renamed or removed file stays the same file.
#pragma once

#include <boost/interprocess/detail/os_file_functions.hpp>
#include <boost/interprocess/mapped_region.hpp>

namespace trawl {

struct OpenFile {
  int descriptor;
  boost::interprocess::mapping_handle_t get_mapping_handle() const {
    return {descriptor, false};
  }
};

}  // namespace trawl
