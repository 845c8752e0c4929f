// SPDX-License-Identifier: MIT
// What a command-line program owes the process it runs in: standard
// descriptors that are really open, and as many as there may be, a closed pipe
// that ends it quietly, and a terminal without colour left behind.
#pragma once

namespace trawl {

// A file opened while 0, 1 or 2 is closed would get that number and be taken
// for a standard stream: results could be written into it. Fills the gaps with
// descriptors on which every read or write fails, as a closed one's would.
void fill_standard_descriptors();

// Writing to a pipe that nobody reads must not kill before everything is in
// order. Workers forked later inherit this.
class ClosedPipe {
 public:
  ClosedPipe();
  ClosedPipe(const ClosedPipe&) = delete;
  ClosedPipe& operator=(const ClosedPipe&) = delete;

  // Ends the process as its first failed write would have ended grep: by
  // SIGPIPE. Returns only if that signal was ignored when trawl was started.
  void end_process() const;

 private:
  void (*at_start_)(int);
};

// What is written beyond the size that a file may have (RLIMIT_FSIZE) fails, as
// on a full disk, instead of ending this process.
void take_file_limit_for_error();

// Lets this process open as many files as the system allows it to.
void raise_descriptor_limit();

// What a search may leave on a terminal when it is interrupted.
struct TerminalTraces {
  bool colors = false;    // on standard output
  bool progress = false;  // a line on standard error
};

// Until the process ends, SIGINT, SIGTERM and SIGHUP take these away before
// they do what they do by default. Signals that were ignored at the start stay
// so. To be called before anything is forked: in other processes than the
// caller the handler leaves the terminal alone.
void restore_terminal_on_signal(const TerminalTraces&);

// Whether there is a progress line now.
void note_progress_shown(bool is_shown);

}  // namespace trawl
