"""What somebody means to buy: put, add, remove, select, and a guest's cart brought along at sign-in."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import connection, transaction

from tradewind.catalog import queries as catalog
from tradewind.catalog.errors import NoVariant, SoldOut
from tradewind.kernel.ids import new_id
from tradewind.parties.types import Buyer
from tradewind.trade.errors import CartFull, NoBuyer, NotInCart, NotOnSale, WrongQuantity
from tradewind.trade.queries.carts import owner
from tradewind.trade.types import MOST_LINES, MOST_PIECES

_OPEN = """
INSERT INTO trade_cart (id, account_id, token_hash, updated_at) VALUES (%s, %s, %s, %s)
ON CONFLICT ({key}) DO UPDATE SET updated_at = excluded.updated_at RETURNING id
"""
_PUT = """
INSERT INTO trade_cart_line (cart_id, variant_id, quantity, selected, added_at) VALUES (%s, %s, %s, true, %s)
ON CONFLICT (cart_id, variant_id) DO UPDATE SET quantity = {quantity}, selected = true
RETURNING quantity
"""
_REMOVE = """
DELETE FROM trade_cart_line l USING trade_cart c
WHERE c.id = l.cart_id AND {owner} AND l.variant_id = ANY(%s)
"""
_SELECT = """
UPDATE trade_cart_line l SET selected = %s FROM trade_cart c
WHERE c.id = l.cart_id AND {owner} AND (%s::bigint[] IS NULL OR l.variant_id = ANY(%s))
"""
# The newest lines win when both carts together are too long; of one variant the larger quantity stays.
_MERGE = """
INSERT INTO trade_cart_line (cart_id, variant_id, quantity, selected, added_at)
SELECT %s, l.variant_id, l.quantity, l.selected, l.added_at
FROM trade_cart_line l JOIN trade_cart c ON c.id = l.cart_id WHERE c.token_hash = %s
ON CONFLICT (cart_id, variant_id) DO UPDATE
SET quantity = greatest(trade_cart_line.quantity, excluded.quantity), selected = true
"""
_TRIM = """
DELETE FROM trade_cart_line WHERE cart_id = %s AND variant_id IN (
    SELECT variant_id FROM trade_cart_line WHERE cart_id = %s ORDER BY added_at DESC, variant_id OFFSET %s)
"""
_SUM = "least(trade_cart_line.quantity + excluded.quantity, %s)"


def put(buyer: Buyer, variant_id: int, quantity: int, now: datetime) -> None:
    """Sets the pieces of a SKU in the buyer's cart and selects it.

    Refuses `trade.quantity`, `trade.no_buyer`, `trade.cart_full`, `catalog.no_variant`, `trade.not_on_sale`, and
    `catalog.sold_out` when none is left. More than are left may be put: the cart says how many there are.
    """
    _store(buyer, variant_id, quantity, now, "excluded.quantity", [])


def add(buyer: Buyer, variant_id: int, quantity: int, now: datetime) -> None:
    """Adds pieces of a SKU to those in the cart, up to 999; refuses what `put` refuses."""
    _store(buyer, variant_id, quantity, now, _SUM, [MOST_PIECES])


@transaction.atomic
def _store(buyer: Buyer, variant_id: int, quantity: int, now: datetime, rule: str, params: list[int]) -> None:
    if not 1 <= quantity <= MOST_PIECES:
        raise WrongQuantity(where="quantity", most=MOST_PIECES)
    sku = catalog.variants([variant_id]).get(variant_id)
    if sku is None:
        raise NoVariant(where="variant_id", variants=[variant_id])
    if not sku.on_sale:
        raise NotOnSale(where="variant_id", title=sku.title, variants=[variant_id])
    if sku.stock_left < 1:
        raise SoldOut(where="quantity", variants=[variant_id], names=sku.title)
    cart_id = _open(buyer, now)
    with connection.cursor() as cursor:
        cursor.execute(_PUT.format(quantity=rule), [cart_id, variant_id, quantity, now, *params])
        cursor.execute("SELECT count(*) FROM trade_cart_line WHERE cart_id = %s", [cart_id])
        if cursor.fetchone()[0] > MOST_LINES:
            raise CartFull(where="variant_id", limit=MOST_LINES)


def _open(buyer: Buyer, now: datetime) -> int:
    """The buyer's cart, made when there is none; locked, so that its lines are counted one writer at a time."""
    if buyer.account_id is None and not buyer.guest:
        raise NoBuyer()
    account, token = (buyer.account_id, None) if buyer.account_id is not None else (None, buyer.guest)
    key = "account_id" if account is not None else "token_hash"
    with connection.cursor() as cursor:
        cursor.execute(_OPEN.format(key=key), [new_id(), account, token, now])
        row: tuple[int] = cursor.fetchone()
    return row[0]


