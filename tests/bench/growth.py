# SPDX-License-Identifier: MIT
"""How trawl's time grows with the size of the file, and with the number of
files, patterns and workers. Each row searches for ERROR, or for a set."""
from cases import Case, Goal

NO_GOAL = Goal("growth", 0)
MIB = 1 << 20
FILE_SIZES = [64 * MIB, 256 * MIB, 1024 * MIB, 4096 * MIB]
FILE_COUNTS = [100, 1000, 10_000, 100_000]
PATTERN_COUNTS = [1, 10, 100, 1000, 10_000]
WORKER_COUNTS = [1, 2, 3, 4]


def growth_cases(trawl, corpora, size, files):
    """Sizes above `size` times 2 and more files than 5 times `files` are left
    out: a subset stays quick."""
    def row(name, *arguments, **options):
        return Case(name, NO_GOAL, {"trawl": [*trawl, "-c", *arguments]},
                    **options)

    for bytes_ in (b for b in FILE_SIZES if b <= 2 * size):
        yield lambda b=bytes_: row(f"file of {b // MIB} MiB", "ERROR",
                                   corpora.log(str(b)))
    for count in (c for c in FILE_COUNTS if c <= 5 * files):
        yield lambda c=count: row(f"{c} files", "-r", "ERROR", corpora.tree(c),
                                  ordered=False)
    for count in PATTERN_COUNTS:
        yield lambda c=count: row(f"{c} literals", "-F", "-f",
                                  corpora.patterns(c, "literals"),
                                  corpora.log(str(size)))
        yield lambda c=count: row(f"{c} regexes", "-f",
                                  corpora.patterns(c, "regexes"),
                                  corpora.log(str(size)))
    for count in WORKER_COUNTS:
        yield lambda c=count: row(f"{c} workers", "-j", str(c),
                                  r"\w+\s+took\s+\d{3,}",
                                  corpora.log(str(size)))


def print_growth_head():
    print("\n| growth | seconds | spread | matches |\n|---|--:|--:|--:|",
          flush=True)


def print_growth_row(case, timing):
    seconds = timing.failure or f"{timing.median:.3f}"
    spread = "-" if timing.spread is None else f"{100 * timing.spread:.0f} %"
    print(f"| {case.name} | {seconds} | {spread} | {timing.count} |",
          flush=True)
