"""What the panels of the dashboard look like, as Grafana's schema has it; what they show is in the rows."""

import re

SOURCE = {"type": "prometheus", "uid": "${datasource}"}
BLAME = {"ours": "red", "the peer's": "purple", "the network's": "orange", "nobody's": "green"}
INITIATORS = {"local": "blue", "remote": "purple", "none": "orange"}
OUTCOMES = {
    "clean": "green",
    "not_awaited": "light-green",
    "unanswered": "light-yellow",
    "abandoned": "light-blue",
    "timeout": "dark-orange",
    "ping_timeout": "semi-dark-orange",
    "stalled": "dark-blue",
    "eof": "yellow",
    "reset": "light-orange",
    "unreachable": "semi-dark-yellow",
    "io_error": "dark-yellow",
    "protocol_error": "purple",
    "invalid_payload": "light-purple",
    "too_big": "dark-purple",
    "dropped": "red",
    "panicked": "dark-red",
}
# Beside the colours of what is compared with them.
COLOURS = BLAME | INITIATORS | OUTCOMES | {"threshold": "red", "last week": "text"}
# The rest get a colour from Grafana's palette.
CODES = {"1000": "green", "1001": "blue", "1006": "orange", "1011": "red"}
PAGES = "${pages:raw}"
# A page as a file may have an ending, `.html`.
ENDING = "${ending:raw}"


def query(expr, legend, ref, instant=False, shape="time_series"):
    return {
        "datasource": SOURCE,
        "editorMode": "code",
        "expr": expr,
        "format": shape,
        "instant": instant,
        "legendFormat": legend,
        "range": not instant,
        "refId": ref,
    }


def over_time(expr, legend, ref="A", shape="time_series"):
    return query(expr, legend, ref, shape=shape)


def at_the_end(expr, legend="", ref="A", shape="time_series"):
    return query(expr, legend, ref, True, shape)


def link(title, path):
    """To a page of the catalog; `path` may name a label of the series or a column of the table."""
    return {"title": title, "url": f"{PAGES}/{path}{ENDING}", "targetBlank": True}


def steps(*limits, worst="red"):
    """Green, and another colour from each limit on."""
    colours = ["green", *["yellow", worst][-len(limits) :]] if limits else ["green"]
    found = [{"value": it, "color": colour} for it, colour in zip([None, *limits], colours)]
    return {"mode": "absolute", "steps": found}


def override(matcher, options, **properties):
    found = [{"id": name.replace("__", "."), "value": it} for name, it in properties.items()]
    return {"matcher": {"id": matcher, "options": options}, "properties": found}


def fixed(colour):
    return {"mode": "fixed", "fixedColor": colour}


def panel(kind, title, description, width, height, unit, targets, **more):
    defaults = {"unit": unit, "min": 0, "noValue": "nothing in this time", "mappings": []}
    return {
        "type": kind,
        "title": title,
        "description": description,
        "datasource": SOURCE,
        "gridPos": {"w": width, "h": height},
        "targets": targets,
        "fieldConfig": {"defaults": defaults | more.get("defaults", {}), "overrides": []},
        "options": more.get("options", {}),
    }


def figure(title, description, *targets, limits=(), unit="short", width=4, **defaults):
    """Numbers of the last moment of the time range."""
    colour = {"color": {"mode": "thresholds"} if limits else fixed("blue")}
    found = colour | {"thresholds": steps(*limits)} | defaults
    options = {
        "colorMode": "value",
        "graphMode": "none",
        "justifyMode": "auto",
        "orientation": "auto",
        "percentChangeColorMode": "standard",
        "reduceOptions": {"calcs": ["lastNotNull"], "fields": "", "values": False},
        "showPercentChange": False,
        "textMode": "auto" if len(targets) > 1 else "value",
        "wideLayout": True,
    }
    return panel(
        "stat", title, description, width, 4, unit, list(targets), defaults=found, options=options
    )


