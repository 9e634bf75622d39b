"""What the panels of the dashboard look like; what they show is in dashboard.py."""

from grafana_foundation_sdk.builders import bargauge, common, dashboard, heatmap, prometheus
from grafana_foundation_sdk.builders import stat, table, timeseries
from grafana_foundation_sdk.models import common as look
from grafana_foundation_sdk.models import dashboard as model
from grafana_foundation_sdk.models import heatmap as heat
from grafana_foundation_sdk.models.prometheus import PromQueryFormat

SOURCE = model.DataSourceRef(type_val="prometheus", uid="${datasource}")
COLOURS = {
    "local": "blue",
    "remote": "purple",
    "none": "orange",
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
# The rest get a colour from Grafana's palette.
CODES = {"1000": "green", "1001": "blue", "1006": "orange", "1011": "red"}
INITIATORS = ["local", "remote", "none"]
OUTCOMES = [it for it in COLOURS if it not in INITIATORS]


def over_time(expr, legend, ref="A"):
    return prometheus.Dataquery().expr(expr).legend_format(legend).ref_id(ref).range()


def at_the_end(expr, legend="", ref="A"):
    return prometheus.Dataquery().expr(expr).legend_format(legend).ref_id(ref).instant()


def thresholds(*limits):
    """Green, and another colour from each limit on; the last one is red."""
    colours = ["yellow", "red"][-len(limits) :]
    start = [model.Threshold(value=None, color="green")]
    found = [model.Threshold(value=limit, color=it) for limit, it in zip(limits, colours)]
    return dashboard.ThresholdsConfig().mode(model.ThresholdsMode.ABSOLUTE).steps(start + found)


def coloured_by(mode):
    return dashboard.FieldColor().mode(mode)


def fixed(colour):
    return model.DynamicConfigValue(id_val="color", value={"mode": "fixed", "fixedColor": colour})


def last_value():
    return common.ReduceDataOptions().calcs(["lastNotNull"])


def panel(kind, title, description, width, height, unit):
    panel = kind.title(title).description(description).datasource(SOURCE)
    return panel.span(width).height(height).unit(unit).min(0)


def figure(title, description, expr, limits=(), unit="short", empty="0"):
    """One number, of the whole time range that is shown."""
    it = panel(stat.Panel(), title, description, 4, 4, unit).with_target(at_the_end(expr))
    it = it.no_value(empty).graph_mode(look.BigValueGraphMode.NONE).reduce_options(last_value())
    if unit == "short":
        # `increase` estimates, and so comes to parts of a connection.
        it = it.decimals(0)
    if limits:
        colour = coloured_by(model.FieldColorModeId.THRESHOLDS)
        return it.thresholds(thresholds(*limits)).color_scheme(colour)
    return it.color_scheme(coloured_by(model.FieldColorModeId.FIXED).fixed_color("blue"))


def chart(title, description, *targets, unit="cps", width=12, stacked=False, names=(), top=None):
    it = panel(timeseries.Panel(), title, description, width, 8, unit).targets(list(targets))
    it = it.color_scheme(coloured_by(model.FieldColorModeId.PALETTE_CLASSIC_BY_NAME))
    it = it.line_width(1).show_points(look.VisibilityMode.AUTO).no_value("nothing in this time")
    if stacked:
        it = it.stacking(common.StackingConfig().mode(look.StackingMode.NORMAL).group("A"))
        it = it.draw_style(look.GraphDrawStyle.BARS).fill_opacity(80)
    if top is not None:
        it = it.max(top)
    legend = common.VizLegendOptions().show_legend(True).placement(look.LegendPlacement.RIGHT)
    it = it.legend(legend.display_mode(look.LegendDisplayMode.LIST))
    tooltip = common.VizTooltipOptions().mode(look.TooltipDisplayMode.MULTI)
    it = it.tooltip(tooltip.sort(look.SortOrder.DESCENDING))
    for name in names:
        it = it.override_by_name(name, [fixed(COLOURS[name])])
    return it


def code_chart(title, description, target):
    """Of series whose names begin with a code."""
    it = chart(title, description, target, width=24, stacked=True)
    for code, colour in CODES.items():
        it = it.override_by_regexp(f"/^{code} /", [fixed(colour)])
    return it


def lifetimes_heatmap(title, description, expr):
    buckets = over_time(expr, "{{le}}").format(PromQueryFormat.HEATMAP)
    it = panel(heatmap.Panel(), title, description, 12, 8, "s").with_target(buckets)
    it = it.calculate(False).cell_gap(1).hide_y_histogram().show_tooltip().hide_legend()
    colour = heatmap.HeatmapColorOptions().mode(heat.HeatmapColorMode.SCHEME).scheme("Oranges")
    return it.color(colour.steps(64).fill("dark-orange")).y_axis(heatmap.YAxisConfig().unit("s"))


def bars(title, description, limits, *targets):
    it = panel(bargauge.Panel(), title, description, 12, 8, "percentunit").targets(list(targets))
    it = it.orientation(look.VizOrientation.HORIZONTAL).reduce_options(last_value()).max(1)
    it = it.display_mode(look.BarGaugeDisplayMode.BASIC).no_value("no connection ended")
    colour = coloured_by(model.FieldColorModeId.THRESHOLDS)
    return it.thresholds(thresholds(*limits)).color_scheme(colour)


def endings_table(title, description, expr):
    rows = at_the_end(expr).format(PromQueryFormat.TABLE)
    it = panel(table.Panel(), title, description, 24, 9, "short").with_target(rows).decimals(0)
    columns = ["code", "name", "initiator", "outcome", "Value"]
    organize = {
        "excludeByName": {"Time": True},
        "indexByName": {name: at for at, name in enumerate(columns)},
        "renameByName": {"Value": "connections"},
    }
    it = it.with_transformation(model.DataTransformerConfig(id_val="organize", options=organize))
    most_first = common.TableSortByFieldState().display_name("connections").desc(True)
    return it.sort_by([most_first]).no_value("no connection ended")


def variable(name, label, values):
    it = dashboard.QueryVariable(name).label(label).datasource(SOURCE).query(values)
    it = it.refresh(model.VariableRefresh.ON_TIME_RANGE_CHANGED).multi(True).include_all(True)
    it = it.all_value(".*").sort(model.VariableSort.ALPHABETICAL_ASC)
    return it.current(model.VariableOption(selected=True, text="All", value="$__all"))
