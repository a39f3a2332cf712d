"""Run one command and print what it took: seconds on the processor and on the clock, MB, its exit code, its last words.

``whole_commands.py`` runs this file with an interpreter of its own, since a process begins with the memory of the one
that started it, and that one may be large.
"""

import json
import os
import subprocess
import sys
import tempfile
import time


def main(command: list[str]) -> None:
    """Run the command to its end; the memory is the most that one of its processes held."""
    with tempfile.TemporaryFile() as said:
        started = time.perf_counter()
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=said, stderr=said)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        words = said.read().decode("utf-8", "replace").strip()
    taken = {"cpu": usage.ru_utime + usage.ru_stime, "wall": wall, "memory": usage.ru_maxrss / 1024}
    print(json.dumps({"taken": taken, "code": process.returncode, "words": words[-2000:]}))


if __name__ == "__main__":
    main(sys.argv[1:])
