"""BODIES 发文机关: named in a title, in a source, or by the code in a document number."""

import re

from editorial.provenance.agencies import (
    CENTRAL_CODES,
    FULL_NAMES,
    IN_A_CITY,
    LOCAL_CODES,
    NATIONAL,
    OF_THE_NATION,
)
from editorial.provenance.numbers import DocumentNumber
from editorial.provenance.regions import province_by_abbreviation, province_of

_CENTRAL = (*NATIONAL, *OF_THE_NATION.values(), *(name for _, name in CENTRAL_CODES))
LONGEST = 40  # characters of a body's name
_OFFICIAL = re.compile(
    r"(?:国务院|中共中央|人民政府|政府|办公厅|办公室|委员会|常务委员会|[部委厅局署院]|总局|法院"
    r"|党委|人民代表大会|中心|联席会议)$"
)
# What prints or shows a text is not who issued it.
_MEDIA = re.compile(r"(?:网站?|[日晚周早]?报社?|通讯社|新华社|杂志社?|公众号|客户端|频道|电视台)$")
_AND_OTHERS = re.compile(r"等(?:[一二三四五六七八九十两\d]*(?:个)?(?:部门|单位|机关|机构))?$")
_BETWEEN = re.compile(r"[、，,；;／/\s]+(?![^（(《“]*[）)》”])")
_ABOUT = re.compile(r"^(.{2,80}?)(?:办公厅)?(?:关于|印发|发布|公布)")
# A space divides two Chinese names, but neither Latin words nor Latin from Chinese.
_LATIN_GAP = re.compile(r"(?<=[A-Za-z0-9.]) (?=\S)|(?<=\S) (?=[A-Za-z0-9])")
_REMARK = re.compile(r"[（(][^（()）]*[）)]$")


def split_bodies(text: str) -> list[str]:
    """Names divided by 、 or spaces, each in full, each once."""
    kept = _LATIN_GAP.sub("\0", text.strip())
    names = [full_name(each.replace("\0", " ")) for each in _BETWEEN.split(kept)]
    return list(dict.fromkeys(name for name in names if name))


def full_name(name: str) -> str:
    """广东省发改委 → 广东省发展和改革委员会; a ministry's gets what the nation's begins with."""
    name = _AND_OTHERS.sub("", _REMARK.sub("", name.strip()).strip())
    for short, full in FULL_NAMES:
        if name.endswith(short):
            name = name.removesuffix(short) + full
            break
    return OF_THE_NATION.get(name, name)[:LONGEST]


def of_title(title: str) -> list[str]:
    """The bodies that a title begins with: 甲部 乙局关于…; none where it begins otherwise."""
    begins = _ABOUT.match(title)
    if not begins:
        return []
    whole = title[: begins.end()]
    head = re.sub(r"(?:关于|印发|发布|公布)$", "", whole)
    names = [_AND_OTHERS.sub("", each.strip()) for each in _BETWEEN.split(head) if each.strip()]
    if not names or not all(_OFFICIAL.search(name) for name in names):
        return []
    return list(dict.fromkeys(full_name(name) for name in names))


def of_source(source: str) -> list[str]:
    """The organisations that a source names; newspapers and web sites are none."""
    return [name for name in split_bodies(source) if not _MEDIA.search(name)]


def of_number(number: DocumentNumber | None) -> list[str]:
    """The agency whose code begins the number, where the tables know it."""
    if number is None:
        return []
    if not number.year:
        return [full_name(number.code.removesuffix("令"))]
    local = province_by_abbreviation().get(number.code[0])
    if local and (name := _coded(number.code[1:], LOCAL_CODES)):
        return [_ranked(local, name)]
    name = _coded(number.code, CENTRAL_CODES)
    return [name] if name else []


def _coded(code: str, table) -> str:
    return next((name for begins, name in table if code.startswith(begins)), "")


def _ranked(region: str, name: str) -> str:
    """A municipality has bureaus 局 where a province has departments 厅."""
    if region.endswith("市") and not name.endswith("办公厅"):
        for in_province, in_city in IN_A_CITY:
            if name.endswith(in_province):
                return region + name.removesuffix(in_province) + in_city
    return region + name


def is_national(body: str) -> bool:
    """Whether a body speaks for the whole nation: the State Council, a ministry."""
    return not province_of(body) and body.startswith(_CENTRAL)
