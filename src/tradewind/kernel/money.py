"""Money: integer minor units of one currency, and the only place where an amount is divided.

Rules (conventions A1, A4 of the domain notes): a share is floored, the left-over units go to the largest fractional
parts, ties to the earlier entry, so shares always add up to the whole. Rates are basis points (1 % = 100).
"""

from collections.abc import Sequence
from itertools import accumulate, pairwise

# ISO 4217 minor-unit exponents of the currencies we print; anything else has two decimals.
EXPONENTS = {"JPY": 0, "KRW": 0, "VND": 0, "KWD": 3, "BHD": 3, "OMR": 3, "TND": 3}
SYMBOLS = {"CNY": "¥", "USD": "$", "EUR": "€", "GBP": "£", "BRL": "R$", "JPY": "JP¥"}
BASIS = 10_000


def exponent(currency: str) -> int:
    """Number of decimals of `currency` (ISO 4217)."""
    return EXPONENTS.get(currency, 2)


def spread(total: int, weights: Sequence[int]) -> list[int]:
    """Share `total` minor units in proportion to `weights`; the shares add up to `total` exactly.

    Floor, then largest remainder, ties to the earlier entry (A1). `total` may be negative (a refund): the shares are
    those of its absolute value, negated. All weights zero: the first entry takes everything, so nothing is lost.

    >>> spread(1000, [1000, 1000, 1000])
    [334, 333, 333]
    """
    if not weights:
        if total:
            raise ValueError("an amount needs at least one weight to be spread over")
        return []
    if min(weights) < 0:
        raise ValueError("weights must not be negative")
    if len(weights) == 1:
        return [total]
    if total < 0:
        return [-share for share in spread(-total, weights)]
    whole = sum(weights)
    if whole == 0:
        return [total] + [0] * (len(weights) - 1)
    shares = [total * weight // whole for weight in weights]
    if left := total - sum(shares):
        remainders = [total * weight % whole for weight in weights]
        order = sorted(range(len(weights)), key=remainders.__getitem__, reverse=True)  # stable: ties to the earlier
        for i in order[:left]:
            shares[i] += 1
    return shares


def spread_pieces(total: int, lines: Sequence[tuple[int, int]]) -> list[list[int]]:
    """Share `total` over lines of `(weight of one piece, pieces)`, piece by piece (A4).

    Returns one list of piece shares for each line. Returning single pieces one after the other therefore gives back
    exactly what was taken.

    >>> spread_pieces(100, [(1000, 2), (1000, 1)])
    [[34, 33], [33]]
    """
    flat = spread(total, [weight for weight, pieces in lines for _ in range(pieces)])
    ends = accumulate((pieces for _, pieces in lines), initial=0)
    return [flat[start:end] for start, end in pairwise(ends)]


def portion(amount: int, rate_bp: int) -> int:
    """`rate_bp` basis points of `amount`, floored: never more than the rate allows (A2).

    >>> portion(599_900, 1500)
    89985
    """
    return amount * rate_bp // BASIS


def parse_amount(text: str, currency: str) -> int:
    """Minor units of a decimal text ("12.30" -> 1230). Raises ValueError for anything that is not an exact amount.

    A sign is allowed, group separators, exponents, spaces inside and too many decimals are not.
    """
    places = exponent(currency)
    text = text.strip()
    body = text.removeprefix("-")
    whole, dot, fraction = body.partition(".")
    if not (whole.isascii() and whole.isdigit()) or (dot and not (fraction.isascii() and fraction.isdigit())):
        raise ValueError(f"{text!r} is not an amount of money")
    if len(fraction.rstrip("0")) > places:
        raise ValueError(f"{text!r} has more decimals than {currency} has ({places})")
    units = int(whole) * 10**places + int((fraction.rstrip("0").ljust(places, "0")) or "0")
    return -units if text.startswith("-") else units


def plain(amount: int, currency: str) -> str:
    """Decimal text without symbol ("1230" fen -> "12.30"); the inverse of `parse_amount`."""
    places = exponent(currency)
    sign, units = ("-" if amount < 0 else ""), abs(amount)
    if not places:
        return f"{sign}{units}"
    return f"{sign}{units // 10**places}.{units % 10**places:0{places}d}"


def show(amount: int, currency: str) -> str:
    """Text for people: symbol, grouped thousands ("¥1,234.50")."""
    symbol, places = SYMBOLS.get(currency) or f"{currency} ", EXPONENTS.get(currency, 2)
    sign, units = ("-", -amount) if amount < 0 else ("", amount)
    if places == 2:  # almost all of them: no format to work out
        return f"{sign}{symbol}{units // 100:,}.{units % 100:02d}"
    whole, fraction = divmod(units, 10**places)
    return f"{sign}{symbol}{whole:,}" + (f".{fraction:0{places}d}" if places else "")
