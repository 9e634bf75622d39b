"""Whether a figure keeps its promise. Every function takes the rows of a bench's table that are meant,
and most of them look at the first one alone."""

import re

YES, NO, OPEN = "yes", "**no**", "within noise"


def numbers(cell):
    return [float(number) for number in re.findall(r"\d+(?:\.\d+)?", cell.replace(",", ""))]


def at_most(limits):
    """For each column, the last number of a cell: its only one, or the ratio in brackets."""

    def verdict(rows):
        return YES if all(numbers(rows[0][it])[-1] <= limits[it] for it in limits) else NO

    return verdict


def more_by(limit, column):
    def verdict(rows):
        [[bare], [ours]] = [numbers(rows[0][it]) for it in ["bare", column]]
        return YES if ours - bare <= limit else NO

    return verdict


def intervals_at_most(limit, columns):
    """For `median (low-high)`: what has the limit within its interval is not decided."""

    def verdict(rows):
        spreads = [numbers(rows[0][it]) for it in columns]
        if any(low > limit for _, low, _ in spreads):
            return NO
        return YES if all(high <= limit for _, _, high in spreads) else OPEN

    return verdict


def no_difference(columns):
    """Pairs show none if the interval holds 1, or if all of it lies below."""

    def verdict(rows):
        return YES if all(numbers(rows[0][it])[1] <= 1 for it in columns) else NO

    return verdict


def no_growth(limit, column):
    def verdict(rows):
        return YES if all(numbers(row[column])[-1] <= limit for row in rows) else NO

    return verdict
