"""The price history on a product page: a drawing, a table, the low of thirty days."""

from datetime import date, timedelta

from tradewind.deals.models import PriceDay
from tradewind.kernel.clock import local_day, read_clock
from tradewind.web.storefront.price_chart import Stretch, chart

FIRST = date(2026, 3, 1)


def days(*amounts):
    return tuple((FIRST + timedelta(days=n), amount) for n, amount in enumerate(amounts))


def test_prices_are_steps():
    drawn = chart(days(1000, 1000, 800, 800, 1000))
    assert drawn.path == "M0 6H180V66H360V6H360"
    assert (drawn.low, drawn.high) == (800, 1000)
    assert drawn.stretches == [
        Stretch(date(2026, 3, 5), date(2026, 3, 5), 1000), Stretch(date(2026, 3, 3), date(2026, 3, 4), 800),
        Stretch(date(2026, 3, 1), date(2026, 3, 2), 1000),
    ]  # fmt: skip


def test_a_steady_price_is_a_line_in_the_middle():
    assert chart(days(900, 900, 900)).path == "M0 36H360"


def test_one_day_is_no_history():
    assert chart(days(900)) is None and chart(()) is None


def note(listing_id, variant, *pairs):
    """Rows of the history: (days ago, price)."""
    today = local_day(read_clock())
    PriceDay.objects.filter(listing_id=listing_id).delete()
    PriceDay.objects.bulk_create(
        PriceDay(listing_id=listing_id, day=today - timedelta(days=n), variant_id=variant, item_price=amount,
                 list_price=9900)
        for n, amount in pairs
    )  # fmt: skip


def test_the_product_page_shows_the_low_of_thirty_days_and_ninety_days_of_prices(guest, stall):
    note(stall.tea, stall.small, (89, 6500), (60, 9900), (30, 6000), (29, 7000), (1, 7900), (0, 7900))
    text = guest.get(f"/en/p/{stall.tea}").content.decode()
    assert "Lowest price of the last 30 days: ¥70.00" in text
    assert "from ¥60.00 to ¥99.00" in text
    assert 'viewBox="0 0 360 72"' in text and '<td class="num text-end">¥65.00</td>' in text
    assert "近 30 天最低价：¥70.00" in guest.get(f"/p/{stall.tea}").content.decode()


def test_without_history_nothing_is_said(guest, stall):
    note(stall.tea, stall.small)
    text = guest.get(f"/en/p/{stall.tea}").content.decode()
    assert "Price in the last 90 days" not in text and "Lowest price" not in text
