"""Differences that are no lies of ours: an API that tells it otherwise on purpose."""


def fails_the_connection(cell):
    """Whether the peer ends in an error of its own finding (RFC 6455 section 7.1.7)."""
    closes_in_message = "in a fragmented message" in cell.name and cell.does("peer", "close")
    by_name = cell.name in ("we send too much", "peer misses our pong")
    return by_name or (cell.library == "websockets" and closes_in_message)


# What differs, where, and why.
EXPLAINED = [
    (
        "peer: ",
        fails_the_connection,
        "after it failed the connection (1009; websockets also 1011, when it misses a pong or closes "
        "in the middle of a message of its own) the peer reads no more, so it knows no answer",
    ),
    (
        "wire: a server's end did not come first",
        lambda cell: cell.library == "ws",
        "ws as client ends TCP itself as soon as both close frames went over",
    ),
]


def explanation(cell, difference):
    """Why a difference is right, or `None`."""
    for what, where, why in EXPLAINED:
        if difference.startswith(what) and where(cell):
            return why
    return None
