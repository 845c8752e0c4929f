// SPDX-License-Identifier: MIT
// How to search. Only `follow`, `stop_at_first` and, where something fails,
// `worker_patience` and `watched_output` can change an answer; all else its
// speed.
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "trawl/units.h"

namespace trawl {

// The ways to find matching records. Each gives the same answer.
enum class Engine {
  automatic,  // measured on the first blocks, and again when speed changes
  hyperscan,
  pcre2,
};

// More can only be a mistake: each costs a process and its memory.
inline constexpr unsigned kMostWorkers = 1024;

struct SearchOptions {
  // Worker processes to fork. Unset: one per core this process may run on, and
  // none at all when the whole input is small. 0: never fork; everything is
  // searched in the calling thread and files are read, not mapped. At most
  // kMostWorkers.
  std::optional<unsigned> workers;

  // Bytes of a file that one worker scans at a time, at least 1. Unset: chosen
  // from the file sizes. Setting workers and shard_size together uses workers
  // whatever the input's size.
  std::optional<ByteCount> shard_size;

  // Bytes of small files that one worker is given at a time, at least 1, of
  // which opening a file counts for 16 KiB; 1: one file at a time. Unset:
  // follows the measured speed.
  std::optional<ByteCount> batch_size{};

  // With TimeWindow::merges_inputs, bytes of output that wait for their turn.
  // What is found beyond that is dropped, and searched again when it is due.
  ByteCount most_waiting = 32 * 1024 * 1024;

  Engine engine = Engine::automatic;

  // End the whole search at the first selected record of any input, the only
  // one that is handed out. Which one it is depends on the workers.
  bool stop_at_first = false;

  // At the end of the files go on with what is written to them, until the
  // receiver wants no more or none is left (Query::max_count): what comes is
  // handed on in order of arrival, whichever file it comes to. A file that is
  // renamed is read to its end, and what has its name then from its beginning,
  // as an input of its own; so is a file that was cut. No file is read twice,
  // whichever of the paths are its names one after the other, nor is a copy
  // that is made of one before that is cut. What is missing is waited for.
  // Pipes are read to their end. Query::last counts in what is there already;
  // Query::range is not for this. A compressed file that is there is complete:
  // it is searched to its end, and not followed; so are those of
  // InputSelection::with_rotated.
  //
  // A record of several lines is handed on when the next one begins, or when no
  // line came for 50 ms. What still comes of it then, up to the next one or for
  // as long again, is a record of its own.
  //
  // Query::time filters what comes as what is there. Where a file has come to a
  // stamp that is behind TimeWindow::until by at least TimeWindow::slack, no
  // more of it is expected, nor of what has its name then.
  //
  // A file that appears below a directory is followed from its beginning, if
  // the rules of the InputSelection want it; its name is no longer waited for
  // when it is removed. What only looks new is left out: a file that was
  // renamed, and app.log.1 or app.log.1.gz, made of app.log or app.log.1.
  enum class Follow {
    no,
    all,       // search what is there, and what comes
    from_end,  // only lines that end from now on
  };
  Follow follow = Follow::no;

  // Call Receiver::progress() or Sink::progress() meanwhile.
  bool reports_progress = false;

  // A worker, or a process that decodes, that was stopped (SIGSTOP) and for so
  // long gets no further is replaced; one that runs is given six times as long
  // and a second for each MiB of the file, which may be one record. What fails
  // twice in this way, and the rest of a stream that is lost with its decoder,
  // is reported and left out.
  std::chrono::milliseconds worker_patience{10'000};

  // Descriptor that search() watches: a hang-up or error on it (a closed pipe)
  // ends the search as if Receiver::write had returned false. -1 for none.
  int watched_output = -1;

  // Told what was decided and why, a line at a time without its end: whether
  // there are workers, which engine looks for each pattern, and for each input
  // how it is read and in how many pieces. Called in the calling thread,
  // during search(); must not throw. Unset: nothing is put into words.
  std::function<void(std::string_view)> explain = {};

  // Absolute path of a folder of the user's own in which compiled patterns are
  // kept for the next search, if compiling took long; its last two parts are
  // made where they are missing. A folder or an entry that others can write to
  // is not used. Empty: nothing is kept.
  std::string cache_directory{};
};

}  // namespace trawl
