// SPDX-License-Identifier: MIT
// Runs a query over inputs. Both doors lead to the same engine: sink.h for
// records in the calling process, formatter.h for bytes made in the workers.
//
// Forking. Unless SearchOptions::workers is 0, search() may fork. The children
// never return from search() and never run the caller's code other than its
// Formatter; they leave with _exit, so no destructor or atexit handler of the
// host runs twice. A host with threads should know that a child holds only the
// calling thread: a lock that another thread held at that moment stays locked
// in the child for ever, which matters to a Formatter that takes locks. The
// children close every descriptor of the host, and have /dev/null for the
// standard ones. They die with the calling *thread*
// (PR_SET_PDEATHSIG). Use workers = 0 where this is not acceptable.
//
// Patterns that may keep the compiler busy for long are compiled in a child,
// too, within a minute of processor time and 2 GiB. With workers = 0 they are
// left to PCRE2, or if they are more than 16 compiled in the caller in parts,
// within a minute of processor time. More than 16 that exceed a limit are an
// Error.
//
// Sandbox. Before it sees a byte of an input, a child gives up for good what a
// scan does not need: seccomp and Landlock leave it memory, its ring and its
// socket to the caller, and opening files for reading. All else fails with
// EPERM or EACCES, in a Formatter too: it may compute, but not write, log,
// connect or start a thread. What the kernel lacks is left out;
// SearchSummary::confinement tells. Nothing is given up in the calling process,
// which searches small inputs, and with `workers = 0` all, by itself.
//
// Signals. search() installs no handler and changes no mask in the caller.
// It reaps its own children by process number, but a host that sets SIGCHLD to
// SIG_IGN, or waits for any child, takes their exit statuses away; that loses
// the reason in a Problem, nothing else.
//
// Calls. One search() at a time in a process: it sets the time zone anew
// (tzset) and moves the offset of descriptor 0 if standard input is an input.
// What a Sink, a Receiver or an explain function throws ends the search, its
// children too, and comes out of search(). A Query may be used again.
#pragma once

#include "trawl/error.h"
#include "trawl/formatter.h"
#include "trawl/input_selection.h"
#include "trawl/query.h"
#include "trawl/search_options.h"
#include "trawl/sink.h"
#include "trawl/summary.h"

namespace trawl {

// Throws PatternError for a pattern that does not compile and Error for options
// that are out of range or exclude each other, and when the system refuses what
// no search can do without; the one with a Sink also when a worker's results
// make no sense. Problems with single inputs are handed over and do not end the
// search.
SearchSummary search(const Query&, const InputSelection&, const SearchOptions&,
                     Sink&);
SearchSummary search(const Query&, const InputSelection&, const SearchOptions&,
                     Formatter&, Receiver&);

// Versions of this library and of the engines it runs, one per line.
std::string version_text();

}  // namespace trawl
