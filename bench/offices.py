"""Pages of the back offices over an imported history: the median of some requests each, for the biggest shop.

Everything goes the way of people: the printed link makes the first operator, who lets that account work in the shop.
"""

import re
import statistics
import time
import urllib.error
import urllib.parse
import urllib.request

import psycopg

from tradewind.ops.embedded import embedded_dsn

WARM, COUNTED = 2, 20
BUDGET_MS = 300
EMAIL, PASSWORD = "bench@example.com", "a bench of twenty requests"
BIGGEST = "SELECT shop_id, max(order_id) FROM trade_sub_order GROUP BY 1 ORDER BY count(*) DESC LIMIT 1"
BUYER = "SELECT a.email FROM trade_order o JOIN parties_account a ON a.id = o.account_id WHERE o.id = %s"
MERCHANT = ("", "orders/", "orders/?state=confirmed", "orders/{order}/", "listings/", "listings/?q=cama", "money/")
CONSOLE = (
    "", "shops/", "shops/?q=sao", "shops/{shop}/", "orders/", "orders/?state=completed", "orders/?q={buyer}",
    "orders/{order}/", "ledger/", "ledger/transactions/", "ledger/transactions/?kind=trade.sale", "decisions/",
)  # fmt: skip


def measure(home, link):
    """`link`: the address of the first run, with its token. Returns milliseconds by page."""
    address = urllib.parse.urlsplit(link)
    browser = Browser(f"{address.scheme}://{address.netloc}")
    with psycopg.connect(embedded_dsn(home)) as database:
        shop, order = database.execute(BIGGEST).fetchone()
        (buyer,) = database.execute(BUYER, [order]).fetchone() or ("nobody@example.com",)
    found = {"shop": shop, "order": order, "buyer": buyer}
    setup = f"{address.path}?{address.query}"
    token = urllib.parse.parse_qs(address.query)["token"][0]
    browser.post(setup, setup, token=token, email=EMAIL, password=PASSWORD, again=PASSWORD)
    browser.post(f"/console/shops/{shop}/", f"/console/shops/{shop}/members/", email=EMAIL, role="owner")
    faces = {f"/merchant/{shop}/": MERCHANT, "/console/": CONSOLE}
    pages = {start + page: start + page.format(**found) for start, some in faces.items() for page in some}
    medians = {page: browser.median_ms(path) for page, path in pages.items()}
    return {"median_ms": medians, "slowest_ms": max(medians.values()), "budget_ms": BUDGET_MS}


class Browser:
    """Just enough of one: cookies, forms with their token, and no redirects followed."""

    def __init__(self, start):
        self.start, self.cookies = start, {}
        self.opener = urllib.request.build_opener(Straight)

    def open(self, path, data=None):
        """Status and text of an answer."""
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {"Cookie": cookies, "Sec-Fetch-Site": "same-origin", "Origin": self.start}
        body = None if data is None else urllib.parse.urlencode(data).encode()
        request = urllib.request.Request(self.start + path, body, headers)
        try:
            answer = self.opener.open(request)
        except urllib.error.HTTPError as other:
            answer = other
        with answer:
            for line in answer.headers.get_all("Set-Cookie") or []:
                name, _, value = line.partition(";")[0].partition("=")
                self.cookies[name] = value
            return answer.status, answer.read().decode()

    def post(self, page, path, **data):
        """Sends a form of `page`; it has to lead on."""
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.open(page)[1])[1]
        status, text = self.open(path, {**data, "csrfmiddlewaretoken": token})
        if status != 302:
            raise SystemExit(f"{path} answered {status}: {text[:500]}")

    def median_ms(self, path):
        """The median of the counted requests after the warm ones."""
        lasted = []
        for _ in range(WARM + COUNTED):
            began = time.perf_counter()
            status, _text = self.open(path)
            lasted.append((time.perf_counter() - began) * 1000)
            if status != 200:
                raise SystemExit(f"{path} answered {status}")
        return round(statistics.median(lasted[WARM:]), 1)


class Straight(urllib.request.HTTPRedirectHandler):
    """Follows nothing."""

    def redirect_request(self, *_args):
        """Never another request."""
        return
