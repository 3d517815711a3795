"""The cart page with the personal best price, through HTTP: 1,000 live offers, at most sixty apply.

A guest's cart of five goods from three shops. The numbers are of one closed connection after another, as browsers ask.
"""

import statistics
import time
import urllib.request
from http.cookiejar import CookieJar
from urllib.parse import urlencode

import psycopg

from bench.machine import say

REQUESTS, WARM, GOAL_P95_MS = 300, 20, 60
LIVE, APPLY = 1_000, 50
GOODS = """
SELECT v.id, l.id, l.shop_id, l.category_id, v.list_price FROM catalog_listing l
JOIN LATERAL (SELECT * FROM catalog_variant v WHERE v.listing_id = l.id ORDER BY v.position LIMIT 1) v ON true
JOIN catalog_stock k ON k.variant_id = v.id AND k.on_hand - k.reserved > 5
WHERE l.state = 'on_sale' AND l.shop_id IN (
  SELECT shop_id FROM catalog_listing WHERE state = 'on_sale' GROUP BY shop_id HAVING count(*) > 2
  ORDER BY shop_id LIMIT 3)
ORDER BY row_number() OVER (PARTITION BY l.shop_id ORDER BY l.id), l.id LIMIT 5
"""
OTHERS = "SELECT id, shop_id FROM catalog_listing WHERE state = 'on_sale' AND NOT id = ANY(%s) ORDER BY id"
OFFER = """
INSERT INTO deals_offer (id, kind, shop_id, name, name_en, params, payer, funding, currency, code, exclusive_group,
  excludes, valid_from, valid_to, uses_allowed, uses_taken, per_buyer, budget_taken, claim_needed, claims_taken,
  headline)
VALUES (%s, %s, NULL, %s, %s, %s, 'platform', '{}', 'CNY', '', '', '[]', now() - interval '1 day',
  now() + interval '9 days', 100000, 0, 5, 0, false, 0, 100)
"""
TARGET = "INSERT INTO deals_offer_target (what, target_id, offer_id) VALUES (%s, %s, %s)"


def measure(marketplace):
    """Median and p95 of the page, and how many offers lived and applied."""
    goods = marketplace.ask(GOODS)
    live = add_offers(marketplace, goods)
    client = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    for variant, listing, *_ in goods:
        form = urlencode({"v": variant, "quantity": 1}).encode()
        same = {"Origin": marketplace.url, "Sec-Fetch-Site": "same-origin"}
        client.open(urllib.request.Request(f"{marketplace.url}/p/{listing}/add", form, same)).read()
    say(f"measuring /cart with {live} live offers")
    for _ in range(WARM):
        asked(client, marketplace.url + "/cart")
    times = sorted(asked(client, marketplace.url + "/cart") for _ in range(REQUESTS))
    p95 = times[int(len(times) * 0.95)]
    return {
        "live_offers": live, "goods": len(goods), "made_to_apply": APPLY, "requests": len(times),
        "p50_ms": round(statistics.median(times), 1), "p95_ms": round(p95, 1), "goal_p95_ms": GOAL_P95_MS,
        "of_goal": round(p95 / GOAL_P95_MS, 2),
    }  # fmt: skip


def asked(client, url):
    """Milliseconds until the page is read."""
    began = time.perf_counter()
    with client.open(url, timeout=30) as answer:
        answer.read()
    return (time.perf_counter() - began) * 1000


def add_offers(marketplace, goods):
    """Fills up to the number of live offers: some on these goods, of many kinds, the rest on others. Returns it."""
    ids = [listing for _, listing, *_ in goods]
    with psycopg.connect(marketplace.dsn) as database:
        others = database.execute(OTHERS, [ids]).fetchall()
        ((there,),) = database.execute("SELECT count(*) FROM deals_offer WHERE valid_to > now()").fetchall()
        for n in range(1, max(0, LIVE - there) + 1):
            if n <= APPLY:
                kind, params, target = on_these(n, goods[n // 10 % len(goods)])
            else:
                listing, shop = others[n % len(others)]
                kind, target = "item_coupon", ("listing", listing)
                params = {"shop_id": shop, "threshold": 1000, "face": 100 + n, "on": {"listings": [listing]}}
            database.execute(OFFER, [n, kind, f"优惠{n}", f"Offer {n}", psycopg.types.json.Jsonb(params)])
            database.execute(TARGET, [*target, n])
        ((live,),) = database.execute("SELECT count(*) FROM deals_offer WHERE valid_to > now()").fetchall()
    return live


def on_these(n, one):
    """An offer on goods of the cart: kind, parameters, target."""
    variant, listing, shop, category, price = one
    face = 50 + n * 10
    return (
        ("shop_coupon", {"shop_id": shop, "threshold": price // 2 + n, "face": face}, ("shop", shop)),
        ("item_coupon", {"shop_id": shop, "threshold": n, "face": face, "on": {"listings": [listing]}},
         ("listing", listing)),
        ("spend_save", {"shop_id": shop, "every": price, "off": face}, ("shop", shop)),
        ("multi_buy", {"tiers": [{"pieces": 2, "rate_off": 100 + n}], "on": {"shops": [shop]}}, ("shop", shop)),
        ("category_coupon", {"threshold": n, "face": face, "on": {"categories": [category]}}, ("category", category)),
        ("platform_coupon", {"threshold": 2 * price, "face": face}, ("everything", 0)),
        ("cross_shop", {"every": 10_000 + n, "off": face}, ("everything", 0)),
        ("red_packet", {"threshold": 100 * n, "face": n}, ("everything", 0)),
        ("flash_price", {"variant_id": variant, "amount": max(1, price - face)}, ("variant", variant)),
        ("free_freight", {"shop_id": shop, "threshold": price * 2}, ("shop", shop)),
    )[n % 10]  # fmt: skip
