"""What report and peer have to say, by rules of its own on what the wire shows."""

from wire import CloseFrame

LEGAL = {*range(1000, 1004), *range(1007, 1015), *range(3000, 5000)}
ANSWER = {"protocol_error": 1002, "invalid_payload": 1007}
MAX_REASON = 123
PING_TIMEOUT = 3008
# In which a server ends TCP; with what it discards for 1 s it would be too late.
PROMPT_S = 0.8


def broken(close):
    """How a close frame of the peer's breaks the protocol, if it does."""
    if close is None or not (close.payload or close.malformed):
        return None
    if close.malformed or close.code not in LEGAL:
        return "protocol_error"
    try:
        close.payload[2:].decode()
    except UnicodeDecodeError:
        return "invalid_payload"
    return None


def untapped(close, fault):
    """What tungstenite alone shows of a first close frame and of what it breaks."""
    if close.malformed or fault == "invalid_payload":
        # An error, as on any other frame.
        return None, fault
    if fault and close.code is not None or close.code == 1014:
        # All codes that it does not know look alike.
        return CloseFrame((1002).to_bytes(2) + b"Protocol violation"), None
    return close, fault


def earlier(one, other):
    """Whether `one` happened, and not after `other`."""
    return one is not None and (other is None or one.order < other.order)


def let_go(cell):
    return cell.does("ours", "drop") or cell.does("ours", "panic")


def expected_report(cell, ours, peer, report):
    """The report that our side of the wire asks for."""
    theirs = peer.close if earlier(ours.close_received, ours.ended_when) else None
    if too_late(cell, ours) or (let_go(cell) and report["received_code"] is None):
        # The wire cannot tell whether a handler that lets go had read what was in.
        theirs = None
    mine = ours.close
    if missed_a_pong(cell, mine):
        # Nobody waits for the answer of who is taken for dead.
        theirs = None
    fault = peer.reader.fault or broken(theirs)
    if cell.kind.endswith("wrapped") and earlier(ours.close_received, ours.close_sent):
        theirs, fault = untapped(theirs, fault)
    if theirs and earlier(ours.close_received, ours.close_sent):
        initiator, first = "remote", theirs
    elif mine:
        initiator, first = "local", mine
    else:
        initiator, first = "none", None

    if fault:
        outcome = fault
    elif let_go(cell) and not cell.does("ours", "close") and not theirs:
        outcome = "panicked" if cell.does("ours", "panic") else "dropped"
    elif mine and theirs:
        outcome = "clean"
    elif theirs:
        outcome = "not_awaited"
    elif mine and let_go(cell):
        outcome = "abandoned"
    elif missed_a_pong(cell, mine):
        outcome = "ping_timeout"
    elif mine:
        # Nothing else makes a handler that reads on end TCP.
        ended_by_us = earlier(ours.ended_when, ours.end_received)
        outcome = "timeout" if too_late(cell, ours) or ended_by_us else "unanswered"
    else:
        outcome = {"FIN": "eof", "RST": "reset"}[peer.ended]

    reason = first.reason[:MAX_REASON] if first else ""
    if initiator == "local" and outcome != "ping_timeout" and cell.does("ours", "close"):
        # All of it, though the frame may have room for less.
        reason = cell.argument("ours", "close")[1]
    return {
        "role": "server" if cell.role == "client" else "client",
        "initiator": initiator,
        "outcome": outcome,
        "code": first.code if first else 1006,
        "reason": reason,
        "received_code": theirs and theirs.code,
        "received_reason": theirs and theirs.reason[:MAX_REASON],
        "sent_code": mine and mine.code,
        "violation": violation(cell, ours, theirs),
        "source": "tungstenite" if cell.kind.endswith("wrapped") else "wire",
    }


def violation(cell, ours, theirs):
    """The rule that a close frame broke, the one that we were asked to send or theirs."""
    code, reason = cell.argument("ours", "close") or (None, "")
    if code is not None and code not in LEGAL:
        return "invalid_code"
    if len(reason.encode()) > MAX_REASON:
        return "reason_too_long"
    if not broken(theirs):
        return "rejected" if rejects(theirs, ours) else None
    if theirs.malformed:
        return theirs.malformed
    if theirs.code is None:
        return "truncated_code"
    return "invalid_code" if broken(theirs) == "protocol_error" else "invalid_utf8"


def rejects(theirs, ours):
    """Whether the peer's answer says that it took our close for an error."""
    if theirs is None or not earlier(ours.close_sent, ours.close_received):
        return False
    return theirs.code in ANSWER.values() and theirs.code != ours.close.code


def missed_a_pong(cell, mine):
    """Whether the peer was pinged in vain; our close tells it, if that still got out."""
    return cell.keepalive_ms and (mine.code == PING_TIMEOUT if mine else cell.frozen)


def too_late(cell, ours):
    """Whether the peer's answer came after our time-out."""
    if not earlier(ours.close_sent, ours.close_received) or not ours.close_received:
        return False
    return ours.close_received.at - ours.close_sent.at > cell.close_timeout_ms / 1000


def expected_view(cell, ours, peer):
    """What the peer's API has to say, as far as it knows its own side; nothing where it cannot."""
    if cell.does("peer", "kill"):
        return {}
    received = peer.close_received if earlier(peer.close_received, peer.ended_when) else None
    if cell.does("peer", "stall") and not cell.does("peer", "resume"):
        if cell.library == "ws":
            # Node may have read ahead.
            return {}
        received = None
    mine = ours.close if received else None
    view = {
        "code": mine.code if mine else 1006,
        "reason": mine.reason if mine else "",
    }
    if cell.does("peer", "raw"):
        # It does not know what was written past it, nor looks at an answer when it terminates.
        return {} if cell.does("peer", "terminate") else view
    sent = peer.close
    if peer.ended == "cut":
        # What it sent may not have come as far as the proxy.
        return view
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
    asked = cell.argument("ours", "close")
    if missed_a_pong(cell, ours.close):
        # The plan did not come so far.
        asked = None
    if asked and ours.close_sent and not asked[1].startswith(ours.close.reason):
        yield f"our close frame has another reason: {ours.close.payload.hex()}"
    if len(ours.close.payload if ours.close else b"") > 125:
        yield "our close frame is too long"
    if ours.reader.after_close:
        yield f"{ours.reader.after_close} frames after our close frame"
    if ours.ended == "RST" and not let_go(cell) and not cell.kind.startswith("blocking"):
        yield "we reset TCP"

    theirs = peer.close if earlier(ours.close_received, ours.close_sent) else None
    fault = peer.reader.fault or broken(theirs)
    if theirs and ours.close and not fault:
        # tungstenite answers so.
        answer = 1002 if theirs.code == 1014 else theirs.code
        if ours.close.code != answer:
            yield f"we answered {theirs.code} with {ours.close.code}"
    if fault and not cell.does("ours", "close") and ours.close.code != ANSWER[fault]:
        yield f"we answered a fault, {fault}, with {ours.close.code}"

    both = ours.close and earlier(ours.close_received, ours.ended_when)
    left = any(cell.does("peer", it) for it in ["terminate", "kill"]) or cell.does("ours", "deaf")
    server = cell.role == "client"
    if both and server and not left:
        if not earlier(ours.ended_when, ours.end_received):
            yield "a server's end did not come first"
        elif ours.ended_when.at - max(ours.close_sent.at, ours.close_received.at) > PROMPT_S:
            yield "a server's end came late"


def differences(expected, told):
    for key, value in expected.items():
        if told[key] != value:
            yield f"{key} is {told[key]!r}, the wire says {value!r}"
