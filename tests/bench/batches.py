# SPDX-License-Identifier: MIT
"""What the adaptive batch size is worth: trees of small files searched with it,
with fixed sizes, and with one file at a time."""
from cases import Case, Goal

KIB = 1 << 10
FIXED_SIZES = [64 * KIB, 256 * KIB, 1024 * KIB, 4096 * KIB, 16384 * KIB]
TREES = [("200 B", "200", "200", "tree"), ("2 kB", "2000", "2000", "tree"),
         ("20 kB", "20000", "20000", "tree"),
         ("200 B to 256 kB", "200", "262144", "mixed")]
NO_GOAL = Goal("batches", 0)  # beside ripgrep
LEAST = 0.95  # of the best fixed size's speed
ALONE = "one file"


def column(size):
    return f"{size // KIB} KiB"


def batch_cases(trawl, corpora, files):
    start = [*trawl, "-r", "-c", "-e", "ERROR"]
    for name, smallest, largest, kind in TREES:
        tree = corpora.make(f"{kind}-{files}-{smallest}-{largest}", kind,
                            "--files", str(files), "--smallest", smallest,
                            "--largest", largest)
        commands = {"trawl": [*start, tree]}
        for size in FIXED_SIZES:
            commands[column(size)] = [*start, "--batch-size", str(size), tree]
        commands[ALONE] = [*start, "--batch-size", "1", tree]
        yield Case(f"{files} files of {name}", NO_GOAL, commands, ordered=False)


def print_batch_head():
    sizes = " | ".join(column(size) for size in FIXED_SIZES)
    print(f"\n| batches | adaptive | {sizes} | {ALONE} | best fixed / adaptive "
          "| verdict | matches |\n|---|--:|" + "--:|" * len(FIXED_SIZES)
          + "--:|--:|---|--:|", flush=True)


def print_batch_row(case, timings):
    medians = {name: timing.median for name, timing in timings.items()}
    if any(median is None for median in medians.values()):
        failures = [timing.failure for timing in timings.values()
                    if timing.failure]
        print(f"| {case.name} | {'; '.join(failures)} |", flush=True)
        return
    best = min(medians[column(size)] for size in FIXED_SIZES)
    beside = best / medians["trawl"]
    verdict = "met" if beside >= LEAST else f"not met: < {LEAST:g}"
    times = " | ".join(f"{median:.3f}" for median in medians.values())
    print(f"| {case.name} | {times} | {beside:.2f} | {verdict} | "
          f"{timings['trawl'].count} |", flush=True)
