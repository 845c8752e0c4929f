// SPDX-License-Identifier: MIT
// Starts, feeds, watches and reaps the workers. A worker is a passive object
// with one socket; one poll loop (search/worker_search) owns them all.
#pragma once

#include <sys/types.h>

#include <atomic>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "os/file_descriptor.h"
#include "plan/work_unit.h"
#include "result/result_ring.h"
#include "result/shared_region.h"

namespace trawl {

class WorkerPool {
 public:
  // What a forked worker runs: gets its channel and socket, and what it counts
  // its progress in; returns at the end.
  using Body = std::function<void(RingProducer& channel, int order_socket,
                                  std::atomic<std::uint64_t>& steps)>;

  WorkerPool(SharedRegion& region, unsigned count, Body body);
  // Kills and reaps what still runs.
  ~WorkerPool();
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;

  struct Worker {
    pid_t pid = -1;
    FileDescriptor socket;
    FileDescriptor space_event;
    std::optional<RingConsumer> ring;
    std::deque<std::uint64_t> units;       // sent and not merged, ascending
    std::deque<std::uint64_t> order_ends;  // the last unit of each order

    bool is_alive() const { return pid > 0; }
    void note_merged(std::uint64_t unit);
    std::deque<std::uint64_t> take_units();
  };

  std::vector<Worker>& workers() { return workers_; }
  const std::vector<Worker>& workers() const { return workers_; }
  // With those that came in the place of others.
  unsigned started() const { return started_; }

  // Forks worker `index`; false if the system refuses.
  bool start(unsigned index);

  // Sends the worker the unit, a shard with so many more units behind it. False
  // if it cannot be reached, or has no room for them now; they are among its
  // units all the same.
  static bool send(Worker& worker, const WorkUnit& unit,
                   std::uint32_t shard_count = 1);

  // How a worker ended. `is_own_fault`: it may have been the unit at work, not
  // a signal that somebody sent. `is_of_mapping`: of that only a mapping dies.
  struct End {
    std::string reason;
    bool is_own_fault = true;
    bool is_of_mapping = false;
  };

  // Ends a worker that is gone or must go.
  End reap(std::size_t index);

  // Takes the bells off the socket. False if the worker is gone.
  static bool listen(Worker& worker);

  // What they do is not wanted any more. Nothing waits for one that hangs.
  void kill_all();

 private:
  [[noreturn]] void run_child(unsigned index, FileDescriptor socket,
                              pid_t parent);
  End describe_end(std::size_t index, int status) const;

  void enter(int order_socket);

  SharedRegion& region_;
  Body body_;
  std::vector<Worker> workers_;
  unsigned started_ = 0;
};

}  // namespace trawl
