"""Reviewing a bought item: once for each line, after it has arrived."""

from datetime import datetime

from django.db import connection, transaction

from tradewind.content.errors import AlreadyReviewed, NoLine, TooEarly, WrongRating, WrongText
from tradewind.content.events import ReviewPosted
from tradewind.content.types import MOST_TEXT
from tradewind.kernel.ids import new_id
from tradewind.kernel.outbox import record
from tradewind.parties.queries import account_names
from tradewind.parties.types import Buyer
from tradewind.trade.queries import order as read_order
from tradewind.trade.types import OrderLineView, OrderView

ARRIVED = frozenset({"delivered", "confirmed", "settled"})
_INSERT = """
INSERT INTO content_review (id, order_id, line_position, listing_id, shop_id, account_id, author, rating, title, text,
                            external_ref, created_at, answer, answered_at)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, '', %s, NULL, %s, '', NULL)
ON CONFLICT ON CONSTRAINT content_review_once DO NOTHING
"""


@transaction.atomic
def post_review(order_id: int, line_position: int, account_id: int, rating: int, text: str, now: datetime) -> int:
    """Stores the review of one line of the account's own order; returns its id. `rating` is 1 to 5 stars.

    Says `content.ReviewPosted`, by which the listing's stars move in the same transaction. Refuses `trade.no_order`,
    `content.no_line`, `content.too_early` before the goods have arrived, `content.already_reviewed`, `content.rating`
    and `content.text`.
    """
    words = text.strip()
    if not 1 <= rating <= 5:
        raise WrongRating(where="rating")
    if len(words) > MOST_TEXT:
        raise WrongText(where="text", most=MOST_TEXT)
    line = _arrived_line(read_order(order_id, Buyer(account_id)), line_position)
    review_id = new_id()
    author = masked(account_names([account_id]).get(account_id, ""))
    bought = (order_id, line_position, line.listing_id, line.shop_id)
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, [review_id, *bought, account_id, author, rating, words, now])
        if cursor.rowcount == 0:
            raise AlreadyReviewed(where=str(line_position))
    record([
        ReviewPosted(
            key=order_id, at=now, review_id=review_id, position=line_position, listing_id=line.listing_id,
            shop_id=line.shop_id, account_id=account_id, rating=rating,
        )
    ])  # fmt: skip
    return review_id


def _arrived_line(order: OrderView, position: int) -> OrderLineView:
    for sub in order.subs:
        for line in sub.lines:
            if line.position == position:
                if sub.state not in ARRIVED:
                    raise TooEarly(where=str(position))
                return line
    raise NoLine(where=str(position))


def masked(name: str) -> str:
    """A name as others may see it: its first letter.

    >>> masked("王小明"), masked("ana@example.com"), masked("")
    ('王***', 'a***', '')
    """
    return f"{name[0]}***" if name else ""
