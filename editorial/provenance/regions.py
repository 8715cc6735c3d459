"""REGIONS 地区: a name or a title → the province-level region it speaks for.

Provinces and prefectures by the administrative divisions of the country (GB/T 2260); any other
name that is formed like a region (…省, …自治区, …市, …新区) stands for itself.
"""

import re
from functools import cache

NATION = "全国"

# Province-level region → (short name, abbreviations in document numbers, its prefectures).
PROVINCES = {
    "北京市": ("北京", "京", ""),
    "天津市": ("天津", "津", ""),
    "河北省": (
        "河北", "冀", "石家庄 唐山 秦皇岛 邯郸 邢台 保定 张家口 承德 沧州 廊坊 衡水 雄安",
    ),
    "山西省": ("山西", "晋", "太原 大同 阳泉 长治 晋城 朔州 晋中 运城 忻州 临汾 吕梁"),
    "内蒙古自治区": (
        "内蒙古", "内",
        "呼和浩特 包头 乌海 赤峰 通辽 鄂尔多斯 呼伦贝尔 巴彦淖尔 乌兰察布 兴安 锡林郭勒 阿拉善",
    ),
    "辽宁省": (
        "辽宁", "辽",
        "沈阳 大连 鞍山 抚顺 本溪 丹东 锦州 营口 阜新 辽阳 盘锦 铁岭 朝阳 葫芦岛",
    ),
    "吉林省": ("吉林", "吉", "长春 四平 辽源 通化 白山 松原 白城 延边"),
    "黑龙江省": (
        "黑龙江", "黑",
        "哈尔滨 齐齐哈尔 鸡西 鹤岗 双鸭山 大庆 伊春 佳木斯 七台河 牡丹江 黑河 绥化 大兴安岭",
    ),
    "上海市": ("上海", "沪", ""),
    "江苏省": (
        "江苏", "苏", "南京 无锡 徐州 常州 苏州 南通 连云港 淮安 盐城 扬州 镇江 泰州 宿迁",
    ),
    "浙江省": ("浙江", "浙", "杭州 宁波 温州 嘉兴 湖州 绍兴 金华 衢州 舟山 台州 丽水 义乌"),
    "安徽省": (
        "安徽", "皖",
        "合肥 芜湖 蚌埠 淮南 马鞍山 淮北 铜陵 安庆 黄山 滁州 阜阳 宿州 六安 亳州 池州 宣城",
    ),
    "福建省": ("福建", "闽", "福州 厦门 莆田 三明 泉州 漳州 南平 龙岩 宁德"),
    "江西省": ("江西", "赣", "南昌 景德镇 萍乡 九江 新余 鹰潭 赣州 吉安 宜春 抚州 上饶"),
    "山东省": (
        "山东", "鲁",
        "济南 青岛 淄博 枣庄 东营 烟台 潍坊 济宁 泰安 威海 日照 临沂 德州 聊城 滨州 菏泽",
    ),
    "河南省": (
        "河南", "豫",
        "郑州 开封 洛阳 平顶山 安阳 鹤壁 新乡 焦作 濮阳 许昌 漯河 三门峡 南阳 商丘 信阳 "
        "周口 驻马店 济源",
    ),
    "湖北省": (
        "湖北", "鄂",
        "武汉 黄石 十堰 宜昌 襄阳 鄂州 荆门 孝感 荆州 黄冈 咸宁 随州 恩施 仙桃 潜江 天门",
    ),
    "湖南省": (
        "湖南", "湘",
        "长沙 株洲 湘潭 衡阳 邵阳 岳阳 常德 张家界 益阳 郴州 永州 怀化 娄底 湘西",
    ),
    "广东省": (
        "广东", "粤",
        "广州 韶关 深圳 珠海 汕头 佛山 江门 湛江 茂名 肇庆 惠州 梅州 汕尾 河源 阳江 清远 "
        "东莞 中山 潮州 揭阳 云浮",
    ),
    "广西壮族自治区": (
        "广西", "桂",
        "南宁 柳州 桂林 梧州 北海 防城港 钦州 贵港 玉林 百色 贺州 河池 来宾 崇左",
    ),
    "海南省": ("海南", "琼", "海口 三亚 三沙 儋州 洋浦"),
    "重庆市": ("重庆", "渝", ""),
    "四川省": (
        "四川", "川 蜀",
        "成都 自贡 攀枝花 泸州 德阳 绵阳 广元 遂宁 内江 乐山 南充 眉山 宜宾 广安 达州 雅安 "
        "巴中 资阳 阿坝 甘孜 凉山",
    ),
    "贵州省": ("贵州", "黔 贵", "贵阳 六盘水 遵义 安顺 毕节 铜仁 黔西南 黔东南 黔南 贵安"),
    "云南省": (
        "云南", "云 滇",
        "昆明 曲靖 玉溪 保山 昭通 丽江 普洱 临沧 楚雄 红河 文山 西双版纳 大理 德宏 怒江 迪庆",
    ),
    "西藏自治区": ("西藏", "藏", "拉萨 日喀则 昌都 林芝 山南 那曲 阿里"),
    "陕西省": ("陕西", "陕", "西安 铜川 宝鸡 咸阳 渭南 延安 汉中 榆林 安康 商洛"),
    "甘肃省": (
        "甘肃", "甘 陇",
        "兰州 嘉峪关 金昌 白银 天水 武威 张掖 平凉 酒泉 庆阳 定西 陇南 临夏 甘南",
    ),
    "青海省": ("青海", "青", "西宁 海东 海北 黄南 玉树 海西"),
    "宁夏回族自治区": ("宁夏", "宁", "银川 石嘴山 吴忠 固原 中卫"),
    "新疆维吾尔自治区": (
        "新疆", "新",
        "乌鲁木齐 克拉玛依 吐鲁番 哈密 昌吉 博尔塔拉 巴音郭楞 阿克苏 喀什 和田 伊犁 塔城 阿勒泰",
    ),
    "香港特别行政区": ("香港", "", ""),
    "澳门特别行政区": ("澳门", "", ""),
    "台湾省": ("台湾", "", ""),
}  # fmt: skip

