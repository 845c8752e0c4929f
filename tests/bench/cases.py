# SPDX-License-Identifier: MIT
"""What is measured, and how fast it has to be beside ripgrep."""
from dataclasses import dataclass, field

import memory
from corpora import NEEDLE


@dataclass
class Goal:
    """Ratios of ripgrep's median to trawl's, for a group of cases."""
    group: str
    least: float
    mean: float | None = None  # geometric, of the group
    floor: float | None = None  # of the floor's speed
    most_seconds: float | None = None
    most_mib: float | None = memory.MOST_MIB


@dataclass
class Case:
    name: str
    goal: Goal
    commands: dict = field(default_factory=dict)
    counts: str = "sum"  # what a match is in the output: digest() in measure
    stdin: str | None = None
    ordered: bool = True
    same_bytes: bool = True
    repeats: int = 1  # in one timed run, of what takes milliseconds


CLASSES = ["ERROR", "Exception", "TimeoutException|deadlock|quota",
           r"[A-Z][a-z]+[A-Z]\w+Exception", r"blk_-?\d+", r"\d{4,6}ms",
           r"\d+ms$", "^2023-03-14 00:0[0-4]", r"\bnode-\d+\b",
           r"\b\d{1,3}(\.\d{1,3}){3}\b", r"(ERROR|WARN).*retry=\d+",
           "Exception.*request", r"\w+\s+took\s+\d{3,}", r"[a-z]+\d+[a-z]+",
           r"\d"]


class CaseList:
    def __init__(self, tools, corpora, size, files):
        self.tools = tools
        self.size = size
        self.log = corpora.log(str(size))
        self.small = corpora.log("1000")
        self.dense = corpora.make(f"dense-{size // 8}", "dense",
                                  "--bytes", str(size // 8))
        self.long = corpora.make(f"long-{size // 8}", "long-lines",
                                 "--bytes", str(size // 8))
        self.tree = corpora.tree(files)
        largest = str(max(size // 4, 1000))
        self.mixed = corpora.make(f"mixed-{largest}", "mixed", "--files", "40",
                                  "--smallest", "200", "--largest", largest)
        self.corpora = corpora
        self.cases = []
        self._add_all()

    def _add(self, goal, name, *arguments, path=None, extra=None, **options):
        """The same arguments for all; `extra` are those of one program more."""
        case = Case(name, goal, **options)
        path = path or self.log
        for tool, start in self.tools.items():
            if tool == "floor":
                if goal.floor:
                    case.commands[tool] = [*start, path, "2"]
                continue
            more = (extra or {}).get(tool, [])
            if more is None:
                continue  # the program refuses this, or takes for ever
            if tool == "ripgrep" and "-c" in arguments:
                more = [*more, "--include-zero"]  # as the others do
            if "-F" in more or "-E" in more:
                start = [word for word in start if word != "-P"]
            case.commands[tool] = [*start, *more, *arguments]
            if not case.stdin:
                case.commands[tool].append(path)
        self.cases.append(case)

    def _add_all(self):
        self._add_counts()
        self._add_printing()
        self._add_trees()
        self._add_ends()
        self._add_sets()
        self._add_odd_lines()

    def _add_counts(self):
        self._add(Goal("rare literal", 1.7, floor=0.8), "-c " + NEEDLE,
                  "-c", "-e", NEEDLE)
        goal = Goal("-c", 1.5, mean=3.0)
        for pattern in CLASSES:
            # ugrep 3.11 -P misses lines that ^ begins, its own engine none.
            extra = {"ugrep": ["-E"]} if pattern.startswith("^") else None
            self._add(goal, "-c " + pattern, "-c", "-e", pattern, extra=extra)
        self._add(goal, "-c -i error", "-c", "-i", "-e", "error")

    def _add_printing(self):
        goal = Goal("printing", 1.3, mean=2.0)
        for flag, pattern in (("-n", r"blk_-?\d+"), ("-n", "Exception"),
                              ("-n", "."), ("-o", r"blk_-?\d+"),
                              ("-C2", "ERROR"), ("-v", "Exception")):
            self._add(goal, f"{flag} {pattern}", flag, "-e", pattern,
                      counts="lines")
        self._add(goal, "--json ERROR", "--json", "-e", "ERROR", counts="json",
                  same_bytes=False, extra={"ugrep": None, "grep": None})

    def _add_trees(self):
        everything = {"trawl": ["-r"], "grep": ["-r"], "ugrep": ["-r"],
                      "ripgrep": ["--no-ignore", "--hidden"]}
        self._add(Goal("tree", 1.2), "tree -c ERROR", "-c", "-e", "ERROR",
                  path=self.tree, ordered=False, extra=everything)
        self._add(Goal("mixed sizes", 1.2, floor=0.7), "mixed -c ERROR", "-c",
                  "-e", "ERROR", path=self.mixed, ordered=False,
                  extra=everything)

    def _add_ends(self):
        self._add(Goal("start-up", 1.0), "1 kB -c INFO", "-c", "-e", "INFO",
                  path=self.small, repeats=20)
        for flag, counts in (("-q", "status"), ("-m1", "lines")):
            self._add(Goal("first match, late", 1.5), f"{flag} {NEEDLE}", flag,
                      "-e", NEEDLE, counts=counts)
            self._add(Goal("first match, early", 1.0), f"{flag} Exception",
                      flag, "-e", "Exception", counts=counts, repeats=20)
        self._add(Goal("stdin", 1.0), "stdin -c ERROR", "-c", "-e", "ERROR",
                  stdin=self.log)

    def _add_sets(self):
        fixed = {"grep": ["-F"], "ugrep": ["-F"], "trawl": ["-F"],
                 "ripgrep": ["-F"]}
        for count in (1000, 10000):
            path = self.corpora.patterns(count, "literals")
            self._add(Goal("many literals", 3.0, most_mib=None), f"-c -F -f {count} literals",
                      "-c", "-f", path, extra=fixed)
        path = self.corpora.patterns(10000, "regexes")
        none = {"ripgrep": None, "grep": None, "ugrep": None}
        self._add(Goal("10,000 regexes", 0, most_seconds=6, most_mib=None),
                  "1 kB -c -f 10000 regexes", "-c", "-f", path,
                  path=self.small, extra=none)
        self._add(Goal("10,000 regexes", 0, most_seconds=6 + self.size / 3e8,
                       most_mib=None),
                  "-c -f 10000 regexes", "-c", "-f", path, extra=none)

    def _add_odd_lines(self):
        goal = Goal("dense", 2.0)
        for pattern in (r"\w+", "[0-9]", "."):
            self._add(goal, "dense -c " + pattern, "-c", "-e", pattern,
                      path=self.dense)
        self._add(Goal("lines of 10 MB", 2.0, floor=0.5),
                  r"long -c ERROR retry=\d", "-c", "-e", r"ERROR retry=\d",
                  path=self.long)
