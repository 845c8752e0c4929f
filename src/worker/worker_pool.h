// SPDX-License-Identifier: MIT
// Starts, feeds, watches and reaps the workers. A worker is a passive object
// with one socket; one poll loop (search.cpp) owns them all.
#pragma once

#include <sys/types.h>

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
  // What a forked worker runs: gets its channel and socket, returns at the end.
  using Body = std::function<void(RingProducer& channel, int order_socket)>;

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
    std::deque<std::uint64_t> units;  // sent and not merged, ascending
    bool is_alive() const { return pid > 0; }
  };

  std::vector<Worker>& workers() { return workers_; }
  const std::vector<Worker>& workers() const { return workers_; }
  unsigned started() const { return started_; }

  // Forks worker `index`; false if the system refuses.
  bool start(unsigned index);

  // Sends the unit to the worker; false if it is dead.
  bool send(Worker& worker, const WorkUnit& unit);

  // Ends a worker that is gone or must go, and says why it ended.
  std::string reap(Worker& worker);

  // Takes the bells off the socket. False if the worker is gone.
  static bool listen(Worker& worker);

  // Nothing more will be sent; waits for all to leave.
  void dismiss();

 private:
  [[noreturn]] void run_child(unsigned index, FileDescriptor socket,
                              pid_t parent);

  void enter(int order_socket);

  static std::string wait_for(Worker& worker);

  SharedRegion& region_;
  Body body_;
  std::vector<Worker> workers_;
  unsigned started_ = 0;
};

}  // namespace trawl