def chart(title, description, *targets, unit="cps", width=12, height=8, stacked=False, **more):
    custom = {
        "drawStyle": "bars" if stacked else "line",
        "fillOpacity": 80 if stacked else 5,
        "lineWidth": 1,
        "showPoints": "auto",
        "stacking": {"mode": "normal" if stacked else "none", "group": "A"},
    }
    defaults = {"color": {"mode": "palette-classic-by-name"}, "custom": custom}
    defaults |= {"links": more["links"]} if "links" in more else {}
    defaults |= {"max": more["top"]} if "top" in more else {}
    options = {
        "legend": {"calcs": [], "displayMode": "list", "placement": "right", "showLegend": True},
        "tooltip": {"mode": "multi", "sort": "desc"},
    }
    it = panel(
        "timeseries", title, description, width, height, unit, list(targets),
        defaults=defaults, options=options,
    )
    for name in more.get("names", ()):
        add_override(it, "byName", name, color=fixed(COLOURS[name]))
    for name, pattern in [("threshold", "/^threshold /"), ("last week", "/last week/")]:
        if any(re.search(pattern.strip("/"), target["legendFormat"]) for target in targets):
            add_override(
                it,
                "byRegexp",
                pattern,
                color=fixed(COLOURS[name]),
                custom__drawStyle="line",
                custom__fillOpacity=0,
                custom__lineStyle={"fill": "dash", "dash": [8, 6]},
                custom__stacking={"mode": "none", "group": "B"},
            )
    return it


def add_override(it, matcher, options, **properties):
    it["fieldConfig"]["overrides"].append(override(matcher, options, **properties))
    return it


def code_chart(title, description, *targets, **more):
    """Of series whose names begin with a code."""
    it = chart(title, description, *targets, stacked=True, **more)
    for code, colour in CODES.items():
        add_override(it, "byRegexp", f"/^{code} /", color=fixed(colour))
    return it


def heatmap(title, description, expr):
    options = {
        "calculate": False,
        "cellGap": 1,
        "color": {
            "exponent": 0.5,
            "fill": "dark-orange",
            "mode": "scheme",
            "reverse": False,
            "scale": "exponential",
            "scheme": "Oranges",
            "steps": 64,
        },
        "exemplars": {"color": "rgba(255,0,255,0.7)"},
        "filterValues": {"le": 1e-9},
        "legend": {"show": False},
        "rowsFrame": {"layout": "auto"},
        "tooltip": {"mode": "single", "yHistogram": False, "showColorScale": False},
        "yAxis": {"axisPlacement": "left", "reverse": False, "unit": "s"},
    }
    targets = [over_time(expr, "{{le}}", shape="heatmap")]
    return panel("heatmap", title, description, 12, 8, "cps", targets, options=options)


def bars(title, description, *targets, limits, width=12, height=9):
    options = {
        "displayMode": "basic",
        "legend": {"calcs": [], "displayMode": "list", "placement": "bottom", "showLegend": False},
        "maxVizHeight": 300,
        "minVizHeight": 12,
        "minVizWidth": 8,
        "namePlacement": "left",
        "orientation": "horizontal",
        "reduceOptions": {"calcs": ["lastNotNull"], "fields": "", "values": False},
        "showUnfilled": True,
        "sizing": "auto",
        "valueMode": "color",
    }
    defaults = {"color": {"mode": "thresholds"}, "max": 1, "thresholds": steps(*limits)}
    return panel(
        "bargauge", title, description, width, height, "percentunit", list(targets),
        defaults=defaults, options=options,
    )


def table(title, description, expr, columns, value, links=(), states=None, width=12):
    """`columns` are labels, in this order. `value` is what the number is called, and `states` what to
    write in its place; `links` are of a column."""
    rows = at_the_end(expr, shape="table")
    options = {
        "cellHeight": "sm",
        "showHeader": True,
        "sortBy": [{"displayName": value, "desc": True}],
    }
    it = panel("table", title, description, width, 8, "short", [rows], options=options)
    it["fieldConfig"]["defaults"]["custom"] = {"align": "auto", "cellOptions": {"type": "auto"}}
    organize = {
        "excludeByName": {"Time": True},
        "includeByName": {},
        "indexByName": {name: at for at, name in enumerate([*columns, "Value"])},
        "renameByName": {"Value": value},
    }
    it["transformations"] = [{"id": "organize", "options": organize}]
    for column, found in links:
        add_override(it, "byName", column, links=[found])
    if states:
        named = {
            str(number): {"text": text, "color": colour, "index": place}
            for place, (number, (text, colour)) in enumerate(states.items())
        }
        mappings = [{"type": "value", "options": named}]
        cell = {"type": "color-text"}
        add_override(it, "byName", value, mappings=mappings, custom__cellOptions=cell)
    return it
