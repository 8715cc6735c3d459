"""A QR code as SVG: one path, four modules of quiet zone, nothing else."""

from html import escape

import segno


def qr(url: str, *, colour: str = "#000") -> str:
    """The address as a QR code with 15 % error correction. Units are modules.

    Raises ``ValueError`` for an address that is empty, or longer than a code can hold.
    """
    if not url or not url.strip():
        raise ValueError("二维码没有网址，请填写“全文网址”。")
    try:
        code = segno.make_qr(url.strip(), error="m")
    except segno.DataOverflowError:
        raise ValueError(f"网址太长（{len(url)} 个字符），放不进二维码，请换一个短网址。") from None
    side = code.symbol_size(border=4)[0]
    path = "".join(
        f"M{start} {y + 4}h{length}v1h-{length}z"
        for y, row in enumerate(code.matrix)
        for start, length in _runs(row)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" role="img" '
        f'aria-label="二维码"><path fill="{escape(colour)}" d="{path}"/></svg>'
    )


def _runs(row) -> list[tuple[int, int]]:
    """(start, length) of each run of dark modules, the quiet zone counted in."""
    runs, start = [], None
    for x, dark in enumerate([*row, 0]):
        if dark and start is None:
            start = x
        elif not dark and start is not None:
            runs.append((start + 4, x - start))
            start = None
    return runs
