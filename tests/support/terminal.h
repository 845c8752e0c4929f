// SPDX-License-Identifier: MIT
// Runs a program in a terminal of its own, a pseudo-terminal as terminal
// emulators use it: what the program writes is read here, and what is typed
// here arrives through the kernel's line discipline, so that Ctrl-C is a
// signal. Nothing is echoed and newlines stay newlines.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "os/file_descriptor.h"
#include "support/child_program.h"
#include "support/run_program.h"

namespace trawl::test {

class TerminalProgram {
 public:
  struct Setting {
    std::vector<std::string> words;
    std::string directory = ".";
    std::vector<std::string> environment = {};
    // If not empty, standard input or output is not the terminal but this.
    std::string input_file = {}, output_file = {};
    unsigned short columns = 80;
  };

  explicit TerminalProgram(const Setting&);

  // Waits for `text` behind what earlier calls waited for.
  void read_until(std::string_view text);

  void type(std::string_view keys);
  void press_control_c() { type("\x03"); }

  // The program is sent SIGWINCH.
  void resize(unsigned short columns);

  // Reads on until no process has the terminal open. The outcome holds all
  // that the terminal got.
  Outcome finish();

 private:
  FileDescriptor screen_;
  std::string shown_;
  std::size_t expected_ = 0;
  std::optional<ChildProgram> program_;
};

// One that runs to its end.
Outcome run_in_terminal(const TerminalProgram::Setting&);

}  // namespace trawl::test
