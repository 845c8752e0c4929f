// SPDX-License-Identifier: MIT
// The inputs of a search that puts the records of all into the order of their
// times (TimeWindow::merges_inputs), a lane each: how far each one has been
// planned and merged. The place of a record is the latest time that was seen in
// its input so far, its first stamp included, and then the input's index; so an
// input's records stay in their order, and the lane that is behind all others
// is the only one that the merge ever waits for.
#pragma once

#include <cstddef>
#include <set>
#include <utility>
#include <vector>

#include "time/line_times.h"
#include "trawl/units.h"

namespace trawl {

class MergeLanes {
 public:
  // Adds the next input; nothing in it is older than `first`.
  void add(Moment first) {
    turns_.emplace(first, lanes_.size());
    lanes_.push_back({.time = first});
  }

  std::size_t size() const { return lanes_.size(); }

  // The lane whose turn it is; lane size() if all have ended.
  std::size_t first() const {
    return turns_.empty() ? lanes_.size() : turns_.begin()->second;
  }

  // A record of the lane has this time. False if it is another lane's turn
  // then.
  bool advance(std::size_t lane, Moment time);

  // No unit of the lane is planned any more.
  void set_planned(std::size_t lane) { lanes_[lane].is_planned = true; }

  // What becomes of a unit: it is given to a worker, all of its results have
  // arrived, all of them are merged.
  void handed_out(std::size_t lane, ByteCount weight);
  void arrived(std::size_t lane) { --lanes_[lane].arriving; }
  void merged(std::size_t lane, ByteCount weight);
  std::size_t units_arriving(std::size_t lane) const {
    return lanes_[lane].arriving;
  }
  std::size_t units_out(std::size_t lane) const { return lanes_[lane].units; }
  ByteCount weight_out(std::size_t lane) const { return lanes_[lane].weight; }
  ByteCount weight_out() const { return weight_; }  // of all

  // Bytes of output that wait for the lane's turn.
  void add_waiting(std::size_t lane, ByteCount bytes);
  void remove_waiting(std::size_t lane, ByteCount bytes);
  ByteCount waiting(std::size_t lane) const { return lanes_[lane].waiting; }
  ByteCount waiting() const { return waiting_; }  // of all

  // Of which units are out.
  std::size_t lanes_out() const { return lanes_out_; }

  // All of it has been planned and merged.
  bool is_complete(std::size_t lane) const {
    return lanes_[lane].is_planned && lanes_[lane].units == 0;
  }
  bool may_get_more(std::size_t lane) const {
    return !lanes_[lane].is_planned || lanes_[lane].arriving > 0;
  }
  void end(std::size_t lane) { turns_.erase({lanes_[lane].time, lane}); }

 private:
  struct Lane {
    Moment time;
    bool is_planned = false;
    std::size_t arriving = 0;  // units that were handed out and did not yet
    std::size_t units = 0;     // that were handed out and are not merged
    ByteCount weight = 0;      // theirs
    ByteCount waiting = 0;
  };
  std::vector<Lane> lanes_;
  ByteCount weight_ = 0;
  ByteCount waiting_ = 0;
  std::size_t lanes_out_ = 0;
  std::set<std::pair<Moment, std::size_t>> turns_;  // of those not ended
};

}  // namespace trawl
