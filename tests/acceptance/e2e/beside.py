"""The smaller examples on days that are bad for the example server: `axum`, `hyper` and `proxy`, which are built
into the same folder. Whatever became of their outputs, they go on, close everyone on SIGTERM and exit with 0.
"""

import fcntl
import os
import subprocess
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path

from outage import DOCKER_GRACE_S, answer, silent
from outputs import REQUEST, Deaf, free_port, text, unread_pipe
from server_process import TIMEOUT_S, ServerProcess, wait_for

FILES = 40


class Beside(Deaf):
    """One of them, at an address that it is given."""

    def __init__(self, command, stdout, stderr):
        address = f"127.0.0.1:{free_port()}"
        self.ws = f"ws://{address}"
        command = [address if word == "ADDRESS" else word for word in command]
        self.process = subprocess.Popen(command, stdout=stdout, stderr=stderr)
        try:
            wait_for("it to listen", self._listens)
        except BaseException:
            self.process.kill()
            raise

    def _listens(self):
        assert self.process.poll() is None, f"it ended: {self.process.returncode}"
        try:
            with ExitStack() as stack:
                return silent(stack, self.ws)
        except ConnectionRefusedError:
            return None

    def files(self):
        return len(os.listdir(f"/proc/{self.process.pid}/fd"))


@contextmanager
def small_pipe():
    """One that is full after a line or two of each of 60 connections."""
    with unread_pipe() as (reader, writer):
        fcntl.fcntl(writer, fcntl.F_SETPIPE_SZ, 4096)
        yield reader, writer


def check_outputs(command, _):
    with small_pipe() as (_, writer), Beside(command, writer, writer) as program:
        program.end_many(200)
        program.echoes()
        program.drains()
    with small_pipe() as (reader, writer), Beside(command, writer, writer) as program:
        os.close(reader)
        program.end_many(10)
        program.echoes()
        program.drains()
    with open("/dev/full", "wb") as full, Beside(command, full, full) as program:
        program.end_many(10)
        program.echoes()
        program.drains()
    for closed in (">&-", "2>&-", ">&- 2>&-"):
        shell = ["sh", "-c", f'exec "$0" "$@" {closed}', *command]
        with Beside(shell, subprocess.DEVNULL, subprocess.DEVNULL) as program:
            program.end_many(10)
            program.echoes()
            program.drains()


def check_files(command, _):
    shell = ["sh", "-c", f'ulimit -n {FILES}; exec "$0" "$@"', *command]
    with Beside(shell, subprocess.DEVNULL, subprocess.DEVNULL) as program:
        with ExitStack() as stack:
            for _ in range(2 * FILES):
                silent(stack, program.ws)
            wait_for("no more files", lambda: program.files() == FILES)
        program.echoes()
        program.drains()


def check_signals(command, scratch):
    """Half a request is refused once it is whole, and holds nothing up if it never is; a client that does not answer
    holds up the drain until a second signal, or for as long as a drain may take."""
    for is_patient in (True, False):
        with (scratch / "beside.out").open("wb") as said, Beside(command, said, said) as program, ExitStack() as stack:
            never, early = (silent(stack, program.ws) for _ in range(2))
            for tcp in (never, early):
                tcp.sendall(REQUEST[:60])
            with program.connect() as tcp:
                # So that it is open for the program too.
                tcp.sendall(text("hi"))
                assert tcp.recv(4) == b"\x81\x02hi"
                began = time.monotonic()
                program.terminate()
                assert tcp.recv(4) == b"\x88\x16\x03\xe9"
                early.sendall(REQUEST[60:])
                refusal = answer(early)
                assert refusal.startswith(b"HTTP/1.1 503 ") and b"retry-after: " in refusal.lower(), refusal
                if not is_patient:
                    program.terminate()
                code = program.process.wait(TIMEOUT_S)
                took = time.monotonic() - began
        assert code == 0, f"exits with {code}"
        limit = DOCKER_GRACE_S if is_patient else 5
        assert took < limit, f"the end took {took} s"


def with_example(name, check):
    def run(executable, scratch):
        program = str(Path(executable).with_name(name))
        if name != "proxy":
            check([program, "ADDRESS"], scratch)
            return
        folder = scratch / "behind"
        folder.mkdir(exist_ok=True)
        with ServerProcess(executable, folder, 0) as behind:
            check([program, "--listen", "ADDRESS", "--upstream", behind.ws], scratch)

    return run


CHECKS = [
    (f"{name}: {what}", with_example(name, check))
    for name in ["axum", "hyper", "proxy"]
    for what, check in [
        ("outputs of no use", check_outputs),
        ("no more files", check_files),
        ("SIGTERM, and again", check_signals),
    ]
]
