"""Writes dashboard.json, the Grafana dashboard, which is never edited by hand.

    python3 dashboard.py > dashboard.json

It is of the schema of Grafana 12, and reads what recording.rules.yml records.
"""

import json
import sys

from dashboard_details import codes, endpoints, lifetimes, openings, processes, telemetry
from dashboard_overview import fault, glance
from dashboard_panels import SOURCE
from dashboard_queries import IDENTITY, SERVICE, chosen, closes, firing, of, service
from dashboard_thresholds import alerts

SCHEMA = 42
ROWS = {
    "Is anything wrong, and whose fault is it?": glance,
    "Whose fault, one by one": fault,
    "How far from an alert (of all endpoints)": alerts,
    "By endpoint": endpoints,
    "By code and outcome": codes,
    "Openings": openings,
    "How long (of all endpoints)": lifetimes,
    "Processes, deploys and drains (of all endpoints)": processes,
    "What the telemetry does not tell": telemetry,
}
ALL = {"selected": True, "text": "All", "value": "$__all"}


def choice(name, label, series):
    """A variable of which several values, or all, can be chosen. `.*` is also no label at all."""
    query = {"query": f"label_values({series}, {name})", "refId": name, "qryType": 1}
    return {
        "type": "query",
        "name": name,
        "label": label,
        "datasource": SOURCE,
        "definition": query["query"],
        "query": query,
        "refresh": 2,
        "regex": "",
        "sort": 5,
        "multi": True,
        "includeAll": True,
        "allValue": ".*",
        "current": ALL,
        "options": [],
        "hide": 0,
    }


def written(name, label, value, hide=0):
    """A variable that is typed in."""
    current = {"selected": True, "text": value, "value": value}
    return {
        "type": "textbox",
        "name": name,
        "label": label,
        "query": value,
        "current": current,
        "options": [current],
        "hide": hide,
    }


def variables():
    yield {
        "type": "datasource",
        "name": "datasource",
        "label": "Data source",
        "query": "prometheus",
        "regex": "",
        "refresh": 1,
        "multi": False,
        "includeAll": False,
        "current": {},
        "options": [],
        "hide": 0,
    }
    before = []
    for name in [*IDENTITY, "job", "role"]:
        yield choice(name, name.capitalize(), of("closeframe:open", among=before))
        before.append(chosen(name))
    endings = service("closes_rate5m", 'endpoint!=""', among=before)
    yield choice("endpoint", "Endpoint", endings)
    yield {
        "type": "adhoc",
        "name": "filters",
        "label": "Other labels",
        "datasource": SOURCE,
        "filters": [],
        "baseFilters": [],
        "hide": 0,
    }
    yield written("pages", "Pages at", "http://127.0.0.1:9002")
    yield written("ending", "Pages end in", "", hide=2)


def mark(name, colour, expr, title, text, tags, enable=True):
    return {
        "name": name,
        "datasource": SOURCE,
        "enable": enable,
        "hide": False,
        "iconColor": colour,
        "target": {"expr": expr, "interval": "", "refId": "Anno"},
        "titleFormat": title,
        "textFormat": text,
        "tagKeys": tags,
        "useValueForTime": False,
    }


def marks():
    who = ",".join([*IDENTITY, "job"])
    alert = "alertname,severity,role," + who
    new = f"sum without (of, endpoint) ({service('new5m', among=SERVICE)})"
    yield mark("Deploys", "blue", f"{new} > 0", "New processes", "{{job}}", who)
    again = f"max without (of, role) ({service('restarts5m')})"
    yield mark("Restarts", "orange", f"{again} > 0", "Restarted processes", "{{job}}", who)
    # One connection in 50 is told to go elsewhere.
    going = closes('code="1001"', 'initiator="local"', 'outcome="clean"')
    going = f"sum without (of, endpoint, code, initiator, outcome) ({going})"
    drained = f"{going} * 300 > 0.02 * {of('closeframe:peak5m')}"
    yield mark("Drains", "purple", drained, "Connections are sent away", "{{job}}", who)
    for name, colour, severity in [("Pages", "red", "page"), ("Tickets", "yellow", "ticket")]:
        expr = firing(f'severity="{severity}"')
        yield mark(name, colour, expr, "{{alertname}}", "{{severity}} {{job}} {{role}}", alert)


def links():
    for title, path in [("What to do about endings", "endings"), ("What codes mean", "codes")]:
        yield {
            "title": title,
            "type": "link",
            "icon": "doc",
            "tooltip": "The catalog's pages",
            "url": f"${{pages:raw}}/{path}${{ending:raw}}",
            "tags": [],
            "asDropdown": False,
            "targetBlank": True,
            "includeVars": False,
            "keepTime": False,
        }


def placed():
    """The panels of all rows, each where there is room for it: from left to right, and below."""
    number = y = 0
    for title, row in ROWS.items():
        x = height = 0
        number += 1
        at = {"x": 0, "y": y, "w": 24, "h": 1}
        heading = {"type": "row", "title": title, "collapsed": False, "panels": []}
        yield heading | {"id": number, "gridPos": at}
        y += 1
        for panel in row():
            number += 1
            at = panel["gridPos"]
            if x + at["w"] > 24:
                x, y, height = 0, y + height, 0
            yield panel | {"id": number, "gridPos": at | {"x": x, "y": y}}
            x, height = x + at["w"], max(height, at["h"])
        y += height


def build():
    return {
        "uid": "closeframe",
        "title": "WebSocket closes",
        "description": "How WebSocket connections end: who closed them, with which code, and how.",
        "tags": ["websocket"],
        "schemaVersion": SCHEMA,
        "editable": True,
        "graphTooltip": 1,
        "refresh": "30s",
        "time": {"from": "now-6h", "to": "now"},
        "timepicker": {},
        "timezone": "browser",
        "weekStart": "",
        "fiscalYearStartMonth": 0,
        "preload": False,
        "links": list(links()),
        "annotations": {"list": list(marks())},
        "templating": {"list": list(variables())},
        "panels": list(placed()),
    }


if __name__ == "__main__":
    json.dump(build(), sys.stdout, indent=1, sort_keys=True)
    print()
