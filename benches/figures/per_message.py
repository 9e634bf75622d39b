"""What a message costs that is worse than its instructions: allocations, locks, looks at the clock, and
atomic read-modify-writes.

Prints a table of how often each is done per message, on the way of a bare and of a wrapped socket.
Callgrind tells which functions are called, and which instructions of the bench `instructions` are
executed how often; objdump tells which of these lock the bus.
"""

import json
import re
import subprocess
import sys
import tempfile
from collections import Counter

MESSAGES = 20_000
TRAFFIC = [f"{api} {way} 16 B" for api in ["async", "blocking"] for way in ["read", "write"]]
LAYERS = {"bare": "Bare", "wrapped": "Wrapped", "over the tap": "Tapped"}
CALLS = {
    "allocations": r"(malloc|calloc|realloc|posix_memalign|aligned_alloc)\b",
    "locks": r"(pthread_(mutex|rwlock)_\w*lock|syscall)\b|.*::(Mutex|RwLock|Futex)\b.*lock",
    "looks at the clock": r"(__vdso_)?clock_gettime\b|.*Instant>?::now$",
}
ATOMICS = "atomic read-modify-writes"


def output(*command):
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{' '.join(command)} failed:\n{done.stderr}")
    return done.stdout


def bench():
    built = output(
        "cargo", "bench", "--locked", "--no-run", "--quiet", "--bench", "instructions",
        "--message-format=json",
    )
    messages = [json.loads(line) for line in built.splitlines()]
    [path] = [it["executable"] for it in messages if it.get("executable")]
    return path


def atomics(program):
    """The addresses of the instructions that lock the bus; `xchg` with memory does so unasked."""
    code = output("objdump", "--disassemble", "--no-show-raw-insn", program)
    found = re.findall(r"^\s*([0-9a-f]+):\s+(?:lock\b|xchg\s.*\()", code, re.MULTILINE)
    if not found:
        sys.exit(f"no atomic instruction in {program}: only x86-64 is known here")
    return {int(address, 16) for address in found}


def profile(program, work):
    with tempfile.NamedTemporaryFile("r") as file:
        output(
            "valgrind", "--tool=callgrind", "--dump-instr=yes", "--compress-pos=no",
            "--compress-strings=no", "--toggle-collect=*instructions*callgrind*measured*",
            f"--callgrind-out-file={file.name}", program, "--work", work, str(MESSAGES),
        )
        return file.read()


def counted(program, atomic_addresses, text):
    """How often each thing was done, in all. The lines of a profile are told apart by how they begin."""
    done = Counter()
    object_file = callee = ""
    follows_call = False
    for line in text.splitlines():
        if line.startswith("ob="):
            object_file = line.removeprefix("ob=")
        elif line.startswith("cfn="):
            callee = line.removeprefix("cfn=")
        elif line.startswith("calls="):
            # The line after it has what the call cost in all, which the callee's own lines say too.
            follows_call = True
            times = int(line.removeprefix("calls=").split()[0])
            for what, pattern in CALLS.items():
                done[what] += times if re.match(pattern, callee) else 0
        elif line.startswith("0x"):
            address, _, times = line.split()
            if not follows_call and object_file == program:
                done["instructions"] += int(times)
                done[ATOMICS] += int(times) if int(address, 16) in atomic_addresses else 0
            follows_call = False
    if not done["instructions"]:
        sys.exit("the profile is empty: the bench no longer has the function that is collected")
    return done


def main():
    program = bench()
    addresses = atomics(program)
    print(f"| per message | traffic | {' | '.join(LAYERS)} |")
    print("|---|---|---:|---:|---:|")
    for traffic in TRAFFIC:
        profiles = [profile(program, f"{traffic} {layers}") for layers in LAYERS.values()]
        done = [counted(program, addresses, text) for text in profiles]
        for what in [*CALLS, ATOMICS]:
            each = " | ".join(f"{it[what] / MESSAGES:.2f}" for it in done)
            print(f"| {what} | {traffic} | {each} |", flush=True)


if __name__ == "__main__":
    main()
