# SPDX-License-Identifier: MIT
"""The tables: Markdown on stdout as results come, everything in a JSON file."""
import json
import math

PEERS = ("ripgrep", "ugrep", "grep")


def seconds(timing):
    if timing is None:
        return "-"
    if timing.median is None:
        return (timing.failure or "-").replace("|", r"\|")[:40]
    return f"{timing.median:.3f}" if timing.median >= 0.1 else \
        f"{timing.median:.4f}"


def ratio(timings, peer):
    """How many times as long the peer took; none if either has no time."""
    ours, theirs = timings["trawl"].median, timings.get(peer)
    if ours is None or theirs is None or theirs.median is None:
        return None
    return theirs.median / ours


def misses(case, timings):
    """What of the goals for one case is not met."""
    found = []
    beside_ripgrep = ratio(timings, "ripgrep")
    if beside_ripgrep is not None and beside_ripgrep < case.goal.least:
        found.append(f"< {case.goal.least:g}")
    beside_floor = ratio(timings, "floor")
    if beside_floor is not None and beside_floor < case.goal.floor:
        found.append(f"{100 * beside_floor:.0f} % of the floor"
                     f" < {100 * case.goal.floor:.0f} %")
    most = case.goal.most_seconds
    median = timings["trawl"].median
    if most is not None and (median is None or median > most):
        found.append(f"> {most:.1f} s")
    memory, most = timings["trawl"].peak_mib, case.goal.most_mib
    if memory is not None and most is not None and memory > most:
        found.append(f"> {most} MiB")
    for peer in ("ugrep", "grep"):
        beside = ratio(timings, peer)
        if beside is not None and beside < 1:
            found.append("slower than " + peer)
    return found


def print_head():
    print("| case | trawl | ripgrep | ugrep | grep -P | floor | ratio | goal |"
          " verdict | spread | MiB | matches |")
    print("|---|--:|--:|--:|--:|--:|--:|--:|---|--:|--:|--:|", flush=True)


def print_row(case, timings, wrong):
    beside = ratio(timings, "ripgrep")
    missed = misses(case, timings)
    verdict = "not met: " + ", ".join(missed) if missed else "met"
    if beside is None and case.goal.most_seconds is None:
        verdict = "-"
    if wrong:
        verdict = "MISMATCH: " + "; ".join(wrong)
    spread = ", ".join(
        "-" if timings.get(name) is None or timings[name].spread is None
        else f"{100 * timings[name].spread:.0f}" for name in ("trawl", "ripgrep"))
    memory = timings["trawl"].peak_mib
    # A | in a pattern would end the cell.
    cells = ["`" + case.name.replace("|", r"\|") + "`",
             seconds(timings["trawl"]),
             *(seconds(timings.get(peer)) for peer in PEERS),
             seconds(timings.get("floor")),
             "-" if beside is None else f"{beside:.2f}",
             f"{case.goal.least:g}" if case.goal.least else
             f"{case.goal.most_seconds:.1f} s",
             verdict, spread + " %",
             "-" if memory is None else f"{memory:.0f}",
             str(timings["trawl"].count)]
    print("| " + " | ".join(cells) + " |", flush=True)


def print_groups(results):
    """Geometric means, for the groups that have a goal for theirs."""
    ratios = {}
    for case, timings in results:
        beside = ratio(timings, "ripgrep")
        if case.goal.mean and beside is not None:
            ratios.setdefault((case.goal.group, case.goal.mean), []).append(
                beside)
    for (group, goal), values in ratios.items():
        mean = math.exp(sum(map(math.log, values)) / len(values))
        print(f"\nGeometric mean of the {len(values)} ratios of {group}: "
              f"{mean:.2f} (goal {goal:g}: "
              f"{'met' if mean >= goal else 'not met'})")


def as_json(case, timings, wrong):
    return {"name": case.name, "group": case.goal.group,
            "goal": vars(case.goal), "mismatches": wrong,
            "not_met": misses(case, timings),
            "programs": {name: {"seconds": timing.seconds,
                                "median": timing.median,
                                "spread": timing.spread,
                                "peak_mib": timing.peak_mib,
                                "count": timing.count,
                                "failure": timing.failure,
                                "command": case.commands[name]}
                         for name, timing in timings.items()}}


def write_json(path, machine, tables):
    with open(path, "w", encoding="utf-8") as file:
        json.dump({"machine": machine, **tables}, file, indent=1)
        file.write("\n")
