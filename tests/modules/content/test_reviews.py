"""Reviews: by who bought it, after it has arrived, once; they move the listing's stars."""

from datetime import timedelta

import pytest

from support.offices import offices
from tradewind.catalog.queries import listing as read_listing
from tradewind.content.actions.answer_review import answer_review
from tradewind.content.actions.post_review import masked, post_review
from tradewind.content.errors import (
    AlreadyAnswered,
    AlreadyReviewed,
    NoLine,
    NoReview,
    TooEarly,
    WrongRating,
    WrongText,
)
from tradewind.content.events import ReviewPosted
from tradewind.content.invariants import INVARIANTS
from tradewind.content.models import Review
from tradewind.content.queries import reviewed_lines, reviews, shop_reviews
from tradewind.content.types import RatingBars
from tradewind.kernel.ids import new_id
from tradewind.kernel.models import OutboxEvent
from tradewind.parties.types import Buyer
from tradewind.trade.actions.confirm import confirm
from tradewind.trade.actions.ship import ship
from tradewind.trade.errors import NoOrder

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(now):
    return offices(now)


@pytest.fixture
def shopper(world):
    return world.people["shopper"].id


@pytest.fixture
def arrived(world, shopper, now):
    """An order that was sent and whose receipt the shopper has confirmed."""
    order = world.orders[0]
    ship(world.shop, order, "顺丰速运", "SF1234567890", now, f"shop:{world.shop}")
    confirm(order, 1, Buyer(shopper), now)
    return order


def problems():
    return [problem for check in INVARIANTS for problem in check()]


def some_reviews(world, ratings, now):
    """Reviews straight into the table, one a minute, oldest first; returns their ids."""
    ids = [new_id() for _ in ratings]
    Review.objects.bulk_create(
        Review(
            id=id_, order_id=id_, line_position=1, listing_id=world.listing, shop_id=world.shop, rating=rating,
            created_at=now + timedelta(minutes=n),
        )
        for n, (id_, rating) in enumerate(zip(ids, ratings, strict=True))
    )  # fmt: skip
    return ids


def test_a_review_is_stored_and_moves_the_stars(world, arrived, shopper, now):
    id_ = post_review(arrived, 1, shopper, 4, "  清香，回甘好。 ", now)
    page = reviews(world.listing)
    assert page.bars == RatingBars(0, 0, 0, 1, 0)
    assert (page.bars.count, page.bars.total, page.next) == (1, 4, None)
    (review,) = page.reviews
    assert (review.id, review.author, review.rating, review.text) == (id_, "s***", 4, "清香，回甘好。")
    assert (review.created_at, review.answer, review.answered_at) == (now, "", None)
    assert read_listing(world.listing).rating_count == 1
    assert read_listing(world.listing).rating_sum == 4
    event = OutboxEvent.objects.get(name=ReviewPosted.name)
    assert (event.key, event.payload["listing_id"], event.payload["rating"]) == (arrived, world.listing, 4)
    assert reviewed_lines(world.orders) == {(arrived, 1)}
    assert problems() == []


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"line_position": 9}, NoLine),
        ({"line_position": 0}, NoLine),
        ({"order_id": 1}, NoOrder),
        ({"account_id": 1}, NoOrder),
        ({"rating": 0}, WrongRating),
        ({"rating": 6}, WrongRating),
        ({"text": "好" * 2001}, WrongText),
    ],
)
def test_what_cannot_be_reviewed_is_refused_and_nothing_moves(world, arrived, shopper, now, change, refusal):
    words = {"order_id": arrived, "line_position": 1, "account_id": shopper, "rating": 5, "text": "好"} | change
    with pytest.raises(refusal):
        post_review(**words, now=now)
    assert Review.objects.count() == 0
    assert read_listing(world.listing).rating_count == 0
    assert not OutboxEvent.objects.filter(name=ReviewPosted.name).exists()


def test_nobody_reviews_what_has_not_arrived(world, shopper, now):
    with pytest.raises(TooEarly):
        post_review(world.orders[1], 1, shopper, 5, "", now)
    assert Review.objects.count() == 0


def test_a_line_is_reviewed_once(world, arrived, shopper, now):
    post_review(arrived, 1, shopper, 5, "好", now)
    with pytest.raises(AlreadyReviewed):
        post_review(arrived, 1, shopper, 1, "不好", now)
    assert reviews(world.listing).bars == RatingBars(0, 0, 0, 0, 1)
    assert read_listing(world.listing).rating_sum == 5
    assert OutboxEvent.objects.filter(name=ReviewPosted.name).count() == 1


def test_the_shop_answers_once_and_only_its_own_reviews(world, arrived, shopper, now):
    id_ = post_review(arrived, 1, shopper, 5, "好", now)
    for shop, review, text, refusal in [
        (world.other_shop, id_, "谢谢", NoReview),
        (world.shop, 1, "谢谢", NoReview),
        (world.shop, id_, "  ", WrongText),
        (world.shop, id_, "谢" * 2001, WrongText),
    ]:
        with pytest.raises(refusal):
            answer_review(shop, review, text, now)
    assert [row.id for row in shop_reviews(world.shop, unanswered=True)] == [id_]
    answer_review(world.shop, id_, " 谢谢惠顾 ", now)
    assert reviews(world.listing).reviews[0].answer == "谢谢惠顾"
    assert reviews(world.listing).reviews[0].answered_at == now
    assert shop_reviews(world.shop, unanswered=True) == []
    with pytest.raises(AlreadyAnswered):
        answer_review(world.shop, id_, "又一次", now)
    assert shop_reviews(world.shop)[0].answer == "谢谢惠顾"


def test_pages_follow_each_other_newest_first(world, now):
    ids = some_reviews(world, [5, 4, 3, 5, 1], now)
    seen, before = [], None
    while True:
        page = reviews(world.listing, before, limit=2)
        assert page.bars == RatingBars(1, 0, 1, 1, 2)
        seen += [review.id for review in page.reviews]
        before = page.next
        if before is None:
            break
    assert seen == ids[::-1]
    assert [row.id for row in shop_reviews(world.shop, before=ids[2], limit=5)] == [ids[1], ids[0]]


def test_a_listing_without_reviews_has_an_empty_page(world):
    assert reviews(world.listing) == reviews(1)
    assert (reviews(1).bars.count, reviews(1).reviews, reviews(1).next) == (0, [], None)


def test_wrong_stars_and_reviews_of_other_goods_are_found(world, now):
    (id_,) = some_reviews(world, [5], now)
    assert [(problem.rule, problem.about) for problem in problems()] == [
        ("content.stars", str(world.listing)),
        ("content.bought", str(id_)),
    ]


@pytest.mark.parametrize(("name", "shown"), [("王小明", "王***"), ("ana@example.com", "a***"), ("", "")])
def test_names_are_shown_by_their_first_letter(name, shown):
    assert masked(name) == shown
