"""A guest's order link."""

from django.utils.crypto import salted_hmac


def link_secret(order_id: int) -> str:
    """The secret in a guest's order link.

    Worked out from the order's id and the SECRET_KEY: it is stored nowhere, and a repeated request gets it again. The
    order keeps its hash, so that links outlive a change of the key.
    """
    return salted_hmac("tradewind.trade.link", str(order_id), algorithm="sha256").hexdigest()
