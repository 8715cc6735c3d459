"""PageDesign 版式: the one row that says how the printed page looks, from trim to cover."""

import math
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from simple_history.models import HistoricalRecords

from editorial.models import colours

MM = 72 / 25.4  # pt
SLACK = 1.0  # pt: without it rounding loses the last line of a page
NARROWEST = 12  # mm: outer margin and foot, where head, folio and thumb need room
LEGIBLE = 4.5  # contrast of words, WCAG 2.2 AA
TIGHTEST, LOOSEST = Decimal("1.6"), Decimal(3)  # pitch to type size
BLEED = 3  # mm
BAND_SHAPE = 27 / 41  # of its width: the height of a band, which is that of the field
PRINT_DPI = 300
SIGNING = "sign_off"
COVER_GOLD = "#e3c077"  # the strapline, on the main colour


class PageDesignQuerySet(models.QuerySet):
    def current(self) -> "PageDesign":
        """The row, or the standard design when nobody has changed anything. One query."""
        return self.filter(pk=1).first() or PageDesign()

    def of(self, issue) -> "PageDesign":
        """What an issue is set in: the present design, or that of the day it was signed off."""
        if issue.is_open:
            return self.current()
        signed = issue.records.filter(verb=SIGNING).order_by("pk").last()
        at = signed.at if signed else issue.publish_at
        if at is None:
            return self.current()
        kept = PageDesign.history.filter(id=1, history_date__lte=at).order_by("history_date").last()
        return kept.instance if kept else PageDesign()


def limited(least, most):
    return [
        MinValueValidator(least, f"不能小于 {least}。"),
        MaxValueValidator(most, f"不能大于 {most}。"),
    ]


def measure(label: str, default: str, least, most, **options):
    return models.DecimalField(
        label, max_digits=5, decimal_places=2, default=Decimal(default),
        validators=limited(least, most), **options,
    )  # fmt: skip


