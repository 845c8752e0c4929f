# SPDX-License-Identifier: MIT
"""The files that are searched: made once from a seed, kept for the next run."""
import os
import random
import shutil
import subprocess
import sys
import zlib

NEEDLE = "the needle 7f3a"  # once, at 97 % of a log


def say(text):
    print("bench: " + text, file=sys.stderr, flush=True)


class Corpora:
    def __init__(self, folder, make_log):
        self.folder = folder
        self.make_log = make_log
        os.makedirs(folder, exist_ok=True)

    def make(self, name, kind, *options):
        """The path of a corpus. A marker beside it says that it is whole and
        which make_log wrote it with which options."""
        path = os.path.join(self.folder, name)
        with open(self.make_log, "rb") as program:
            made = f"{zlib.crc32(program.read())} {kind} {' '.join(options)}\n"
        if self.is_made(path, made):
            return path
        say("making " + path)
        if os.path.isdir(path):
            shutil.rmtree(path)
        subprocess.run([self.make_log, kind, path, "--seed", "1", *options],
                       check=True)
        self.mark(path, made)
        return path

    def log(self, size):
        return self.make(f"log-{size}", "log", "--bytes", size,
                         "--needle", NEEDLE)

    def tree(self, files, smallest="200", largest="8000"):
        return self.make(f"tree-{files}-{smallest}-{largest}", "tree",
                         "--files", str(files), "--smallest", smallest,
                         "--largest", largest)

    def patterns(self, count, kind):
        """A file of patterns, most of which occur nowhere."""
        path = os.path.join(self.folder, f"{kind}-{count}")
        numbers = random.Random(1)
        with open(path, "w", encoding="ascii") as file:
            for i in range(count):
                word = "".join(chr(97 + numbers.randrange(26))
                               for _ in range(8))
                tail = rf"[a-z]+\d{{2,{2 + i % 7}}}"
                if i % 100 == 0:
                    word = f"/api/v1/orders/{numbers.randrange(1000)}"
                    tail = r"\d* took \d{4}ms"
                file.write(word + (tail if kind == "regexes" else "") + "\n")
        return path

    def is_made(self, path, made):
        try:
            with open(path + ".made", encoding="utf-8") as file:
                return file.read() == made and os.path.exists(path)
        except FileNotFoundError:
            return False

    def mark(self, path, made):
        with open(path + ".made", "w", encoding="utf-8") as file:
            file.write(made)
