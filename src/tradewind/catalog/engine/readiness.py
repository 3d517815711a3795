"""What a listing still lacks to go on sale."""

from collections.abc import Collection


def missing(*, has_picture: bool, variants: Collection[int], stocked: Collection[int], has_template: bool) -> list[str]:
    """Codes of what is missing: picture, price (no variant at all), stock (a variant without a stock row),
    freight_template. Empty: it may go on sale. Zero pieces are allowed: such a listing is on sale and sold out."""
    found = {
        "picture": has_picture,
        "price": bool(variants),
        "stock": set(variants) <= set(stocked),
        "freight_template": has_template,
    }
    return [code for code, there in found.items() if not there]
