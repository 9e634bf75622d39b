"""Runs pywebsocket3's end-to-end tests against `conformance_peer` on every kind of socket; fails if a
wrapper fails a test that the bare socket passes, or one that is not explained below.

usage: pywebsocket.py PEER SOURCES, with the unpacked source distribution of pywebsocket3
"""

import io
import subprocess
import sys
import unittest

BARE_AND_WRAPPERS = {
    "bare": ("wrapped", "tapped"),
    "blocking-bare": ("blocking-wrapped", "blocking-tapped"),
}
SOCKETS = [it for bare, wrappers in BARE_AND_WRAPPERS.items() for it in (bare, *wrappers)]

TESTS = [
    "test_echo",
    "test_echo_binary",
    "test_echo_server_close",
    "test_echo_close_with_code_and_reason",
    "test_echo_close_with_empty_body",
    "test_unmasked_frame",
    "test_close_on_protocol_error",
    "test_close_on_unsupported_frame",
    "test_close_on_invalid_frame",
    "test_close_on_internal_endpoint_error",
]
# By a part of their names, the tests of what tungstenite has not or leaves to an HTTP server.
OTHERS = {
    "permessage_deflate": "compression",
    "basic_auth": "HTTP",
    "uri": "HTTP",
    "origin": "HTTP",
    "resource": "HTTP",
    "version": "HTTP",
}

# What the wrappers do not pass.
WRONG_CODE = "wants 1003 for a reserved bit, and gets 1002 as for any other violation of RFC 6455"
NO_CLOSE_FROM_DROP = "the handler panics, and blocking sockets send nothing from Drop, which might block"
EXPLAINED = {
    (kind, "test_close_on_unsupported_frame"): WRONG_CODE
    for wrappers in BARE_AND_WRAPPERS.values()
    for kind in wrappers
} | {
    (kind, "test_close_on_internal_endpoint_error"): NO_CLOSE_FROM_DROP
    for kind in BARE_AND_WRAPPERS["blocking-bare"]
}

# Seconds that their client waits; it would wait for a thousand.
PATIENCE = 10


def main(peer, sources):
    # `test` is theirs, not the standard library's.
    sys.path[:0] = [sources, f"{sources}/test"]
    from test.test_endtoend import EndToEndHyBiTest as theirs

    left_out = sort_out(unittest.defaultTestLoader.getTestCaseNames(theirs))
    errors = {kind: run(theirs, peer, kind) for kind in SOCKETS}
    print(f"{table(errors)}\n\nnot run: {left_out}\n")
    complaints = list(judge(errors))
    print(*complaints, sep="\n")
    if complaints:
        sys.exit(f"{len(complaints)} results are not as explained")


def sort_out(names):
    """Says which tests are left out; nothing that is new is left out in silence."""
    reasons = {}
    for name in set(names) - set(TESTS):
        reason = next((OTHERS[part] for part in OTHERS if part in name), None)
        if reason is None:
            sys.exit(f"pywebsocket3 has a test that nobody looked at: {name}")
        reasons.setdefault(reason, []).append(name)
    if missing := set(TESTS) - set(names):
        sys.exit(f"pywebsocket3 has not got these tests: {missing}")
    return ", ".join(f"{len(reasons[it])} on {it}" for it in sorted(reasons))


def run(theirs, peer, kind):
    """What went wrong in each test, `None` where nothing did."""

    class AgainstPeer(theirs):
        def setUp(self):
            super().setUp()
            self._options.server_host = "127.0.0.1"
            self._options.socket_timeout = PATIENCE

        def _run_server(self, extra_args=()):
            command = [peer, kind, "server", "--listen", f"127.0.0.1:{self.test_port}"]
            if self._options.resource == "/internal_error":
                command.append("--panicking")
            server = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
            )
            if not server.stdout.readline():
                raise RuntimeError(f"{' '.join(command)} does not listen")
            return server

    suite = unittest.TestSuite(map(AgainstPeer, TESTS))
    result = unittest.TextTestRunner(stream=io.StringIO()).run(suite)
    errors = {name: None for name in TESTS}
    for test, trace in result.failures + result.errors:
        errors[test.id().rpartition(".")[2]] = trace.strip().splitlines()[-1]
    return errors


def table(errors):
    lines = [f"| | {' | '.join(SOCKETS)} |", "|---" * (len(SOCKETS) + 1) + "|"]
    for name in TESTS:
        results = ["no" if errors[kind][name] else "yes" for kind in SOCKETS]
        lines.append(f"| {name} | {' | '.join(results)} |")
    passed = [str(list(errors[kind].values()).count(None)) for kind in SOCKETS]
    lines.append(f"| passed, of {len(TESTS)} | {' | '.join(passed)} |")
    return "\n".join(lines)


def judge(errors):
    for bare, wrappers in BARE_AND_WRAPPERS.items():
        for kind in wrappers:
            for name in TESTS:
                error, explanation = errors[kind][name], EXPLAINED.get((kind, name))
                if error and errors[bare][name] is None:
                    yield f"{name}: {bare} passes, {kind} does not: {error}"
                elif error and explanation:
                    print(f"{name}, {kind}: {explanation}")
                elif error:
                    yield f"{name}, {kind}: {error}"
                elif explanation:
                    yield f"{name}, {kind}: passes, against the explanation that it {explanation}"


if __name__ == "__main__":
    main(*sys.argv[1:])
