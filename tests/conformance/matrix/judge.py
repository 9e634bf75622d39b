"""What report and peer have to say, by rules on what the wire shows; none of them is the crate's code."""

LEGAL = {*range(1000, 1004), *range(1007, 1015), *range(3000, 5000)}
ANSWER = {"protocol_error": 1002, "invalid_payload": 1007}
# Clocks of two processes: when the proxy saw a frame and when we began to wait.
TICK_S = 0.05


def broken(close):
    """How a close frame of the peer's breaks the protocol, if it does."""
    if close is None or not close.payload:
        return None
    if close.code not in LEGAL:
        return "protocol_error"
    try:
        close.payload[2:].decode()
    except UnicodeDecodeError:
        return "invalid_payload"
    return None


def earlier(one, other):
    """Whether `one` happened, and not after `other`."""
    return one is not None and (other is None or one.order < other.order)


def expected_report(cell, ours, peer):
    """The report that our side of the wire asks for."""
    theirs = peer.close if earlier(ours.close_received, ours.ended_when) else None
    mine = ours.close
    fault = peer.reader.fault or broken(theirs)
    if theirs and earlier(ours.close_received, ours.close_sent):
        initiator, first = "remote", theirs
    elif mine:
        initiator, first = "local", mine
    else:
        initiator, first = "none", None

    if fault:
        outcome = fault
    elif initiator == "local" and cell.does("ours", "drop") and not cell.does("ours", "close"):
        outcome = "dropped"
    elif initiator == "local" and cell.does("ours", "panic") and not cell.does("ours", "close"):
        outcome = "panicked"
    elif mine and theirs:
        outcome = "clean"
    elif mine or theirs:
        outcome = "timeout" if waited(cell, ours) else "unanswered"
    elif earlier(ours.end_received, ours.ended_when):
        outcome = {"FIN": "eof", "RST": "reset"}[peer.ended]
    else:
        outcome = "panicked" if cell.does("ours", "panic") else "dropped"

    return {
        "role": "server" if cell.role == "client" else "client",
        "initiator": initiator,
        "outcome": outcome,
        "code": first.code if first else 1006,
        "reason": first.reason if first else "",
        "received_code": theirs and theirs.code,
        "sent_code": mine and mine.code,
    }


def waited(cell, ours):
    """Whether our time-out was over when we ended TCP."""
    first = ours.close_sent if ours.close_sent else ours.close_received
    ended_by_us = earlier(ours.ended_when, ours.end_received)
    return ended_by_us and ours.ended_when.at - first.at > cell.close_timeout_ms / 1000 - TICK_S


def expected_view(cell, ours, peer):
    """What the peer's API has to say, as far as it knows its own side."""
    received = peer.close_received if earlier(peer.close_received, peer.ended_when) else None
    mine = ours.close if received else None
    view = {
        "code": mine.code if mine else 1006,
        "reason": mine.reason if mine else "",
    }
    if cell.does("peer", "raw"):
        # It does not know what was written past it.
        return view
    sent = peer.close
    if cell.library == "ws":
        view["wasClean"] = bool(mine and sent)
    else:
        view["received"] = mine and [mine.code, mine.reason]
        view["sent"] = sent and [sent.code, sent.reason]
        both = mine and sent
        view["received_first"] = earlier(received, peer.close_sent) if both else None
    return view


def wire_faults(cell, ours, peer):
    """What our bytes must never do."""
    if ours.reader.fault:
        yield f"our bytes break the protocol: {ours.reader.fault}"
    if broken(ours.close):
        yield f"our close frame is illegal: {ours.close.payload.hex()}"
    if len(ours.close.payload if ours.close else b"") > 125:
        yield "our close frame is too long"
    if ours.reader.after_close:
        yield f"{ours.reader.after_close} frames after our close frame"
    if ours.ended == "RST" and peer.ended != "RST" and not cell.kind.startswith("blocking"):
        yield "we reset TCP"
    both = ours.close and earlier(ours.close_received, ours.ended_when)
    if both and cell.role == "client" and not earlier(ours.ended_when, ours.end_received):
        if not any(cell.does("peer", it) for it in ["terminate", "kill"]) and not cell.does("ours", "deaf"):
            yield "a server's end did not come first"


def differences(expected, told):
    for key, value in expected.items():
        if told[key] != value:
            yield f"{key} is {told[key]!r}, the wire says {value!r}"
