"""Draws examples/kit/dashboard.png: what dashboard.json shows of five minutes of incidents.

    picture.py SERVER_EXECUTABLE SCRATCH_FOLDER

The queries are the dashboard's and the data a live Prometheus's; only the drawing is matplotlib's,
in place of Grafana's. Takes five minutes; needs prometheus, and matplotlib and pillow from PyPI.
"""

import io
import math
import sys
from pathlib import Path

from dashboard_file import KIT, annotations, panels, rows, shortened, substituted
from incidents import FACTOR, five_minutes
from picture_panels import DARK, DRAW, PANEL, STEP_S, plt
from PIL import Image
from scraped import ask

WINDOW = "15s"
# Inches for one unit of the dashboard's grid, and how much of a panel is its title.
UNIT_W, UNIT_H, TITLE_H = 0.58, 0.27, 0.34
# Room inside a panel, in inches: left, right, bottom.
ROOM = {
    "stat": (0, 0, 0),
    "timeseries": (0.5, 1.5, 0.28),
    "heatmap": (0.62, 0.15, 0.28),
    "bargauge": (1.4, 0.5, 0.12),
    "table": (0.2, 0.2, 0.1),
}


class Data:
    """What the Prometheus saw between two moments."""

    def __init__(self, url, begin, end):
        # Whole seconds, so that Prometheus answers with the very times that it was asked for.
        self.url, self.begin, self.end = url, math.floor(begin), math.ceil(end)

    def _query(self, target):
        return shortened(substituted(target["expr"], WINDOW, self.end - self.begin), FACTOR)

    def marks(self):
        """When each of them began, with its colour."""
        for it in annotations():
            for _, values in self.over_time(it["target"]):
                for at in values:
                    if at - STEP_S not in values and at > self.begin:
                        yield at, it["iconColor"]

    def at_the_end(self, target):
        found = ask(self.url, "query", query=self._query(target), time=self.end)["result"]
        return [(it["metric"], float(it["value"][1])) for it in found]

    def over_time(self, target):
        found = ask(
            self.url,
            "query_range",
            query=self._query(target),
            start=self.begin,
            end=self.end,
            step=STEP_S,
        )["result"]
        return [(it["metric"], {float(t): float(v) for t, v in it["values"]}) for it in found]

    def times(self):
        return [self.begin + at for at in range(0, self.end - self.begin + 1, STEP_S)]


def draw(data, caption):
    shown = panels()
    caption_h, gap = 0.42, 0.06
    width = 24 * UNIT_W
    height = caption_h + UNIT_H * max(it["gridPos"]["y"] + it["gridPos"]["h"] for it in shown)
    figure = plt.figure(figsize=(width, height), facecolor=DARK)
    figure.text(0.1 / width, 1 - caption_h / 2 / height, caption, size=8, va="center")
    for row in rows():
        y = height - caption_h - (row["gridPos"]["y"] + 0.5) * UNIT_H
        figure.text(0.1 / width, y / height, row["title"], size=9.5, va="center")
    for panel in shown:
        at = panel["gridPos"]
        x, w = at["x"] * UNIT_W + gap, at["w"] * UNIT_W - 2 * gap
        h = at["h"] * UNIT_H - 2 * gap
        y = height - caption_h - at["y"] * UNIT_H - gap - h
        box = [x / width, y / height, w / width, h / height]
        figure.add_artist(
            plt.Rectangle(box[:2], *box[2:], color=PANEL, transform=figure.transFigure, zorder=-1)
        )
        figure.text(
            (x + 0.1) / width,
            (y + h - 0.17) / height,
            panel["title"],
            size=8.5,
            weight="bold",
            va="center",
        )
        left, right, bottom = ROOM[panel["type"]]
        if panel["gridPos"]["w"] == 24:
            # For the long names of the codes.
            right *= 1.35
        axes = figure.add_axes(
            [
                (x + left) / width,
                (y + bottom) / height,
                (w - left - right) / width,
                (h - bottom - TITLE_H) / height,
            ]
        )
        DRAW[panel["type"]](axes, panel, data)
    return figure


def main(executable, scratch):
    with five_minutes(executable, Path(scratch)) as (url, begin, end, connections):
        caption = (
            f"{connections} connections to two example servers, in five minutes of staged "
            f"incidents, with the rules {FACTOR} times as fast, and without a last week.\nThe panels of "
            "dashboard.json with live data of Prometheus, drawn by matplotlib: not a screenshot of Grafana."
        )
        figure = draw(Data(url, begin, end), caption)
    image = io.BytesIO()
    figure.savefig(image, dpi=100, facecolor=DARK)
    # Few colours make a small file.
    picture = Image.open(image).convert("RGB").quantize(255, dither=Image.Dither.NONE)
    picture.save(KIT / "dashboard.png", optimize=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
