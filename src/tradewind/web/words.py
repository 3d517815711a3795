"""Refusals in the visitor's language."""

from django.utils.translation import gettext

from tradewind.kernel.errors import Refusal


def said(refusal: Refusal) -> tuple[str, str]:
    """The reason, and how to mend it (may be empty)."""
    texts = (gettext(text) if text else "" for text in (refusal.reason, refusal.mend))
    reason, mend = (text.format(**refusal.params) if refusal.params else text for text in texts)
    return reason, mend
