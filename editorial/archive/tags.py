"""TAGS of the archive's templates: what stands on every page alike, and addresses of numbers."""

import datetime as dt
import re
from functools import lru_cache

from django import template
from django.template.defaultfilters import date as date_filter
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from editorial.models.addresses import address as address_of
from editorial.typography import title_lines

register = template.Library()
COVER = 9.0  # em: a line below the cover where it is narrowest
_SPAN = re.compile(r"\d+—\d+[年月日]?")
MOST = 200  # renderings of one standing part: a few of every page and publication


class Standing(template.Node):
    """A part that is rendered once for all pages whose ``vary`` values are the same."""

    def __init__(self, nodes, vary):
        self.nodes, self.vary, self.kept = nodes, vary, {}

    def render(self, context):
        key = tuple(each.resolve(context) for each in self.vary)
        found = self.kept.get(key)
        if found is None:
            if len(self.kept) >= MOST:
                self.kept.clear()
            found = self.kept[key] = self.nodes.render(context)
        return found


@register.tag
def standing(parser, token):
    """``{% standing frame %} … {% endstanding %}``: depends on these values, and nothing else."""
    _, *vary = token.split_contents()
    nodes = parser.parse(("endstanding",))
    parser.delete_first_token()
    return Standing(nodes, [parser.compile_filter(each) for each in vary])


@register.simple_tag
def address(name, *numbers):
    """``{% address 'archive:issue' 2026 46 %}``, as ``url`` has it."""
    return address_of(name, *numbers)


@register.simple_tag
@lru_cache(maxsize=2000)
def listing(kind, name):
    """``{% listing 'body' 山海省数据局 %}``: the address of its page in the policy index."""
    return reverse(f"archive:{kind}", args=[name])


@register.filter
@lru_cache(maxsize=2000)
def day(date: dt.date, form: str) -> str:
    """As ``date``; of a day, which has no zone."""
    return date_filter(date, form)


@register.filter
@lru_cache(maxsize=2000, typed=True)
def held(title: str) -> SafeString:
    """A title whose 2023—2025年 stays in one line: no line begins with a dash."""
    return mark_safe(_SPAN.sub(r'<span class="held">\g<0></span>', conditional_escape(title)))


@register.filter
@lru_cache(maxsize=500)
def pieces(line: str) -> list[str]:
    """A line of a cover's headline in pieces that stay whole: none ends within a word."""
    return title_lines(line, measure=COVER)


@register.filter
@lru_cache(maxsize=2000)
def size(count: int) -> str:
    """Bytes as readers are told them."""
    return filesizeformat(count)
