"""An ICC profile of offset on coated paper, computed: what a print edition carries by default.

The printer's own profile is better and goes into ``PRESS_PROFILE``. This one is built from the
colours of sixteen overprints (Neugebauer) and a dot gain, so that it may go wherever the project
goes. ``python -m editorial.typesetting.condition`` writes it anew, in about a minute.
"""

import struct
from itertools import product
from pathlib import Path

FILE = Path(__file__).with_name("coated.icc")
NAME = "Generic coated offset (computed)"
D50 = (0.9642, 1.0, 0.8249)
# CIE Lab of paper and solids, typical of offset on coated paper. Keys: which of C, M, Y prints.
SOLIDS = {
    (0, 0, 0): (95, 0, -2),
    (1, 0, 0): (55, -37, -50),
    (0, 1, 0): (48, 74, -3),
    (0, 0, 1): (89, -5, 93),
    (0, 1, 1): (47, 68, 48),
    (1, 0, 1): (50, -65, 27),
    (1, 1, 0): (24, 20, -46),
    (1, 1, 1): (23, 0, 0),
}
BLACK = (16, 0, 0)
UNDER_BLACK = 0.3  # how much of an ink's own darkness shows through black
GAIN = (0.15, 0.15, 0.15, 0.17)  # dot gain at half tone
STEPS_IN, STEPS_OUT = 9, 21  # nodes a side of the two tables
REACH = 90.0  # a and b run from −90 to 90 in the table from colour to inks
BLACK_BEGINS, MOST_GREY = 0.25, 0.85  # black replaces the grey share of the inks from here on
DARK = 24.0  # L of three solids on one another: darker colours take all the black there is
MOST_INK = 3.0  # shares of all inks together: more does not dry
ROUNDS = 14


def lab_to_xyz(lab) -> tuple[float, ...]:
    middle = (lab[0] + 16) / 116
    roots = (middle + lab[1] / 500, middle, middle - lab[2] / 200)
    return tuple(
        white * (t**3 if t > 6 / 29 else 3 * (6 / 29) ** 2 * (t - 4 / 29))
        for white, t in zip(D50, roots, strict=True)
    )


def xyz_to_lab(xyz) -> tuple[float, float, float]:
    x, y, z = (_root(value / white) for value, white in zip(xyz, D50, strict=True))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _root(t: float) -> float:
    return t ** (1 / 3) if t > (6 / 29) ** 3 else t / (3 * (6 / 29) ** 2) + 4 / 29


def _overprints() -> dict[tuple[int, ...], tuple[float, ...]]:
    """XYZ of the sixteen overprints, paper taken as white."""
    paper = lab_to_xyz(SOLIDS[0, 0, 0])
    relative = {
        inks: tuple(v / p * w for v, p, w in zip(lab_to_xyz(lab), paper, D50, strict=True))
        for inks, lab in (*SOLIDS.items(), ("black", BLACK))
    }
    black = relative.pop("black")
    found = {(*inks, 0): xyz for inks, xyz in relative.items()}
    for inks, xyz in relative.items():
        shares = (v / w for v, w in zip(xyz, D50, strict=True))
        found[*inks, 1] = tuple(b * s**UNDER_BLACK for b, s in zip(black, shares, strict=True))
    return found


OVERPRINTS = tuple(_overprints().items())


def colour_of(inks) -> tuple[float, float, float]:
    """Media-relative Lab of shares of C, M, Y and K on the plates."""
    areas = [share + 4 * gain * share * (1 - share) for share, gain in zip(inks, GAIN, strict=True)]
    x = y = z = 0.0
    for printed, xyz in OVERPRINTS:
        weight = 1.0
        for area, ink in zip(areas, printed, strict=True):
            weight *= area if ink else 1 - area
        x, y, z = x + weight * xyz[0], y + weight * xyz[1], z + weight * xyz[2]
    return xyz_to_lab((x, y, z))


def inks_for(lab) -> tuple[tuple[float, ...], float]:
    """(shares of C, M, Y, K; distance left) of the nearest colour that these inks can print."""
    start = [min(1.0, max(0.0, 1 - lab[0] / 100))] * 3
    colours, left = _solved(lab, start, 0.0)
    grey = max(0.0, (min(colours) - BLACK_BEGINS) / (1 - BLACK_BEGINS))
    black = grey**1.4 * (MOST_GREY + (1 - MOST_GREY) * max(0.0, 1 - lab[0] / DARK))
    if not black:
        return (*colours, 0.0), left
    colours, left = _solved(lab, colours, black)
    share = min(1.0, (MOST_INK - black) / max(sum(colours), 1e-6))
    return (*(share * each for each in colours), black), left


def _solved(lab, colours, black: float) -> tuple[list[float], float]:
    """C, M, Y by damped steepest steps of Gauss and Newton, kept between nothing and solid."""
    best, left = list(colours), _distance(colour_of((*colours, black)), lab)
    damping = 1.0
    for _ in range(ROUNDS):
        step = _step(best, black, lab, damping)
        tried = [min(1.0, max(0.0, a + b)) for a, b in zip(best, step, strict=True)]
        distance = _distance(colour_of((*tried, black)), lab)
        if distance < left - 1e-4:
            best, left, damping = tried, distance, damping / 4
        else:
            damping *= 6
        if left < 0.2:
            break
    return best, left


def _distance(one, other) -> float:
    return sum((a - b) ** 2 for a, b in zip(one, other, strict=True)) ** 0.5


