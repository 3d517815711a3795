"""Every page of the merchant centre opens, in both languages, with a bounded number of queries."""

import pytest

PAGES = {
    "home": "", "listings": "listings/", "new listing": "listings/new/", "listing": "listings/{listing}/",
    "stock": "listings/{listing}/stock/", "item prices": "listings/{listing}/prices/", "orders": "orders/",
    "order": "orders/{order}/", "money": "money/", "offers": "offers/",
    "new coupon": "offers/new/shop_coupon/", "new bundle": "offers/new/bundle/", "new tiers": "offers/new/multi_buy/",
    "freight": "freight/", "new template": "freight/new/", "settings": "settings/",
}  # fmt: skip


def address(world, page, language=""):
    path = PAGES[page].format(listing=world.listing, order=world.orders[0])
    return f"{language}/merchant/{world.shop}/{path}"


@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize("page", PAGES)
def test_every_page_opens(world, as_, page, language):
    answer = as_("owner").get(address(world, page, language))

    assert answer.status_code == 200
    assert answer["Cache-Control"] == "private, no-store"
    assert ("Merchant centre" if language else "商家中心") in answer.content.decode()


QUERIES = {"home": 12, "listings": 6, "listing": 13, "orders": 7, "order": 14, "money": 8, "offers": 5, "freight": 5}


@pytest.mark.parametrize("page", QUERIES)
def test_more_rows_cost_no_more_queries(world, as_, now, page, django_assert_max_num_queries):
    from support.offices import an_order

    for _ in range(4):
        an_order(world.people["shopper"], world.variants[:1], now)
    client = as_("owner")
    client.get(address(world, page))  # what is looked up once per process

    with django_assert_max_num_queries(QUERIES[page]):
        assert client.get(address(world, page)).status_code == 200