class PageDesign(models.Model):
    """The grid rules: outer margin and foot are what trim, grid, inner margin and head leave."""

    class Trim(models.TextChoices):
        A4 = "a4", "A4（210 × 297 毫米）"
        SMALL = "185x260", "185 × 260 毫米"

    class Face(models.TextChoices):
        SONG = "song", "宋体（Noto Serif CJK SC）"
        HEI = "hei", "黑体（Noto Sans CJK SC）"

    class Cover(models.TextChoices):
        FIELD = "field", "一律由本期内容绘制圆点，不用图片"
        BAND = "band", "有封面图片时作通栏，没有时绘制圆点"
        FULL = "full", "有封面图片时铺满封面，没有时绘制圆点"

    SIZES = {Trim.A4: (210.0, 297.0), Trim.SMALL: (185.0, 260.0)}  # mm

    trim = models.CharField(
        "成品尺寸", max_length=10, choices=Trim.choices, default=Trim.A4,
        help_text="裁切以后的大小；出血和裁切线在它外面，印刷版自动加。",
    )  # fmt: skip
    type_size = measure(
        "正文字号（点）", "11", 9, 14, help_text="五号约 10.5 点，小四约 12 点。"
    )  # fmt: skip
    pitch = measure(
        "行距（点）", "25", 15, 40,
        help_text="从一行到下一行的距离。宜为字号的 1.6 到 3 倍，标题、图、表都按它对齐。",
    )  # fmt: skip
    columns = models.PositiveSmallIntegerField(
        "每行字数", default=41, validators=limited(20, 60), help_text="本刊惯用 41 字。"
    )
    rows = models.PositiveSmallIntegerField(
        "每面行数", default=27, validators=limited(15, 45), help_text="本刊惯用 27 行。"
    )
    top_margin = measure(
        "天头（毫米）", "31.04", 20, 60, help_text="纸边到第一行；页眉也在这里面。"
    )
    inner_margin = measure(
        "订口（毫米）", "25.40", 12, 50, help_text="装订一侧的白边；单面在左，双面在右。"
    )
    text_face = models.CharField("正文字体", max_length=10, choices=Face.choices, default=Face.SONG)
    title_face = models.CharField(
        "标题字体", max_length=10, choices=Face.choices, default=Face.SONG,
        help_text="文章标题、封面和目次的大字。",
    )  # fmt: skip
    heading_face = models.CharField(
        "小标题字体", max_length=10, choices=Face.choices, default=Face.HEI,
        help_text="正文里“一、”一级的标题和法规的“条”。",
    )  # fmt: skip
    main_colour = models.CharField(
        "主色", max_length=7, default="#0f2a4a", help_text="封面底色、标题和表线。"
    )
    main_inks = models.CharField("主色的四色油墨", max_length=20, default="100 78 30 45")
    accent_colour = models.CharField(
        "强调色", max_length=7, default="#b5342a", help_text="页码、编者按，用得越少越醒目。"
    )
    accent_inks = models.CharField("强调色的四色油墨", max_length=20, default="0 90 85 0")
    paper_colour = models.CharField(
        "底色", max_length=7, default="#faf8f3", help_text="封面下部和封二的浅底。"
    )
    paper_inks = models.CharField("底色的四色油墨", max_length=20, default="0 1 4 1")
    cover_layout = models.CharField(
        "封面样式", max_length=10, choices=Cover.choices, default=Cover.BAND,
        help_text="图片在各期的“封面图片”里选，须满 300 dpi，并写明替代文字和来源。",
    )  # fmt: skip

    objects = PageDesignQuerySet.as_manager()
    history = HistoricalRecords(verbose_name="版式的历史", verbose_name_plural="版式的历史")

    class Meta:
        verbose_name = "版式"
        verbose_name_plural = "版式"
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="page_design_is_one_row"),
        ]

    def __str__(self):
        return "版式"

    @property
    def settings(self) -> dict[str, str]:
        """Every setting as text, by name; 11, 11.0 and "11.00" are the same."""
        fields = [each for each in self._meta.fields if not each.primary_key]
        return {each.name: _told(each, getattr(self, each.name)) for each in fields}

    @property
    def changes(self) -> dict[str, str]:
        """The settings that differ from the standard design, which is that of 41 × 27."""
        standard = PageDesign().settings
        return {name: told for name, told in self.settings.items() if told != standard[name]}

    @property
    def chart_colours(self) -> dict[str, str]:
        """What charts of this design are drawn in, where it is not the standard."""
        changed = self.changes.get("main_colour")
        return {"series-1": changed} if changed else {}

    @property
    def sheet(self) -> tuple[float, float]:
        """Width and height of the trimmed page, in pt."""
        wide, high = self.SIZES[self.trim]
        return wide * MM, high * MM

    @property
    def area(self) -> tuple[float, float]:
        """Width and height of the type area, in pt."""
        return float(self.columns * self.type_size), float(self.rows * self.pitch)

    @property
    def outer_margin(self) -> float:
        """In mm, what is left at the outer edge; negative when the lines are too long."""
        return (self.sheet[0] - self.area[0]) / MM - float(self.inner_margin)

    @property
    def foot_margin(self) -> float:
        """In mm, what is left below the last line."""
        return (self.sheet[1] - self.area[1] - SLACK) / MM - float(self.top_margin)

    @property
    def cover_area(self) -> tuple[float, float]:
        """Width and height of a picture on the cover with its bleed, in mm."""
        wide, high = self.SIZES[self.trim]
        band = wide * BAND_SHAPE
        return wide + 2 * BLEED, high + 2 * BLEED if self.cover_layout == self.Cover.FULL else band

    def faults_of_cover(self, picture) -> list[str]:
        """What keeps a picture from the cover, as sentences: too coarse, without its words."""
        if self.cover_layout == self.Cover.FIELD:
            return []
        wide, high = (math.ceil(length / 25.4 * PRINT_DPI) for length in self.cover_area)
        found = []
        if picture.width < wide or picture.height < high:
            density = PRINT_DPI * min(picture.width / wide, picture.height / high)
            found.append(
                f"这张图片有 {picture.width} × {picture.height} 像素，照现在的版式作封面，"
                f"每英寸只有 {density:.0f} 点；印刷要 {PRINT_DPI} 点，至少 {wide} × {high} 像素，"
                "请换一张更大的。"
            )
        if not picture.alt_text.strip():
            found.append("这张图片没有替代文字，请先在图片页用一句话写明图上有什么。")
        if not picture.credit.strip():
            found.append("这张图片没有来源，请先在图片页写明由谁拍摄、谁提供。")
        return found

    def clean(self):
        faults = _faults_of_grid(self) | _faults_of_colours(self)
        if faults:
            raise ValidationError(faults)


