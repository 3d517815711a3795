"""What both back offices share: charts of sales with the words of each point, and the table that says the same."""

import json
import re
from datetime import date, timedelta

from django.utils import translation

from tradewind.insight.models import ShopDay
from tradewind.insight.types import DaySales, MonthSales
from tradewind.kernel.clock import local_day, read_clock
from tradewind.web.backoffice import sales_chart


def test_a_chart_holds_goods_and_freight_and_says_each_point():
    months = [
        MonthSales(date(2026, 2, 1), "CNY", 1, 2, 12_000, 850),
        MonthSales(date(2026, 3, 1), "CNY", 1200, 9, 5, 0),
    ]

    with translation.override("en"):
        data = sales_chart(months, "month")

    assert data == {
        "x": [1769918400, 1772337600],  # noon of the first, in Shanghai
        "y": [128.5, 0.05],
        "said": [["February 2026", "¥128.50", "1 order"], ["March 2026", "¥0.05", "1,200 orders"]],
        "symbol": "¥",
        "unit": "month",
    }


def test_a_currency_without_decimals_is_drawn_as_it_is():
    with translation.override("zh-hans"):
        data = sales_chart([DaySales(date(2026, 3, 1), "JPY", 2, 2, 1500, 300)], "day")

    assert (data["y"], data["said"], data["symbol"]) == ([1800.0], [["2026年3月1日", "JP¥1,800", "2 单"]], "JP¥")


def test_no_sales_are_an_empty_chart():
    assert sales_chart([], "month")["x"] == []


def test_the_table_says_what_the_chart_says(world, as_):
    today = local_day(read_clock())
    for day, goods in ((today, 5_000), (today - timedelta(days=1), 300)):
        ShopDay.objects.create(
            shop_id=world.shop, day=day, currency="CNY", orders=3, pieces=4, goods=goods, freight=800
        )

    for face, who in ((f"/en/merchant/{world.shop}/", "owner"), ("/en/console/", "operator")):
        page = as_(who).get(face).content.decode()
        rows = set(re.findall(r'<th scope="row" class="num">(.*?)</th>.*?"r font-medium">(.*?)</td>', page))
        for chart in ("by-day", "by-month"):
            said = json.loads(re.search(rf'id="{chart}">(.*?)</script>', page)[1])["said"]
            assert {(when, amount) for when, amount, _orders in said} <= rows
        assert "¥58.00" in {amount for _when, amount in rows}