def remove(buyer: Buyer, variant_id: int, now: datetime) -> None:
    """Takes a SKU out of the cart; refuses `trade.not_in_cart`."""
    if not remove_all(buyer, [variant_id], now):
        raise NotInCart(where="variant_id")


def remove_all(buyer: Buyer, variant_ids: Iterable[int], now: datetime) -> int:
    """Takes several SKUs out of the cart, as far as they are in it; returns how many were."""
    where, who = owner(buyer)
    with connection.cursor() as cursor:
        cursor.execute(_REMOVE.format(owner=where), [who, list(variant_ids)])
        return int(cursor.rowcount)


@transaction.atomic
def select(buyer: Buyer, variant_ids: Sequence[int] | None, selected: bool, now: datetime) -> int:
    """Selects lines for the next order, or leaves them for later; all lines when `variant_ids` is None.

    Returns the number of lines that are in the cart. Refuses `trade.not_in_cart` when a named one is not.
    """
    where, who = owner(buyer)
    ids = None if variant_ids is None else sorted(set(variant_ids))
    with connection.cursor() as cursor:
        cursor.execute(_SELECT.format(owner=where), [selected, who, ids, ids])
        found = int(cursor.rowcount)
    if ids is not None and found < len(ids):
        raise NotInCart(where="variant_id")
    return found


@transaction.atomic
def select_only(buyer: Buyer, variant_ids: Sequence[int], now: datetime) -> int:
    """Selects these lines and leaves all others for later; refuses what `select` refuses, and then moves nothing."""
    select(buyer, None, False, now)
    return select(buyer, variant_ids, True, now)


@transaction.atomic
def merge(guest_hash: str, account_id: int, now: datetime) -> None:
    """Moves a guest's cart into an account's (at sign-in). Of a SKU in both the larger quantity stays; of more than 200
    lines the newest stay. Merging twice changes nothing."""
    cart_id = _open(Buyer(account_id=account_id), now)
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM trade_cart WHERE token_hash = %s FOR UPDATE", [guest_hash])
        guest = cursor.fetchone()
        if guest is None:
            return
        cursor.execute(_MERGE, [cart_id, guest_hash])
        cursor.execute(_TRIM, [cart_id, cart_id, MOST_LINES])
        cursor.execute("DELETE FROM trade_cart_line WHERE cart_id = %s", [guest[0]])
        cursor.execute("DELETE FROM trade_cart WHERE id = %s", [guest[0]])


def forget_guests(before: datetime) -> int:
    """Deletes guests' carts that nobody touched since `before`, up to 1,000; returns how many."""
    with connection.cursor() as cursor:
        cursor.execute(
            """WITH old AS (SELECT id FROM trade_cart WHERE token_hash IS NOT NULL AND updated_at < %s LIMIT 1000
                            FOR UPDATE SKIP LOCKED),
                    lines AS (DELETE FROM trade_cart_line WHERE cart_id IN (SELECT id FROM old))
               DELETE FROM trade_cart WHERE id IN (SELECT id FROM old)""",
            [before],
        )
        return int(cursor.rowcount)
