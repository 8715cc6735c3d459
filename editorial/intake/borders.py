"""Where articles begin and end, as an editor moved them: after the split, before the reading."""

from dataclasses import dataclass, replace

from editorial.intake.contents import Entry
from editorial.intake.lines import Line

BACK = 0  # the key of what follows the last article


@dataclass(frozen=True)
class Plot:
    """One article's ground: it begins at ``begin``, its title is lines[at:at+size]."""

    begin: int
    at: int
    size: int
    entry: Entry | None
    key: int
    exact: bool = True
    is_ruled: bool = False  # an editor said where the title stands


def key_of(entry: Entry | None, title_line: int) -> int:
    """How corrections name an article: its line in the contents list, else its title's line."""
    return entry.lines[0] if entry else title_line


def moved(
    lines: tuple[Line, ...], plots: tuple[Plot, ...], end: int, entries, corrections
) -> tuple[tuple[Plot, ...], int]:
    """The plots and the end of the last one, after each correction that is possible."""
    for each in corrections:
        change = _CHANGES.get(each.verb)
        if change:
            plots, end = change(lines, plots, end, each)
        elif each.verb == "article":
            plots = _article(lines, plots, end, each, entries)
    return plots, end


def _index_of(lines: tuple[Line, ...], number: str | int) -> int | None:
    """Where the first line of this number, or the next that is left, stands."""
    wanted = int(number)
    return next((at for at, line in enumerate(lines) if line.number >= wanted), None)


def _index_of_key(plots: tuple[Plot, ...], key: int) -> int | None:
    return next((n for n, plot in enumerate(plots) if plot.key == key), None)


def _begin(lines, plots, end, each):
    """An article begins at another line; its title keeps its place inside it."""
    at = _index_of(lines, each.value)
    if at is None:
        return plots, end
    if each.line == BACK:
        is_possible = at > plots[-1].at + plots[-1].size
        return plots, at if is_possible else end
    n = _index_of_key(plots, each.line)
    if not n or not _floor(plots, n) < at <= plots[n].at:
        return plots, end
    return _with(plots, n, replace(plots[n], begin=at)), end


def _title_at(lines, plots, end, each):
    """Another line is the title; what stood above it in the article becomes the note."""
    n, at = _index_of_key(plots, each.line), _index_of(lines, each.value)
    if n is None or at is None:
        return plots, end
    stop = plots[n + 1].begin if n + 1 < len(plots) else end
    if not _floor(plots, n) < at < stop:
        return plots, end
    begin = min(plots[n].begin, at)
    made = replace(plots[n], begin=begin, at=at, size=1, exact=True, is_ruled=True)
    return _with(plots, n, made), end


def _article(lines, plots, end, each, entries):
    """A new article whose title is this line; the value names its line in the contents list."""
    at = _index_of(lines, each.line)
    if at is None or lines[at].number != each.line or at >= end:
        return plots
    n = sum(plot.begin <= at for plot in plots)
    if n == 0 or at < plots[n - 1].at + plots[n - 1].size:
        return plots
    taken = {plot.entry for plot in plots}
    free = (entry for entry in entries if entry not in taken)
    entry = next((one for one in free if str(one.lines[0]) == each.value), None)
    made = Plot(at, at, 1, entry, key_of(entry, each.line), is_ruled=True)
    return (*plots[:n], made, *plots[n:])


def _merge(lines, plots, end, each):
    """An article becomes the end of the one before it."""
    n = _index_of_key(plots, each.line)
    return ((*plots[:n], *plots[n + 1 :]) if n else plots), end


def _floor(plots: tuple[Plot, ...], n: int) -> int:
    """The last line that must stay with the article before: its title."""
    return plots[n - 1].at + plots[n - 1].size - 1 if n else -1


def _with(plots: tuple[Plot, ...], n: int, plot: Plot) -> tuple[Plot, ...]:
    return (*plots[:n], plot, *plots[n + 1 :])


_CHANGES = {"begin": _begin, "title_at": _title_at, "merge": _merge}
