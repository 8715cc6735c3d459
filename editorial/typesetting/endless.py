"""Bodies that would keep the press for minutes are told at once; nobody reads them in print."""

from editorial.richtext import HEADING_LEVELS

LONGEST_BLOCK = 20_000  # characters of a paragraph, a cell, an item: 18 pages without a break
MOST_ROWS, MOST_CELLS, MOST_ITEMS = 1_000, 10_000, 3_000
SHORT = 10_000  # characters, tags and all: so short a body is not looked at
BLOCKS = ("p", *HEADING_LEVELS, "li", "td", "th", "caption")


def fault(tree, size: int) -> str:
    """What of a body of so many characters is too much, as the end of a sentence; or ""."""
    if size <= SHORT:
        return ""
    return _of_tables(tree) or _of_lists(tree) or _of_blocks(tree)


def _of_tables(tree) -> str:
    for table in tree.iter("table"):
        rows, cells = len(table.xpath(".//tr")), len(table.xpath(".//td | .//th"))
        if rows > MOST_ROWS or cells > MOST_CELLS:
            return (
                f"有一个表格多达 {rows} 行、{cells} 格，最多排 {MOST_ROWS} 行、{MOST_CELLS} 格，"
                "请拆成几个表格或改作附件。"
            )
    return ""


def _of_lists(tree) -> str:
    items = max((len(each) for each in tree.iter("ol", "ul")), default=0)
    if items <= MOST_ITEMS:
        return ""
    return f"有一个列表多达 {items} 项，最多排 {MOST_ITEMS} 项，请拆成几个列表。"


def _of_blocks(tree) -> str:
    length = max((len(each.text_content()) for each in tree.iter(*BLOCKS)), default=0)
    if length <= LONGEST_BLOCK:
        return ""
    return f"有一段长达 {length} 字，最多排 {LONGEST_BLOCK} 字，请分成几段。"
