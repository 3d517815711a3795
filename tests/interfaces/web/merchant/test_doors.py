"""Who may enter: every address of the merchant centre, against everybody who must not, and nothing moves."""

import pytest
from django.urls import reverse

from support.coupons import coupon, create_coupon
from support.doors import answers, fingerprint, led_elsewhere
from tradewind.catalog.models import Picture
from tradewind.deals.actions.set_item_price import set_item_price
from tradewind.deals.models import ItemPrice
from tradewind.logistics.queries import templates
from tradewind.parties.permissions import TABLE
from tradewind.web.merchant.urls import urlpatterns

# What each address does, as a verb of the table in parties.permissions.
VERBS = {
    "home": "shop.see", "listings": "shop.see", "listing_new": "listings.edit", "listing": "listings.edit",
    "listing_state": "listings.edit", "listing_stock": "stock.edit", "picture_add": "listings.edit",
    "picture_change": "listings.edit", "prices": "prices.edit", "price_end": "prices.edit", "orders": "orders.see",
    "order": "orders.see", "ship": "orders.ship", "money": "money.see", "statement_csv": "money.see",
    "offers": "shop.see", "offer_new": "prices.edit", "offer_stop": "prices.edit", "freight": "freight.edit",
    "freight_new": "freight.edit", "freight_template": "freight.edit", "settings": "shop.settings",
    "shop_state": "shop.settings",
}  # fmt: skip
OPEN_TO_ANY_ACCOUNT = {"choose", "open"}
READS = ("get", "head")
POSTED = {"listing_state", "picture_add", "picture_change", "price_end", "ship", "offer_stop", "shop_state"}
TABLES = (
    "parties_shop", "parties_shop_member", "catalog_listing", "catalog_variant", "catalog_stock", "catalog_picture",
    "deals_item_price", "deals_offer", "logistics_freight_template", "logistics_shipment", "trade_sub_order",
    "kernel_outbox", "ledger_posting",
)  # fmt: skip
SENT = {
    "new": "paused", "do": "remove", "carrier": "顺丰速运", "tracking_no": "SF1", "name": "x", "title": "x",
    "amount": "1",
}  # fmt: skip


@pytest.fixture
def addresses(world, now):
    """Name -> address, of things that exist."""
    price = set_item_price(world.shop, world.variants[0], 8000, now, None, now)
    draft = coupon("满减", 10_000, 500, 100, now, now.replace(year=2099))
    known = {
        "shop_id": world.shop, "listing_id": world.listing, "order_id": world.orders[0], "price_id": price,
        "picture_id": Picture.objects.get(listing_id=world.listing).id,
        "offer_id": create_coupon(world.shop, draft, now), "kind": "bundle",
        "template_id": templates(world.shop)[0].id,
    }  # fmt: skip
    assert ItemPrice.objects.count() == 1
    return {
        pattern.name: reverse(
            f"merchant:{pattern.name}", kwargs={name: known[name] for name in pattern.pattern.converters}
        )
        for pattern in urlpatterns
        if pattern.name not in OPEN_TO_ANY_ACCOUNT
    }  # fmt: skip


def tried(client, addresses):
    """Name -> status by method, of every method that the address knows."""
    return {name: answers(client, address, SENT) for name, address in addresses.items()}


def test_the_table_names_every_address():
    assert {pattern.name for pattern in urlpatterns} == set(VERBS) | OPEN_TO_ANY_ACCOUNT


@pytest.mark.parametrize("who", ["other_owner", "shopper", "operator"])
def test_a_shop_does_not_exist_for_people_who_do_not_work_there(as_, addresses, who):
    before, client = fingerprint(TABLES), as_(who)

    found = tried(client, addresses)

    assert {name for name, codes in found.items() if not codes} == set()
    assert {code for codes in found.values() for code in codes.values()} == {404}
    assert fingerprint(TABLES) == before


def test_visitors_are_sent_to_sign_in_and_nothing_moves(as_, addresses):
    before, client = fingerprint(TABLES), as_(None)

    assert led_elsewhere(client, addresses) == set()
    assert fingerprint(TABLES) == before


@pytest.mark.parametrize("role", ["staff", "warehouse"])
def test_a_role_is_refused_what_the_table_does_not_give_it(as_, addresses, role):
    before, client = fingerprint(TABLES), as_(role)
    forbidden = {name: address for name, address in addresses.items() if VERBS[name] not in TABLE[role]}
    assert forbidden

    found = tried(client, forbidden)

    assert {code for codes in found.values() for code in codes.values()} == {403}
    assert fingerprint(TABLES) == before


@pytest.mark.parametrize("role", ["owner", "staff", "warehouse"])
def test_a_role_gets_what_the_table_gives_it(as_, addresses, role):
    client = as_(role)
    given = {name: address for name, address in addresses.items() if VERBS[name] in TABLE[role]}
    found = {
        (name, method): getattr(client, method)(address).status_code
        for name, address in given.items()
        for method in READS
    }

    assert {status for status in found.values() if status != 405} == {200}
    assert {name for (name, method), status in found.items() if method == "get" and status == 405} <= POSTED
    assert all(found[name, "get"] == found[name, "head"] for name in given)


def test_another_shops_things_are_absent_under_ones_own_shop(world, as_, addresses):
    before, client = fingerprint(TABLES), as_("other_owner")
    with_things = {p.name for p in urlpatterns if p.pattern.converters.keys() - {"shop_id", "kind"}}
    own = {name: addresses[name].replace(f"/{world.shop}/", f"/{world.other_shop}/") for name in with_things}

    found = tried(client, own)

    assert {name: set(codes.values()) for name, codes in found.items()} == {name: {404} for name in own}
    assert fingerprint(TABLES) == before
