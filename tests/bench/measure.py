# SPDX-License-Identifier: MIT
"""Runs commands in turn and takes their times and counts.

Output goes through a pipe: grep, ripgrep and ugrep stop at the first match when
it is /dev/null. One run of each before the clock starts warms the page cache
and gives the count; a program that is slow even then is not run again, unless
it may have waited for the disk that its output went to."""
import os
import re
import statistics
import subprocess
import time
import zlib
from dataclasses import dataclass, field

SLOW_SECONDS = 4  # one run is enough of what takes longer than this
MUCH_OUTPUT = 64 << 20  # bytes
LONGEST_SECONDS = 60
ENVIRONMENT = {**os.environ, "LC_ALL": "C.UTF-8"}


@dataclass
class Timing:
    seconds: list = field(default_factory=list)
    count: int | None = None
    checksum: int | None = None
    failure: str | None = None
    peak_mib: float | None = None  # of trawl, in the cases for the peers

    @property
    def median(self):
        return statistics.median(self.seconds) if self.seconds else None

    @property
    def spread(self):
        """(slowest - fastest) / median."""
        if len(self.seconds) < 2:
            return None
        return (max(self.seconds) - min(self.seconds)) / self.median


def run(command, stdin, repeats=1):
    """Seconds that one of `repeats` runs took, their output thrown away. The
    reader of the output starts before the clock does."""
    with subprocess.Popen(["cat"], stdin=subprocess.PIPE,
                          stdout=subprocess.DEVNULL) as reader:
        begin = time.monotonic()
        for _ in range(repeats):
            start(command, stdin, reader.stdin)
        elapsed = time.monotonic() - begin
        reader.stdin.close()
    return elapsed / repeats


def start(command, stdin, output):
    """Runs to its end; with `stdin`, a file that comes through a pipe."""
    feeder = None
    source = subprocess.DEVNULL
    if stdin:
        feeder = subprocess.Popen(["cat", stdin], stdout=subprocess.PIPE)
        source = feeder.stdout
    try:
        return subprocess.run(command, stdin=source, stdout=output,
                              stderr=subprocess.PIPE, env=ENVIRONMENT,
                              timeout=LONGEST_SECONDS, check=False)
    finally:
        if feeder:
            feeder.stdout.close()
            feeder.wait()


def first_run(case, command, scratch):
    """Count, checksum and time of the run that warms the cache."""
    timing = Timing()
    begin = time.monotonic()
    try:
        with open(scratch, "wb") as output:
            done = start(command, case.stdin, output)
    except subprocess.TimeoutExpired:
        timing.failure = f"over {LONGEST_SECONDS} s"
        return timing
    elapsed = time.monotonic() - begin
    if done.returncode > 1:
        said = done.stderr.decode(errors="replace").strip().split("\n")[0]
        timing.failure = f"status {done.returncode}: {said}"
        return timing
    digest(case, timing, scratch, done.returncode)
    if elapsed > SLOW_SECONDS:
        time_slow(case, command, timing, elapsed, os.path.getsize(scratch))
    return timing


def time_slow(case, command, timing, elapsed, output_bytes):
    """One run is enough: the first one, if it did not wait for the disk."""
    if output_bytes <= MUCH_OUTPUT:
        timing.seconds.append(elapsed)
        return
    try:
        timing.seconds.append(run(command, case.stdin))
    except subprocess.TimeoutExpired:
        timing.failure = f"over {LONGEST_SECONDS} s"


def digest(case, timing, scratch, status):
    """What counts as a match depends on the kind of output."""
    with open(scratch, "rb") as output:
        if case.counts in ("lines", "status") and case.ordered:
            timing.count, timing.checksum = digest_blocks(output)
        else:
            timing.count, timing.checksum = digest_lines(case, output)
    if case.counts == "status":
        timing.count = 1 - status


def digest_blocks(output):
    count = checksum = 0
    while block := output.read(1 << 20):
        count += block.count(b"\n")
        checksum = zlib.crc32(block, checksum)
    return count, checksum


def digest_lines(case, output):
    count = checksum = 0
    for line in output:
        if case.counts == "sum":
            count += int(re.search(rb"(\d+)\s*$", line)[1])
        elif case.counts == "json":
            count += line.startswith(b'{"type":"match"')
        else:
            count += 1
        # Lines of a tree come in any order from the peers.
        checksum = (zlib.crc32(line, checksum) if case.ordered
                    else checksum ^ zlib.crc32(line))
    return count, checksum


def measure(case, runs, scratch):
    """Name of the program -> Timing, for every command of the case."""
    timings = {name: first_run(case, command, scratch)
               for name, command in case.commands.items()}
    os.unlink(scratch)
    due = [name for name, timing in timings.items()
           if not timing.failure and not timing.seconds]
    for i in range(runs):
        # Turned round each time: nobody always runs behind the same other.
        for name in due if i % 2 == 0 else reversed(due):
            timings[name].seconds.append(
                run(case.commands[name], case.stdin, case.repeats))
    return timings


def disagreements(case, timings):
    """Programs whose count, or for grep and ripgrep bytes, are not trawl's."""
    ours = timings["trawl"]
    if ours.failure:
        return [f"trawl: {ours.failure}"]
    found = []
    for name, theirs in timings.items():
        if theirs.failure or name in ("trawl", "floor"):
            continue
        if theirs.count != ours.count:
            found.append(f"{name} counts {theirs.count}, trawl {ours.count}")
        elif (case.same_bytes and name in ("ripgrep", "grep")
              and theirs.checksum != ours.checksum):
            found.append(f"{name} has the same count but other bytes")
    return found
