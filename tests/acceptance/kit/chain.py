"""The kit for real: clients cause incidents at two instances of the example server, Prometheus scrapes
them, its alerts reach a webhook through Alertmanager, and are resolved.

    chain.py SERVER_EXECUTABLE SCRATCH_FOLDER

The rules are those of examples/kit, with shorter durations (see shorten.py). What Prometheus has
counted at the end is compared with what the clients did.
"""

import re
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "e2e"))

import monitoring
import traffic
from server_process import ServerProcess, wait_for
from shorten import KIT, write_shortened

LIMIT_S = 180
KEPT_OPEN = 60
CUT_AT_ONCE = 50
# A scrape a second, and one more for a busy machine.
LINGER_S = 3

PAGE, TICKET = "/page", "/ticket"
# What the incidents have to set off.
EXPECTED = {
    ("WebSocketMassDisconnect", "server", PAGE),
    ("WebSocketInternalErrors", "server", PAGE),
    ("WebSocketErrorBudget", "server", TICKET),
    ("WebSocketAbnormalClosures", "server", TICKET),
    ("WebSocketForgottenSockets", "server", TICKET),
    ("WebSocketPeerProtocolErrors", "server", TICKET),
    ("WebSocketRejections", "server", TICKET),
    ("WebSocketUncataloguedCodes", "server", TICKET),
    ("WebSocketHandshakeTimeouts", "server", TICKET),
}
ABSENT = ("WebSocketMetricsAbsent", None, PAGE)


class Clients:
    """Real connections, and the books on how each ended: code label, initiator and outcome."""

    def __init__(self, urls):
        self.urls = urls
        self.ended = Counter()
        self.kept = {url: [traffic.Peer(url) for _ in range(KEPT_OPEN)] for url in urls}
        self.mute = []

    def cut_many(self):
        for kept in self.kept.values():
            for peer in kept[:CUT_AT_ONCE]:
                peer.vanish()
                self.ended["1006", "none", "eof"] += 1
            del kept[:CUT_AT_ONCE]

    def close_illegally(self):
        """With 1006, which may not be sent, and so does not count as 1006."""
        for url in self.urls:
            traffic.peer_closes(url, 1006)
            self.ended["other", "remote", "protocol_error"] += 1

    def one_of_each(self, url):
        traffic.peer_closes(url, 1000)
        self.ended["1000", "remote", "clean"] += 1

        traffic.peer_vanishes(url)
        self.ended["1006", "none", "eof"] += 1

        traffic.peer_closes(f"{url}/endpoint/chat", 1000)
        self.ended["1000", "remote", "clean"] += 1

        for code in [1011, 1008]:
            traffic.server_closes(url, f"/close {code}")
            self.ended[str(code), "local", "clean"] += 1

        traffic.peer_closes(url, 4999)
        self.ended["4xxx", "remote", "clean"] += 1

        traffic.server_closes(url, "/drop")
        self.ended["1001", "local", "dropped"] += 1

        # A client has to mask.
        traffic.peer_sends(url, traffic.TEXT, b"bare", mask=False)
        self.ended["1002", "local", "protocol_error"] += 1

        peer = traffic.Peer(url)
        peer.say("/close 1000 and get no answer")
        self.mute.append(peer)

    def wait_for_mute(self):
        """The server gives up on those who never answer."""
        for peer in self.mute:
            peer.wait_for_end()
            self.ended["1000", "local", "timeout"] += 1
        self.mute.clear()


