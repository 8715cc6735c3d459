"""Labels under an axis: broken into lines that fit, or thinned out."""

import re

from editorial.drawing.svg import text_width

_TOKENS = re.compile(r"[0-9A-Za-z.,%+\-]+[年月日季]?|.", re.DOTALL)


# What stands at a point of time: such labels are thinned out, never laid on their side.
_TIME = re.compile(r"^[0-9一二三四五六七八九十第上下半年月日季度—\-./Q前至]+$")


def are_times(labels) -> bool:
    return all(_TIME.match(label) for label in labels)


def wrapped(label: str, width: float, size: float) -> list[str]:
    """The label in as few lines as fit ``width``, of like length; numbers stay whole."""
    lines = _greedy(label, width, size)
    for part in range(1, 20):
        narrower = _greedy(label, width * (1 - part / 20), size)
        if len(narrower) > len(lines) or len(lines) == 1:
            break
        lines = narrower
    return lines


def _greedy(label: str, width: float, size: float) -> list[str]:
    lines = [""]
    for token in _TOKENS.findall(label):
        if lines[-1] and text_width(lines[-1] + token.rstrip(), size) > width:
            lines.append(token.lstrip())
        else:
            lines[-1] += token
    return [line.strip() for line in lines if line.strip()] or [""]


def fits(labels, width: float, size: float, *, lines: int) -> bool:
    """Whether every label fits a slot of this width in so many lines."""
    broken = [wrapped(label, width, size) for label in labels]
    return all(len(each) <= lines for each in broken) and all(
        text_width(line, size) <= width for each in broken for line in each
    )


def shown(labels, slot: float, size: float, *, lines: int = 1) -> list[int]:
    """Indices of the labels to print: all, or every k-th so that the last one stays."""
    count = len(labels)
    for every in range(1, count + 1):
        chosen = [n for n in range(count) if (count - 1 - n) % every == 0]
        if fits([labels[n] for n in chosen], slot * every - 4, size, lines=lines):
            return chosen
    return [count - 1]
