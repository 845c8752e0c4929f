// SPDX-License-Identifier: MIT
// Which inputs to search, in the order in which they are reported.
#pragma once

#include <string>
#include <vector>

namespace trawl {

struct InputSelection {
  // Files, directories, FIFOs, devices; "-" is standard input. Reported in this
  // order; the files below a directory in byte order of their names.
  std::vector<std::string> paths;

  // Search the files below a directory. Otherwise a directory is a Problem.
  bool recursive = false;

  // Leave "./" off the paths found below "." (as grep -r without operands).
  bool omit_dot_slash = false;

  // Identity of a file never to be read because results are written to it
  // (device and inode), as grep refuses its own output. 0, 0 for none.
  struct Identity {
    unsigned long device = 0;
    unsigned long inode = 0;
  };
  Identity output_file;
};

}  // namespace trawl
