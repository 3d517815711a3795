"""A shop's answer to a review: once."""

from datetime import datetime

from django.db import transaction

from tradewind.content.errors import AlreadyAnswered, NoReview, WrongText
from tradewind.content.models import Review
from tradewind.content.types import MOST_TEXT


@transaction.atomic
def answer_review(shop_id: int, review_id: int, text: str, now: datetime) -> None:
    """Stores the shop's answer under a review of its goods.

    Refuses `content.no_review` (also for another shop's), `content.already_answered` and `content.text`.
    """
    words = text.strip()
    if not 1 <= len(words) <= MOST_TEXT:
        raise WrongText(where="text", most=MOST_TEXT)
    mine = Review.objects.filter(id=review_id, shop_id=shop_id)
    if mine.filter(answer="").update(answer=words, answered_at=now):
        return
    if mine.exists():
        raise AlreadyAnswered(where=str(review_id))
    raise NoReview(where=str(review_id))