def _step(colours, black, lab, damping) -> list[float]:
    here = colour_of((*colours, black))
    slopes = []
    for n in range(3):
        moved = list(colours)
        by = 0.01 if colours[n] < 0.99 else -0.01
        moved[n] += by
        there = colour_of((*moved, black))
        slopes.append([(b - a) / by for a, b in zip(here, there, strict=True)])
    wanted = [b - a for a, b in zip(here, lab, strict=True)]
    matrix = [[_dot(a, b) + damping * 20 * (a is b) for b in slopes] for a in slopes]
    return _cramer(matrix, [_dot(slope, wanted) for slope in slopes])


def _dot(a, b) -> float:
    return sum(x * y for x, y in zip(a, b, strict=True))


def _determinant(m) -> float:
    return (
        m[0][0] * (m[1][1] * m[2][2] - m[1][2] * m[2][1])
        - m[0][1] * (m[1][0] * m[2][2] - m[1][2] * m[2][0])
        + m[0][2] * (m[1][0] * m[2][1] - m[1][1] * m[2][0])
    )


def _cramer(matrix, right) -> list[float]:
    whole = _determinant(matrix)
    columns = [[[right[r] if c == n else matrix[r][c] for c in range(3)] for r in range(3)]
               for n in range(3)]  # fmt: skip
    return [_determinant(each) / whole for each in columns]


# --- The file (ICC.1:2001-04, lut16Type) ----------------------------------------------------


def build() -> bytes:
    """The profile. The same bytes every time."""
    towards = [_encoded(colour_of(inks)) for inks in product(_shares(STEPS_IN), repeat=4)]
    back, gamut = [], []
    for lab in nodes():
        inks, left = inks_for(lab)
        back.append([round(65535 * share) for share in inks])
        gamut.append([min(65535, round(max(0.0, left - 2) * 2000))])
    a2b = _table(towards, STEPS_IN, [LINEAR] * 4)
    b2a = _table(back, STEPS_OUT, [LIGHTNESS, REACHED, REACHED])
    outside = _table(gamut, STEPS_OUT, [LIGHTNESS, REACHED, REACHED])
    return _profile(a2b, b2a, outside)


def nodes():
    """Lab of every node of the table from colour to inks, in its order."""
    across = [REACH * (2 * share - 1) for share in _shares(STEPS_OUT)]
    return product([100 * share for share in _shares(STEPS_OUT)], across, across)


def _shares(steps: int) -> list[float]:
    return [n / (steps - 1) for n in range(steps)]


def _encoded(lab) -> list[int]:
    """Lab as lut16Type of version 2 has it: L to FF00h, a and b with 8000h for nought."""
    values = (lab[0] * 652.8, (lab[1] + 128) * 256, (lab[2] + 128) * 256)
    return [min(65535, max(0, round(value))) for value in values]


def _curve(share) -> list[int]:
    return [round(65535 * min(1.0, max(0.0, share(n / 255)))) for n in range(256)]


LINEAR = _curve(lambda x: x)
LIGHTNESS = _curve(lambda x: x * 65535 / 65280)
REACHED = _curve(lambda x: (x * 65535 / 256 - 128 + REACH) / (2 * REACH))


def _table(values, steps: int, curves) -> bytes:
    channels = len(values[0])
    flat = [number for node in values for number in node]
    ends = [number for curve in (*curves, *[LINEAR] * channels) for number in curve]
    identity = struct.pack(">9i", *(65536 * (n % 4 == 0) for n in range(9)))
    head = struct.pack(">4sIBBBx", b"mft2", 0, len(curves), channels, steps)
    inputs, outputs = ends[: 256 * len(curves)], ends[256 * len(curves) :]
    body = struct.pack(f">{len(inputs) + len(flat) + len(outputs)}H", *inputs, *flat, *outputs)
    return head + identity + struct.pack(">HH", 256, 256) + body


def _profile(a2b: bytes, b2a: bytes, outside: bytes) -> bytes:
    name = NAME.encode() + b"\0"
    words = b"Made by the project that carries it; no rights reserved.\0"
    described = struct.pack(">4sII", b"desc", 0, len(name)) + name + bytes(78)
    tags = (
        ((b"desc",), described),
        ((b"cprt",), struct.pack(">4sI", b"text", 0) + words),
        ((b"wtpt",), struct.pack(">4sI3i", b"XYZ ", 0, *_fixed(lab_to_xyz(SOLIDS[0, 0, 0])))),
        ((b"A2B0", b"A2B1", b"A2B2"), a2b),
        ((b"B2A0", b"B2A1", b"B2A2"), b2a),
        ((b"gamt",), outside),
    )
    count = sum(len(names) for names, _ in tags)
    offset, index, data = 128 + 4 + 12 * count, b"", b""
    for names, content in tags:
        for each in names:
            index += struct.pack(">4sII", each, offset + len(data), len(content))
        data += content + bytes(-len(content) % 4)
    size = offset + len(data)
    return _header(size) + struct.pack(">I", count) + index + data


def _fixed(numbers) -> list[int]:
    return [round(65536 * each) for each in numbers]


def _header(size: int) -> bytes:
    head = struct.pack(">I4xI4s4s4s6H4s", size, 0x02400000, b"prtr", b"CMYK", b"Lab ",
                       2026, 1, 1, 0, 0, 0, b"acsp")  # fmt: skip
    return (head + bytes(24) + struct.pack(">I3i", 1, *_fixed(D50))).ljust(128, b"\0")


if __name__ == "__main__":
    FILE.write_bytes(build())
