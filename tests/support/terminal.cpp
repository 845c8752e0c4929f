// SPDX-License-Identifier: MIT
#include "support/terminal.h"

#include <fcntl.h>
#include <pty.h>
#include <sys/ioctl.h>
#include <termios.h>

#include <cerrno>
#include <system_error>

namespace trawl::test {
namespace {

[[noreturn]] void fail(const char* what) {
  throw std::system_error(errno, std::generic_category(), what);
}

struct TerminalEnds {
  FileDescriptor screen, program_side;
};

void stay_as_written(int terminal) {
  termios modes{};
  if (::tcgetattr(terminal, &modes) != 0) fail("tcgetattr");
  modes.c_oflag &= ~static_cast<tcflag_t>(OPOST);
  modes.c_lflag &= ~static_cast<tcflag_t>(ECHO | ECHOCTL);
  if (::tcsetattr(terminal, TCSANOW, &modes) != 0) fail("tcsetattr");
}

void set_size(int terminal, unsigned short columns) {
  winsize size{};
  size.ws_row = 24;
  size.ws_col = columns;
  if (::ioctl(terminal, TIOCSWINSZ, &size) != 0) fail("TIOCSWINSZ");
}

TerminalEnds open_terminal(unsigned short columns) {
  int screen = -1, program_side = -1;
  if (::openpty(&screen, &program_side, nullptr, nullptr, nullptr) != 0) {
    fail("openpty");
  }
  TerminalEnds ends{FileDescriptor(screen), FileDescriptor(program_side)};
  ::fcntl(screen, F_SETFD, FD_CLOEXEC);
  ::fcntl(program_side, F_SETFD, FD_CLOEXEC);
  stay_as_written(program_side);
  set_size(program_side, columns);
  return ends;
}

// -1 for no file.
FileDescriptor open_file(const std::string& path, int flags) {
  if (path.empty()) return {};
  FileDescriptor file(::open(path.c_str(), flags | O_CLOEXEC, 0644));
  if (!file.is_open()) fail(path.c_str());
  return file;
}

}  // namespace

TerminalProgram::TerminalProgram(const Setting& setting) {
  TerminalEnds ends = open_terminal(setting.columns);
  const FileDescriptor in = open_file(setting.input_file, O_RDONLY);
  const FileDescriptor out =
      open_file(setting.output_file, O_WRONLY | O_CREAT | O_TRUNC);
  const int terminal = ends.program_side.get();
  program_.emplace(ChildProgram::Setting{setting.words, setting.directory,
                                         setting.environment},
                   ChildStreams{.in = in.is_open() ? in.get() : terminal,
                                .out = out.is_open() ? out.get() : terminal,
                                .err = terminal,
                                .has_terminal = true});
  screen_ = std::move(ends.screen);
}

void TerminalProgram::read_until(std::string_view text) {
  test::read_until(screen_.get(), text, shown_, expected_);
  expected_ = shown_.find(text, expected_) + text.size();
}

void TerminalProgram::type(std::string_view keys) {
  write_all(screen_.get(), keys);
}

void TerminalProgram::resize(unsigned short columns) {
  set_size(screen_.get(), columns);
}

Outcome TerminalProgram::finish() {
  while (read_more(screen_.get(), shown_)) {
  }
  return {.status = program_->wait(), .out = shown_, .err = {}};
}

Outcome run_in_terminal(const TerminalProgram::Setting& setting) {
  return TerminalProgram(setting).finish();
}

}  // namespace trawl::test
