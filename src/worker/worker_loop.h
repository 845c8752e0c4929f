// SPDX-License-Identifier: MIT
// What one worker does until it is told no more: take an order, carry it out,
// hand the frames on.
#pragma once

#include "plan/work_unit.h"

namespace trawl {

class UnitScanner;

// An order as one message of a SOCK_SEQPACKET socket: the Order, the paths,
// and as ancillary data the descriptor if the unit has one. Sequenced packets
// keep the message whole, carry descriptors, and end of file on either side is
// the other's death notice. Waits for nobody: false if the worker is gone, or
// if there is no room for the order beside those that it has not taken yet.
bool send_order(int socket, const WorkUnit& unit, std::uint32_t shard_count);

// Returns when the coordinator's end of the socket is closed.
void worker_loop(int order_socket, UnitScanner& scanner);

}  // namespace trawl