class Chain:
    def __init__(self, servers, prometheus, webhook):
        self.servers, self.prometheus, self.webhook = servers, prometheus, webhook
        self.begun = time.monotonic()

    def say(self, text):
        print(f"{time.monotonic() - self.begun:5.1f} s  {text}", flush=True)

    def query(self, expression):
        return monitoring.query(self.prometheus, expression)

    def value(self, expression):
        result = self.query(expression)
        assert len(result) <= 1, f"{expression} gives {len(result)} values"
        return result[0][1] if result else None

    def cause_incidents(self, clients):
        """Goes on until everything expected has fired."""
        clients.cut_many()
        clients.close_illegally()
        while missing := EXPECTED - self.webhook.fired.keys():
            assert time.monotonic() - self.begun < LIMIT_S / 2, f"never fired: {missing}"
            next_round = time.monotonic() + 0.5
            for url in clients.urls:
                clients.one_of_each(url)
            while time.monotonic() < next_round:
                time.sleep(0.05)
        for alert in sorted(EXPECTED, key=self.webhook.fired.get):
            after = self.webhook.fired[alert] - self.begun
            print(f"         {after:5.1f} s  {alert[0]} reached {alert[2]}")

    def wait_for_end(self):
        wait_for_long("all alerts to be resolved", lambda: EXPECTED <= self.webhook.resolved.keys())
        # Prometheus may fire before its first scrape.
        others = self.webhook.fired.keys() - EXPECTED - {ABSENT}
        assert not others, f"nobody expected {others}"

    def check_sums(self, clients):
        """Over both instances, Prometheus counts what the clients did."""

        def counted():
            sums = self.query("sum by (code, initiator, outcome) (websocket_closes_total) > 0")
            return {(it["code"], it["initiator"], it["outcome"]): n for it, n in sums}

        wait_for(f"the sums to be {dict(clients.ended)}", lambda: counted() == clients.ended)
        still_open = len(clients.urls) * (KEPT_OPEN - CUT_AT_ONCE)
        is_open = 'sum(closeframe:open{job="websocket",role="server"})'
        wait_for(f"{still_open} open connections", lambda: self.value(is_open) == still_open)
        opened = self.value("sum(websocket_connections_opened_total)")
        assert opened == still_open + clients.ended.total(), f"{opened} connections opened"
        self.say(f"{clients.ended.total()} closes of {len(clients.ended)} kinds, sums are right")

    def check_exposition(self):
        for server in self.servers:
            _, _, text = server.get("/metrics")
            lint = subprocess.run(
                ["promtool", "check", "metrics"], input=text, text=True, capture_output=True
            )
            assert lint.returncode == 0 and not lint.stderr, f"check metrics: {lint}"

    def check_links(self):
        """Every page that the kit links to is there."""
        text = "".join((KIT / name).read_text() for name in ["README.md", "alerts.rules.yml"])
        paths = set(re.findall(r"http://127\.0\.0\.1:9002(/[\w/]*)", text))
        assert len(paths) > 10, f"found only {paths}"
        for path in paths:
            status = self.servers[0].get(path)[0]
            assert status == 200, f"{path} says {status}"
        self.say(f"{len(paths)} linked pages are there")

    def drain(self, server, clients):
        """How many of the closes of a drain Prometheus gets to see."""
        server.terminate()
        for peer in clients.kept[server.ws]:
            code = peer.answer_close()
            assert code == 1001, f"the server closed with {code} instead of 1001"
        assert server.process.wait(monitoring.TIMEOUT_S) == 0
        instance = server.http.removeprefix("http://")
        labels = f'code="1001",initiator="local",outcome="clean",instance="{instance}"'
        return self.value(f"max_over_time(websocket_closes_total{{{labels}}}[1m])")


def wait_for_long(what, probe):
    deadline = time.monotonic() + LIMIT_S / 2
    while not probe():
        assert time.monotonic() < deadline, f"waited {LIMIT_S / 2} s for {what}"
        time.sleep(0.05)


def run(servers, folder):
    lingering, hasty = servers
    targets = [server.http.removeprefix("http://") for server in servers]
    prometheus, alertmanager = monitoring.free_address(), monitoring.free_address()
    with monitoring.Webhook() as webhook:
        write_shortened(folder, targets, alertmanager, webhook.address)
        with (
            monitoring.alertmanager(folder, alertmanager),
            monitoring.prometheus(folder, prometheus),
        ):
            chain = Chain(servers, prometheus, webhook)
            for address in [alertmanager, prometheus]:
                wait_for(f"{address} to be ready", lambda: monitoring.is_ready(address))
            wait_for("both targets", lambda: chain.value("sum(up)") == 2)
            clients = Clients([server.ws for server in servers])
            everyone = len(clients.urls) * KEPT_OPEN
            wait_for("all to be open", lambda: chain.value("sum(closeframe:open)") == everyone)
            chain.say("scraping two instances")

            chain.cause_incidents(clients)
            chain.say("every incident has reached the webhook")
            clients.wait_for_mute()
            chain.wait_for_end()
            chain.say("all are resolved")

            chain.check_sums(clients)
            chain.check_exposition()
            chain.check_links()
            asked = [f"http://{prometheus}", servers[0].http]
            command = [sys.executable, "-B", str(HERE / "dashboard.py"), "--prometheus", *asked]
            subprocess.run(command, check=True)

            kept = KEPT_OPEN - CUT_AT_ONCE
            seen = chain.drain(lingering, clients)
            assert seen == kept, f"Prometheus saw {seen} of {kept} closes of a drain"
            lost = chain.drain(hasty, clients)
            chain.say(
                f"Prometheus saw {seen:.0f} of {kept} closes of a drain with --linger {LINGER_S}, "
                f"and {lost:.0f} of {kept} with --linger 0"
            )

            chain.webhook.fired.pop(ABSENT, None)
            wait_for_long("the metrics to be missed", lambda: ABSENT in webhook.fired)
            chain.say("absent metrics have reached the webhook")


def main(executable, scratch):
    begun = time.monotonic()
    folders = [scratch / "lingering", scratch / "hasty"]
    for folder in folders:
        folder.mkdir()
    with (
        ServerProcess(executable, folders[0], LINGER_S) as lingering,
        ServerProcess(executable, folders[1], 0) as hasty,
    ):
        run([lingering, hasty], scratch)
    took = time.monotonic() - begun
    assert took < LIMIT_S + 10, f"took {took:.0f} s"


main(sys.argv[1], Path(sys.argv[2]))
