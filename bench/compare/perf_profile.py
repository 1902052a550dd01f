"""Where the time goes, by perf's samples: for compare.py."""
import re
import shutil
import signal
import subprocess
import time

SAMPLES_A_SECOND = 199
BUILD_SAMPLES_A_SECOND = 49
STACK = 8192  # bytes of it that perf keeps of each sample, to unwind
FUNCTIONS = 14


def available():
    return shutil.which("perf") is not None


def recording(data, rate):
    return ["perf", "record", "-q", "-e", "cpu-clock", "-F", str(rate), "--call-graph",
            f"dwarf,{STACK}", "-o", str(data)]


def of_command(command, data, log):
    """A profile of a command that ends by itself."""
    with open(log, "w", encoding="utf-8") as out:
        subprocess.run(recording(data, BUILD_SAMPLES_A_SECOND) + ["--", *map(str, command)],
                       stdout=out, stderr=out, check=True)
    return read(data)


def of_work(process, work, data):
    """A profile of what a process does while work() waits for it."""
    perf = subprocess.Popen(recording(data, SAMPLES_A_SECOND) + ["-p", str(process)])
    time.sleep(1)  # until it has begun
    try:
        work()
    finally:
        perf.send_signal(signal.SIGINT)
        perf.wait(timeout=60)
    return read(data)


def report(data, *options):
    return subprocess.run(["perf", "report", "-i", str(data), "--stdio", "-g", "none", *options],
                          check=True, capture_output=True, text=True).stdout


def short(symbol):
    """fasti::search::rank(...) [abi:cxx11] -> search::rank"""
    name = re.sub(r"\(anonymous namespace\)::", "", symbol)
    name = re.sub(r"\[abi:\w+\]|::\{lambda.*", "", name).split("(")[0]
    return name.strip().removeprefix("fasti::")


def read(data):
    """{"functions": [(name, its share and that of what it calls)], "libraries": [(name, share of
    itself)]}, in percent, the largest first."""
    functions = {}
    for line in report(data, "--children", "--percent-limit", "1").splitlines():
        found = re.match(r"\s*([\d.]+)%\s+[\d.]+%\s+\S+\s+\S+\s+\[\S\]\s+(.*)", line)
        if found and "fasti::" in found.group(2) and not found.group(2).startswith("std::"):
            name = short(found.group(2))
            functions[name] = max(functions.get(name, 0), float(found.group(1)))
    libraries = []
    for line in report(data, "--no-children", "--sort", "dso", "--percent-limit", "1").splitlines():
        found = re.match(r"\s*([\d.]+)%\s+(\S+)\s*$", line)
        if found:
            libraries.append((found.group(2), float(found.group(1))))
    ordered = sorted(functions.items(), key=lambda item: -item[1])
    return {"functions": ordered[:FUNCTIONS], "libraries": libraries}
