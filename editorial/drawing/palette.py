"""The colours of charts on a pale ground: LOOK.md's ink, and one colour a series."""

CHART_COLOURS = {
    "ink": "#14233a",
    "mute": "#5b6675",
    "rule": "#ddd7ca",
    "paper": "#ffffff",
    "series-1": "#0f2a4a",
    "series-2": "#c8962e",
    "series-3": "#3f7fbf",
    "series-4": "#d9623b",
    "series-5": "#6b8f71",
    "series-6": "#8a6d9b",
}
SERIES = 6


def series_name(index: int) -> str:
    """The palette name of the series at ``index`` (from 0); after the sixth they repeat."""
    return f"series-{index % SERIES + 1}"


def filled_palette(colours: dict[str, str] | None) -> dict[str, str]:
    """The standard colours with the caller's in their place."""
    return CHART_COLOURS | dict(colours or {})
