"""Differences that are no lies: where an API cannot know, or tells it otherwise on purpose."""


def explanation(cell, difference):
    """Why a difference is right, or `None`."""
    if cell.library == "websockets" and difference.startswith("peer:"):
        in_message = "in a fragmented message" in cell.name and not cell.name.startswith("ours")
        if in_message or cell.name == "we send too much":
            return "websockets hears no more on a connection that it fails, with 1009 or 1011"
    if cell.library == "ws" and difference == "wire: a server's end did not come first":
        return "ws as client ends TCP itself as soon as both close frames went over"
    return None
