// SPDX-License-Identifier: MIT
// The program between two pipes whose other ends the test holds: it hears an
// answer before it says the next thing, so that an answer which is held back
// shows without any clock.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "support/child_program.h"
#include "support/run_program.h"

namespace trawl::test {

class Conversation {
 public:
  // Runs trawl with these arguments, and NAME=VALUE in its environment;
  // `launcher` is a command that runs the one behind it.
  explicit Conversation(const std::vector<std::string>& arguments,
                        const std::string& directory = ".",
                        const std::vector<std::string>& environment = {},
                        const std::vector<std::string>& launcher = {});

  pid_t process() const { return program_->process(); }

  void say(std::string_view bytes) { write_all(input_.get(), bytes); }

  // True if what came since the last call begins with `expected`, which it
  // waits for.
  bool hears(std::string_view expected);

  // The same for its messages, from the first one on.
  bool complains(std::string_view expected);

  std::vector<pid_t> children() const { return program_->children(); }

  // The next line, which it waits for; "" if it does not come.
  std::string hears_line();
  std::string complains_line();

  void stop_listening() { output_.close(); }

  // Reads on to the end of the program, which must come although the input
  // goes on. `out` is what has not been heard before.
  Outcome finish();

  // The same behind the end of the input.
  Outcome finish_input() {
    input_.close();
    return finish();
  }

 private:
  FileDescriptor input_, output_, messages_;
  std::string heard_, complaints_;
  std::optional<ChildProgram> program_;
};

}  // namespace trawl::test
