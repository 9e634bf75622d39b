"""How each kind of panel is drawn, with the colours and units that the dashboard gives it."""

import math
import re
from datetime import datetime, timezone

import matplotlib

matplotlib.use("agg")
import matplotlib.dates as dates  # noqa: E402
import matplotlib.pyplot as plt  # noqa: E402
from matplotlib.colors import ListedColormap, PowerNorm  # noqa: E402
from matplotlib.ticker import FuncFormatter, MaxNLocator  # noqa: E402

# Between two points of a line.
STEP_S = 2
DARK, PANEL, TEXT, FAINT = "#111217", "#1b1d23", "#d0d1d9", "#33363f"
COLOURS = {
    "green": "#73bf69",
    "yellow": "#fade2a",
    "light-yellow": "#ffee52",
    "dark-yellow": "#e0b400",
    "red": "#f2495c",
    "dark-red": "#c4162a",
    "blue": "#5794f2",
    "purple": "#b877d9",
    "light-purple": "#deb6f2",
    "dark-purple": "#8f3bb8",
    "orange": "#ff9830",
    "light-orange": "#ffb357",
    "dark-orange": "#fa6400",
    "semi-dark-orange": "#ff780a",
    "semi-dark-yellow": "#f2cc0c",
    "light-green": "#96d98d",
    "light-blue": "#8ab8ff",
    "dark-blue": "#1f60c4",
    "text": "#d0d1d9",
}
PALETTE = [
    "#73bf69",
    "#5794f2",
    "#ff9830",
    "#f2495c",
    "#b877d9",
    "#fade2a",
    "#56d6d6",
    "#8ab8ff",
    "#ffa6b0",
    "#37872d",
    "#c0d8ff",
    "#fa6400",
    "#ca95e5",
    "#96d98d",
    "#e0b400",
    "#1f60c4",
]
plt.rcParams.update(
    {
        "font.family": "DejaVu Sans",
        "font.size": 7,
        "text.color": TEXT,
        "axes.facecolor": PANEL,
        "axes.edgecolor": FAINT,
        "axes.labelcolor": TEXT,
        "xtick.color": TEXT,
        "ytick.color": TEXT,
        "grid.color": FAINT,
        "grid.linewidth": 0.5,
        "axes.grid": True,
        "axes.axisbelow": True,
    }
)


def clock(seconds):
    return datetime.fromtimestamp(seconds, timezone.utc)


def legend_of(target, labels):
    named = re.sub(r"\{\{(\w+)\}\}", lambda it: labels.get(it[1], ""), target["legendFormat"])
    return " ".join(named.split())


def readable(value, unit):
    if unit == "percentunit":
        return f"{100 * value:.0f}%" if value == 0 or value >= 0.1 else f"{100 * value:.1f}%"
    suffix = {"s": " s", "cps": "/s"}.get(unit, "")
    if unit == "s" and 0 < value < 0.1:
        return f"{1000 * value:.3g} ms"
    return f"{value:.3g}{suffix}" if value < 1000 else f"{value:.0f}{suffix}"


def colour_at(panel, value, name=None):
    field = panel["fieldConfig"]["defaults"]
    for it in panel["fieldConfig"]["overrides"]:
        if it["matcher"]["options"] == name:
            field = field | {found["id"]: found["value"] for found in it["properties"]}
    if field["color"]["mode"] == "fixed":
        return COLOURS[field["color"]["fixedColor"]]
    steps = field["thresholds"]["steps"]
    reached = [it["color"] for it in steps if it["value"] is None or value >= it["value"]]
    return COLOURS[reached[-1]]


def chosen_colour(panel, name):
    """What an override says of a series."""
    for it in panel["fieldConfig"]["overrides"]:
        options = it["matcher"]["options"]
        named = it["matcher"]["id"] == "byName" and options == name
        if named or options.startswith("/") and re.search(options.strip("/"), name):
            for found in it["properties"]:
                if found["id"] == "color":
                    return COLOURS[found["value"]["fixedColor"]]
    return None


def draw_stat(axes, panel, data):
    axes.axis("off")
    field = panel["fieldConfig"]["defaults"]
    for number, target in enumerate(panel["targets"]):
        found = data.at_the_end(target)
        text, colour = field["noValue"], TEXT
        if found:
            value = found[0][1]
            rounded = round(value, field.get("decimals", 3))
            colour = colour_at(panel, value, target["legendFormat"])
            text = readable(rounded, field["unit"])
        x = (number + 0.5) / len(panel["targets"])
        size = 20 if found else 12
        axes.text(x, 0.45, text, color=colour, size=size, ha="center", va="center", weight="bold")
        axes.text(x, 0.02, target["legendFormat"], size=7, ha="center")