# What a prefecture's name must be followed by, so that 东营商环境 or 大理论 is no place.
_AFTER_PREFECTURE = r"(?=市|地区|州|盟|新区|经济|高新|综合|国家|自由贸易|港|县|$)"
# Any other region, named in full at the beginning. 要素市 of 要素市场 and 智慧城市 are none.
_FORMED = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{2,3}省|[\u4e00-\u9fff]{2,6}(?:自治区|特别行政区)"
    r"|[\u4e00-\u9fff]{2,3}(?<![城都超股门集])市(?![场值民政容])|[\u4e00-\u9fff]{2,3}新区)"
)
# A county, in the name of a body; 示范县 and 百强县 are kinds of county.
_COUNTY = re.compile(r"[\u4e00-\u9fff]{2,3}(?<![点范强贫])县|[\u4e00-\u9fff]{2,8}自治县")
_NO_NAME = re.compile(r"(?:各|本|我|全|跨|外|关于|印发|国家|全国|推进|建设)")
_BRACKETED = re.compile(r"^中国[（(]([\u4e00-\u9fff]{2,4})[）)]")


@cache
def _beginnings() -> tuple[tuple[re.Pattern, str], ...]:
    """(pattern at the beginning of a name, province), the longest names first."""
    found = [(short, province) for province, (short, _, _) in PROVINCES.items()]
    patterns = [(re.compile(re.escape(short)), province) for short, province in found]
    for province, (_, _, prefectures) in PROVINCES.items():
        patterns += [
            (re.compile(re.escape(each) + _AFTER_PREFECTURE), province)
            for each in prefectures.split()
        ]
    return tuple(patterns)


def province_of(name: str) -> str:
    """The province-level region of the table that a name begins with, or nothing."""
    if bracketed := _BRACKETED.match(name):
        name = bracketed[1]
    return next((province for begins, province in _beginnings() if begins.match(name)), "")


def region_of(name: str) -> str:
    """The region that a name begins with: of the table, or formed like one; or nothing."""
    if found := province_of(name):
        return found
    formed = _FORMED.match(name)
    return formed["name"] if formed and not _NO_NAME.match(name) else ""


def county_of(body: str) -> str:
    """The county that the name of a body begins with, or nothing. Its province is not known."""
    formed = _COUNTY.match(body)
    return formed[0] if formed and not _NO_NAME.match(body) else ""


@cache
def province_by_abbreviation() -> dict[str, str]:
    """冀 → 河北省: what stands before an agency's code in a document number."""
    return {
        letter: province
        for province, (_, abbreviations, _) in PROVINCES.items()
        for letter in abbreviations.split()
    }
