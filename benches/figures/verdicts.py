"""Whether a figure keeps its promise. What the functions return takes the rows of a bench's table that
have one name, of which there is one if nothing else is said."""

import re

YES, NO, OPEN = "yes", "**no**", "within noise"


def numbers(cell):
    return [float(number) for number in re.findall(r"\d+(?:\.\d+)?", cell.replace(",", ""))]


def at_most(limits):
    """For each column, the last number of a cell: its only one, or the ratio in brackets."""

    def verdict(rows):
        return YES if all(numbers(rows[0][it])[-1] <= limits[it] for it in limits) else NO

    return verdict


def more_by(limit, *columns):
    """Than the bare socket's figure, in each row."""

    def verdict(rows):
        figures = [[numbers(row[it])[0] for it in ["bare", *columns]] for row in rows]
        kept = all(ours - bare <= limit for bare, *all_ours in figures for ours in all_ours)
        return YES if kept else NO

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
