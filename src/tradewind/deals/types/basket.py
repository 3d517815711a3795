"""What a buyer means to buy, and under which rules of the marketplace."""

from typing import Annotated, Literal

import msgspec

Amount = Annotated[int, msgspec.Meta(description="Whole minor units of the basket's currency (fen), 0 to 10^15.")]
Pieces = Annotated[int, msgspec.Meta(description="Pieces, 1 to 9,999.")]
Moment = Annotated[int, msgspec.Meta(description="Unix milliseconds; 0: none.")]
Lines = Annotated["list[BasketLine]", msgspec.Meta(
    description="At most 200 lines and 200,000 pieces; each position once.", extra_json_schema={"maxItems": 200}
)]  # fmt: skip


class BasketLine(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`quantity` pieces of one SKU at `list_price` each. No discount brings a piece below `floor`."""

    position: int
    shop_id: int
    listing_id: int
    variant_id: int
    category_id: int
    quantity: Pieces
    list_price: Amount
    floor: Amount = 0


class ShopFreight(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a shop's parcel costs to the door, before offers."""

    shop_id: int
    amount: Amount


class Basket(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a buyer means to buy, at one moment, in one currency. `member`: the buyer is a paying member."""

    currency: str
    lines: Lines
    freight: list[ShopFreight] = []
    member: bool = False


class PricePolicy(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The marketplace's rules of stacking (dated configuration).

    `threshold_base`: thresholds, rates and shares look at the item-level price (parallel stacking, as Taobao and
    JD do it), or at what the layers before have left (`remaining`). `min_payable`: an order with goods never costs
    less (Douyin: 1). `excluded_kinds`: pairs of kinds that are not used in one order. `most_nodes`: the work limit
    of the search.
    """

    threshold_base: Literal["item_level", "remaining"] = "item_level"
    min_payable: Amount = 0
    excluded_kinds: list[tuple[str, str]] = []
    most_nodes: int = 5_000
