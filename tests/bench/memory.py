# SPDX-License-Identifier: MIT
"""The most memory that a program and all its processes have at one time: the
sum of their proportional set sizes, in which a shared page counts once."""
import re
import subprocess
import time

from measure import ENVIRONMENT

MOST_MIB = 64
PAUSE_SECONDS = 0.005  # between looks; a look takes about as long


def peak_mib(command, stdin):
    """None for what ends before it can be looked at."""
    source = open(stdin, "rb") if stdin else subprocess.DEVNULL
    with subprocess.Popen(["cat"], stdin=subprocess.PIPE,
                          stdout=subprocess.DEVNULL) as reader, \
            subprocess.Popen(command, stdin=source, stdout=reader.stdin,
                             stderr=subprocess.DEVNULL,
                             env=ENVIRONMENT) as program:
        reader.stdin.close()
        peak = 0
        while program.poll() is None:
            peak = max(peak, pss_kib(program.pid))
            time.sleep(PAUSE_SECONDS)
    if stdin:
        source.close()
    return peak / 1024 if peak else None


def pss_kib(process):
    """Of it and all below it; of what has just ended, nothing."""
    try:
        with open(f"/proc/{process}/smaps_rollup", encoding="ascii") as file:
            found = re.search(r"^Pss:\s+(\d+) kB", file.read(), re.MULTILINE)
        with open(f"/proc/{process}/task/{process}/children",
                  encoding="ascii") as file:
            children = file.read().split()
    except OSError:
        return 0
    own = int(found[1]) if found else 0
    return own + sum(pss_kib(child) for child in children)
