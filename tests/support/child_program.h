// SPDX-License-Identifier: MIT
// A program that a test talks with while it runs, unlike run_program. It gets
// the descriptors it is to use; whoever reads from it never waits for ever: a
// program that is silent for a minute has failed, and an exception says so.
#pragma once

#include <sys/types.h>

#include <string>
#include <string_view>
#include <vector>

#include "os/file_descriptor.h"

namespace trawl::test {

struct PipeEnds {
  FileDescriptor read_end, write_end;
};

// Neither end is handed on to programs, except as one of ChildStreams.
PipeEnds make_pipe();

struct ChildStreams {
  int in, out, err;
  // `err` is a terminal, which becomes the controlling one of the program.
  bool has_terminal = false;
};

class ChildProgram {
 public:
  struct Setting {
    std::vector<std::string> words;
    std::string directory = ".";
    std::vector<std::string> environment = {};  // NAME=VALUE, added
  };

  // The environment is that of run_program, with TERM=xterm.
  ChildProgram(const Setting&, const ChildStreams&);
  ~ChildProgram();  // kills what still runs of it and its workers
  ChildProgram(const ChildProgram&) = delete;
  ChildProgram& operator=(const ChildProgram&) = delete;

  // The processes that it has started and not yet reaped.
  std::vector<pid_t> children() const;

  pid_t process() const { return process_; }

  // Its exit status, or 128 + the signal that ended it.
  int wait();

 private:
  pid_t process_ = 0;
};

// Appends what comes next; false at the end, which is also when every program
// that held a terminal open is gone.
bool read_more(int descriptor, std::string& bytes);

// Reads until the bytes from `begin` on contain `text`.
void read_until(int descriptor, std::string_view text, std::string& bytes,
                std::size_t begin = 0);

// Writes all of it, however slowly it is read.
void write_all(int descriptor, std::string_view bytes);

}  // namespace trawl::test
