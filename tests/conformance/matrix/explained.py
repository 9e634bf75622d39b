"""Differences that are no lies: where an API cannot know, or tells it otherwise on purpose."""


def explanation(cell, difference):
    """Why a difference is right, or `None`."""
    return None
