"""Values of the way to the door. Fees are minor units of the shop's currency."""

from datetime import datetime
from typing import Any, NamedTuple

import msgspec


class Region(NamedTuple):
    """A province-level region of China. `code` (ISO 3166-2) is what addresses, shops and freight rules store."""

    code: str
    name: str
    name_en: str


REGIONS: tuple[Region, ...] = (
    Region("CN-BJ", "北京", "Beijing"),
    Region("CN-TJ", "天津", "Tianjin"),
    Region("CN-HE", "河北", "Hebei"),
    Region("CN-SX", "山西", "Shanxi"),
    Region("CN-NM", "内蒙古", "Inner Mongolia"),
    Region("CN-LN", "辽宁", "Liaoning"),
    Region("CN-JL", "吉林", "Jilin"),
    Region("CN-HL", "黑龙江", "Heilongjiang"),
    Region("CN-SH", "上海", "Shanghai"),
    Region("CN-JS", "江苏", "Jiangsu"),
    Region("CN-ZJ", "浙江", "Zhejiang"),
    Region("CN-AH", "安徽", "Anhui"),
    Region("CN-FJ", "福建", "Fujian"),
    Region("CN-JX", "江西", "Jiangxi"),
    Region("CN-SD", "山东", "Shandong"),
    Region("CN-HA", "河南", "Henan"),
    Region("CN-HB", "湖北", "Hubei"),
    Region("CN-HN", "湖南", "Hunan"),
    Region("CN-GD", "广东", "Guangdong"),
    Region("CN-GX", "广西", "Guangxi"),
    Region("CN-HI", "海南", "Hainan"),
    Region("CN-CQ", "重庆", "Chongqing"),
    Region("CN-SC", "四川", "Sichuan"),
    Region("CN-GZ", "贵州", "Guizhou"),
    Region("CN-YN", "云南", "Yunnan"),
    Region("CN-XZ", "西藏", "Tibet"),
    Region("CN-SN", "陕西", "Shaanxi"),
    Region("CN-GS", "甘肃", "Gansu"),
    Region("CN-QH", "青海", "Qinghai"),
    Region("CN-NX", "宁夏", "Ningxia"),
    Region("CN-XJ", "新疆", "Xinjiang"),
    Region("CN-TW", "台湾", "Taiwan"),
    Region("CN-HK", "香港", "Hong Kong"),
    Region("CN-MO", "澳门", "Macao"),
)

_SUFFIXES = ("特别行政区", "维吾尔自治区", "壮族自治区", "回族自治区", "自治区", "省", "市")
_CODES = {spelling: r.code for r in REGIONS for spelling in (r.code.lower(), r.name, r.name_en.lower())}
_NAMES = {r.code: r for r in REGIONS}


def region_code(text: str) -> str:
    """The code of a region written as code, Chinese name (with or without 省/市/自治区) or English name.

    Anything else is a region of another country and stays as it is, without outer blanks.
    """
    text = text.strip()
    found = _CODES.get(text.lower())
    for suffix in () if found else _SUFFIXES:
        found = found or _CODES.get(text.removesuffix(suffix))
    return found or text


def region_name(code: str, language: str = "zh-hans") -> str:
    """A region's name for people; a text that is no code of ours is its own name."""
    region = _NAMES.get(region_code(code))
    if region is None:
        return code
    return region.name_en if language.startswith("en") else region.name


class FreightLine(msgspec.Struct, frozen=True, kw_only=True):
    """Pieces of one SKU in a basket. `amount`: item-level price of all of them. No template: the shop's default."""

    shop_id: int
    template_id: int | None
    quantity: int
    weight_g: int
    amount: int


class TemplateRules(msgspec.Struct, frozen=True, kw_only=True):
    """A freight template as the engine takes it: `kind` names a file in logistics/kinds, `rules` its parameters."""

    id: int
    kind: str
    rules: dict[str, Any]


class FreightQuestion(msgspec.Struct, frozen=True, kw_only=True):
    """Input of `logistics.freight`. Every line names a template that is among `templates`."""

    region: str
    lines: list[FreightLine]
    templates: list[TemplateRules]


class FreightPart(msgspec.Struct, frozen=True, kw_only=True):
    """What one template adds to a shop's parcel. `role`: first, step, free or none (unreachable)."""

    template_id: int
    units: int
    fee: int
    role: str


class ShopFee(msgspec.Struct, frozen=True, kw_only=True):
    """The fee of one shop's parcel to the region. Not `reachable`: some of its goods do not go there; the fee is 0."""

    shop_id: int
    fee: int
    reachable: bool
    parts: list[FreightPart]


class FreightAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """Output of `logistics.freight`: one fee for each shop, in the order of the lines."""

    region: str
    shops: list[ShopFee]


class Transit(msgspec.Struct, frozen=True, kw_only=True):
    """Days on the road, earliest and latest, by how far apart two regions are."""

    same: tuple[int, int]
    normal: tuple[int, int]
    remote: tuple[int, int]
    remote_regions: tuple[str, ...]


class Promise(NamedTuple):
    """When a parcel leaves at the latest, and the days between which it arrives (first moment, last second)."""

    ship_by: datetime
    arrive_from: datetime
    arrive_to: datetime


class TemplateView(NamedTuple):
    """A shop's freight template."""

    id: int
    shop_id: int
    name: str
    kind: str
    rules: dict[str, Any]
    is_default: bool


class TemplateDraft(NamedTuple):
    """A template as its merchant describes it. `id` None makes a new one."""

    name: str
    rules: dict[str, Any]
    kind: str = "by_piece"
    is_default: bool = False
    id: int | None = None


class ShipmentView(NamedTuple):
    """A parcel of a sub-order. `state`: shipped, delivered."""

    order_id: int
    position: int
    sub_position: int
    carrier: str
    tracking_no: str
    state: str
    shipped_at: datetime
    delivered_at: datetime | None