def draw_timeseries(axes, panel, data):
    field = panel["fieldConfig"]["defaults"]
    stacks = field["custom"]["stacking"]["mode"] == "normal"
    times = data.times()
    series = sorted(
        (legend_of(target, labels), values)
        for target in panel["targets"]
        for labels, values in data.over_time(target)
    )
    chosen = {name: chosen_colour(panel, name) for name, _ in series}
    palette = iter([it for it in PALETTE if it not in chosen.values()] * 3)
    moments, below = [clock(it) for it in times], [0.0] * len(times)
    for name, values in series:
        colour = chosen[name] or next(palette)
        line = [values.get(it, math.nan) for it in times]
        beside = name.startswith("threshold") or name.endswith("last week")
        if beside:
            axes.plot(moments, line, color=colour, linewidth=1, label=name, linestyle="--")
        elif stacks:
            above = [low + (0 if math.isnan(it) else it) for low, it in zip(below, line)]
            axes.fill_between(
                moments, below, above, color=colour, linewidth=0, step="mid", label=name, alpha=0.9
            )
            below = above
        else:
            axes.plot(
                moments, line, color=colour, linewidth=1.1, label=name, marker=".", markersize=1.5
            )
            axes.fill_between(moments, line, color=colour, alpha=0.1, linewidth=0)
    for at, colour in data.marks():
        axes.axvline(clock(at), color=COLOURS[colour], linewidth=0.5, linestyle=":")
    if not series:
        axes.text(0.5, 0.5, field["noValue"], transform=axes.transAxes, ha="center", size=8)
    nothing = not any(value for _, values in series for value in values.values())
    axes.set_ylim(bottom=0, top=field.get("max") or (1 if nothing else None))
    axes.set_xlim(moments[0], moments[-1])
    axes.yaxis.set_major_locator(MaxNLocator(5))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda it, _: readable(it, field["unit"])))
    axes.xaxis.set_major_formatter(dates.DateFormatter("%H:%M"))
    axes.xaxis.set_major_locator(dates.MinuteLocator())
    if series:
        axes.legend(
            loc="upper left",
            bbox_to_anchor=(1.005, 1.03),
            frameon=False,
            fontsize=6.2,
            labelspacing=0.25,
            handlelength=1,
            borderaxespad=0,
            labelcolor=TEXT,
        )


def draw_heatmap(axes, panel, data):
    [target] = panel["targets"]
    rows = {
        math.inf if it["le"] == "+Inf" else float(it["le"]): v for it, v in data.over_time(target)
    }
    times, bounds = data.times(), sorted(rows)
    cumulative = [[rows[bound].get(it, 0) for it in times] for bound in bounds]
    cells = [cumulative[0]] + [
        [max(0, high - low) for low, high in zip(lower, upper)]
        for lower, upper in zip(cumulative, cumulative[1:])
    ]
    # Nothing lived longer than the last row that has something in it.
    filled = 1 + max((at for at, row in enumerate(cells) if any(row)), default=0)
    bounds, cells = bounds[:filled], [[it or math.nan for it in row] for row in cells[:filled]]
    moments = [clock(it) for it in times]
    shades = ListedColormap(plt.get_cmap("inferno")([0.25 + it / 340 for it in range(256)]))
    axes.pcolormesh(
        moments, range(len(bounds)), cells, cmap=shades, norm=PowerNorm(0.5), shading="nearest"
    )
    labels = [f"≤ {readable(it, 's')}" if it < math.inf else "longer" for it in bounds]
    axes.set_yticks(range(len(bounds)), labels, size=5.5)
    axes.grid(False)
    axes.xaxis.set_major_formatter(dates.DateFormatter("%H:%M"))
    axes.xaxis.set_major_locator(dates.MinuteLocator())


def draw_bargauge(axes, panel, data):
    bars = [
        (target["legendFormat"], value)
        for target in panel["targets"]
        for _, value in data.at_the_end(target)
    ]
    for at, (name, value) in enumerate(reversed(bars)):
        axes.barh(at, 1, color=FAINT, height=0.7)
        axes.barh(at, min(value, 1), color=colour_at(panel, value), height=0.7)
        axes.text(-0.01, at, name, size=6.5, ha="right", va="center")
        axes.text(1.01, at, readable(value, "percentunit"), size=6.5, va="center")
    axes.set_xlim(0, 1)
    axes.set_ylim(-0.5, len(bars) - 0.5)
    axes.axis("off")


def states_of(panel):
    for it in panel["fieldConfig"]["overrides"]:
        for found in it["properties"]:
            if found["id"] == "mappings":
                return {it: named["text"] for it, named in found["value"][0]["options"].items()}
    return {}


def draw_table(axes, panel, data):
    axes.axis("off")
    [target] = panel["targets"]
    [organize] = [it["options"] for it in panel["transformations"]]
    order = organize["indexByName"]
    rows = sorted(data.at_the_end(target), key=lambda it: -it[1])
    # Columns in which nothing stands have no room here.
    columns = [
        it
        for it in sorted(order, key=order.get)
        if it == "Value" or any(it in labels for labels, _ in rows)
    ]
    widths = [max(len(labels.get(it, it)) for labels, _ in [({}, 0), *rows]) + 2 for it in columns]
    states = states_of(panel)
    height = 1 / max(len(rows) + 1, 8)
    for number in range(len(rows) + 1):
        labels, value = rows[number - 1] if number else ({}, None)
        for place, name in enumerate(columns):
            last = name == "Value"
            value_text = states.get(f"{value:.0f}", f"{value:.0f}") if number else name
            text = (value_text if last else labels.get(name, "")) if number else name
            axes.text(
                1 if last else sum(widths[:place]) / sum(widths),
                1 - (number + 0.5) * height,
                organize["renameByName"].get(text, text),
                va="center",
                ha="right" if last else "left",
                size=6,
                weight="normal" if number else "bold",
            )
        axes.axhline(1 - (number + 1) * height, color=FAINT, linewidth=0.5)
    axes.set_xlim(0, 1)
    axes.set_ylim(0, 1)


DRAW = {
    "stat": draw_stat,
    "timeseries": draw_timeseries,
    "heatmap": draw_heatmap,
    "bargauge": draw_bargauge,
    "table": draw_table,
}
