# SPDX-License-Identifier: MIT
"""A compressed log beside the tools that search such, and beside the library
that decodes it, which the floor runs in one process, or of members that can be
decoded by themselves in as many as there are cores."""
import os
import re
import struct
import subprocess
import zlib

from cases import Case, Goal

MIB = 1 << 20
MOST_BYTES = 400 * MIB  # of text: xz takes its time
FRAME_BYTES = 4 * MIB
MEMBER_BYTES = 65280  # what bgzip puts into one
PATTERN = "ERROR"
LEAST_OF_LIBRARY = 0.9

BGZF_END = bytes.fromhex("1f8b08040000000000ff0600424302001b0003"
                         "000000000000000000")


def pieces(path, size):
    with open(path, "rb") as log:
        while piece := log.read(size):
            yield piece


def pack_bgzf(log, output):
    for text in pieces(log, MEMBER_BYTES):
        deflate = zlib.compressobj(6, zlib.DEFLATED, -15)
        packed = deflate.compress(text) + deflate.flush()
        output.write(bytes.fromhex("1f8b08040000000000ff060042430200")
                     + struct.pack("<H", len(packed) + 25) + packed
                     + struct.pack("<II", zlib.crc32(text), len(text)))
    output.write(BGZF_END)


def pack_frames(log, output):
    for text in pieces(log, FRAME_BYTES):
        subprocess.run(["zstd", "-qc"], input=text, stdout=output, check=True)
        output.flush()


def pack_by(*words):
    def pack(log, output):
        subprocess.run([*words, log], stdout=output, check=True)
    return pack


# Ending, how it is made, the tool that greps it, and ripgrep's time over
# trawl's at least.
FORMATS = [
    ("gz", pack_by("gzip", "-nc"), "zgrep", 3),
    ("bgzf.gz", pack_bgzf, "zgrep", 3),
    ("zst", pack_by("zstd", "-qc"), "zstdgrep", 1.5),
    ("frames.zst", pack_frames, "zstdgrep", 3),
    ("xz", pack_by("xz", "-1cT1"), "xzgrep", 1),
    ("blocks.xz", pack_by("xz", "-1c", f"--block-size={FRAME_BYTES}"),
     "xzgrep", 1.5),
]
# Of which the floor knows where they begin.
IN_MEMBERS = ("bgzf.gz", "frames.zst")


def packed(corpora, size, ending, pack):
    log = corpora.log(str(size))
    path = f"{log}.{ending}"
    if not corpora.is_made(path, "by compressed.py\n"):
        with open(path, "wb") as output:
            pack(log, output)
        corpora.mark(path, "by compressed.py\n")
    return path


def compressed_cases(tools, decode_floor, corpora, size, only):
    for ending, pack, grep, least in FORMATS:
        name = f"-c {PATTERN} log.{ending}"
        if not re.search(only, name):
            continue
        path = packed(corpora, size, ending, pack)
        commands = {"trawl": [*tools["trawl"], "-c", PATTERN, path]}
        if "ripgrep" in tools:
            commands["ripgrep"] = [*tools["ripgrep"], "-zc", PATTERN, path]
        commands["grep"] = [grep, "-c", PATTERN, path]
        commands["floor"] = [decode_floor, path]
        if ending in IN_MEMBERS:
            commands["floor"].append(str(len(os.sched_getaffinity(0))))
        goal = Goal("compressed", least, floor=LEAST_OF_LIBRARY)
        yield Case(name, goal, commands, same_bytes=False)


def print_compressed_head():
    print("\n| compressed | trawl | ripgrep -z | zgrep etc. | library alone | "
          "ripgrep / trawl | goal | library / trawl | verdict | matches |\n"
          "|---|--:|--:|--:|--:|--:|--:|--:|---|--:|", flush=True)


def print_compressed_row(case, timings, missed, wrong):
    def seconds(name):
        timing = timings.get(name)
        if timing is None or timing.median is None:
            return "-" if timing is None else timing.failure
        return f"{timing.median:.3f}"

    def beside(name):
        theirs, ours = timings.get(name), timings["trawl"].median
        if ours is None or theirs is None or theirs.median is None:
            return "-"
        return f"{theirs.median / ours:.2f}"

    verdict = "not met: " + ", ".join(missed) if missed else "met"
    if wrong:
        verdict = "MISMATCH: " + "; ".join(wrong)
    print(f"| `{case.name}` | {seconds('trawl')} | {seconds('ripgrep')} | "
          f"{seconds('grep')} | {seconds('floor')} | {beside('ripgrep')} | "
          f"{case.goal.least:g} | {beside('floor')} | {verdict} | "
          f"{timings['trawl'].count} |", flush=True)