def _told(field, value) -> str:
    if isinstance(field, models.DecimalField):
        return f"{Decimal(str(value)).normalize():f}"
    return str(value)


def _faults_of_grid(design) -> dict[str, str]:
    numbers = ("type_size", "pitch", "columns", "rows", "top_margin", "inner_margin")
    if any(getattr(design, name) is None for name in numbers) or design.trim not in design.SIZES:
        return {}  # told already, field by field
    faults = {}
    wide, high = design.SIZES[design.trim]
    if design.outer_margin < NARROWEST:
        room = (wide - float(design.inner_margin) - NARROWEST) * MM
        faults["columns"] = (
            f"每行 {design.columns} 字、每字 {design.type_size.normalize():f} 点，共"
            f" {design.area[0] / MM:.1f} 毫米，加上订口 {design.inner_margin} 毫米，"
            f"{wide:.0f} 毫米宽的纸放不下（切口至少留 {NARROWEST} 毫米）；"
            f"这样的字号最多每行 {math.floor(room / float(design.type_size))} 字。"
        )
    if design.foot_margin < NARROWEST:
        room = (high - float(design.top_margin) - NARROWEST) * MM - SLACK
        faults["rows"] = (
            f"每面 {design.rows} 行、行距 {design.pitch.normalize():f} 点，共"
            f" {design.area[1] / MM:.1f} 毫米，加上天头 {design.top_margin} 毫米，"
            f"{high:.0f} 毫米高的纸放不下（地脚至少留 {NARROWEST} 毫米）；"
            f"这样的行距最多每面 {math.floor(room / float(design.pitch))} 行。"
        )
    if not TIGHTEST <= design.pitch / design.type_size <= LOOSEST:
        least, most = design.type_size * TIGHTEST, design.type_size * LOOSEST
        faults["pitch"] = (
            f"字号 {design.type_size.normalize():f} 点时，行距宜在 {least.normalize():f} 到"
            f" {most.normalize():f} 点之间。"
        )
    return faults


def _faults_of_colours(design) -> dict[str, str]:
    faults = {}
    for name in ("main", "accent", "paper"):
        colour = getattr(design, f"{name}_colour")
        if not colours.HEX.fullmatch(colour):
            faults[f"{name}_colour"] = "颜色写成 # 加六位小写十六进制数，如“#0f2a4a”。"
        if fault := colours.fault_of_inks(getattr(design, f"{name}_inks")):
            faults[f"{name}_inks"] = fault
    if not faults:
        faults = _faults_of_contrast(design)
    return faults


def _faults_of_contrast(design) -> dict[str, str]:
    """Words in main and accent colour stand on white and on paper; pale ones on the main colour."""
    faults = {}
    for name, others in (("main_colour", (COVER_GOLD,)), ("accent_colour", ())):
        grounds = ("#ffffff", design.paper_colour, *others)
        found = min(colours.contrast(getattr(design, name), ground) for ground in grounds)
        if found < LEGIBLE:
            faults[name] = (
                f"这个颜色与白纸、底色{'和封面上的金色小字' if others else ''}的反差只有"
                f" {found:.1f}，不到 {LEGIBLE}，看不清楚，请选深一些的颜色，或把底色调浅。"
            )
    found = colours.contrast("#14233a", design.paper_colour)
    if found < 7:
        faults["paper_colour"] = f"墨色的字印在这个底色上，反差只有 {found:.1f}，不到 7，请调浅。"
    return faults
