"""Standard Webhooks: who signed, when, and that nothing in between was changed."""

from datetime import UTC, datetime, timedelta

import pytest

from tradewind.payments.errors import BadSignature, Malformed, Stale
from tradewind.payments.methods.signing import signature, verified_id
from tradewind_sandbox.sender import sign

SECRET, BODY = b"whsec_test", b'{"type":"payment.paid"}'
NOW = datetime(2026, 6, 17, 4, 0, tzinfo=UTC)
STAMP = int(NOW.timestamp())


def headers(**changes):
    good = {
        "Webhook-Id": "msg_1",
        "Webhook-Timestamp": str(STAMP),
        "Webhook-Signature": signature(SECRET, "msg_1", STAMP, BODY),
    }
    return good | {name.replace("_", "-"): value for name, value in changes.items()}


def test_the_example_of_the_standard():
    """Known answer: the test vector of the Standard Webhooks libraries."""
    import base64

    secret = base64.b64decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    body = b'{"test": 2432232314}'
    assert (
        signature(secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, body)
        == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
    )


def test_both_sides_sign_alike():
    assert sign(SECRET.decode(), "msg_1", STAMP, BODY) == signature(SECRET, "msg_1", STAMP, BODY)


def test_a_good_message_gives_its_id():
    assert verified_id(SECRET, headers(), BODY, NOW) == "msg_1"


def test_one_good_signature_of_several_is_enough():
    several = f"v1,AAAA v2,BBBB {signature(SECRET, 'msg_1', STAMP, BODY)}"
    assert verified_id(SECRET, headers(Webhook_Signature=several), BODY, NOW) == "msg_1"


@pytest.mark.parametrize("offset", [-300, -1, 0, 1, 300])
def test_five_minutes_are_fresh(offset):
    assert verified_id(SECRET, headers(), BODY, NOW + timedelta(seconds=offset)) == "msg_1"


@pytest.mark.parametrize("offset", [-301, 301, 86_400 * 30])
def test_more_is_stale(offset):
    with pytest.raises(Stale):
        verified_id(SECRET, headers(), BODY, NOW + timedelta(seconds=offset))


@pytest.mark.parametrize(
    "change",
    [
        {"Webhook_Id": "msg_2"},
        {"Webhook_Timestamp": str(STAMP + 1)},
        {"Webhook_Signature": "v1,AAAA"},
        {"Webhook_Signature": "v0," + signature(SECRET, "msg_1", STAMP, BODY)[3:]},
        {"Webhook_Signature": "v1,é"},
    ],
)
def test_whatever_was_changed_is_noticed(change):
    with pytest.raises(BadSignature):
        verified_id(SECRET, headers(**change), BODY, NOW)


def test_another_body_or_secret_is_noticed():
    for secret, body in ((SECRET, BODY + b" "), (b"whsec_other", BODY), (b"", BODY)):
        with pytest.raises(BadSignature):
            verified_id(secret, headers(), body, NOW)


@pytest.mark.parametrize(
    "change",
    [
        {"Webhook_Id": ""},
        {"Webhook_Id": "x" * 201},
        {"Webhook_Id": "é"},
        {"Webhook_Timestamp": "soon"},
        {"Webhook_Timestamp": "-5"},
        {"Webhook_Timestamp": "9" * 13},
        {"Webhook_Signature": ""},
    ],
)
def test_what_cannot_be_read(change):
    with pytest.raises(Malformed):
        verified_id(SECRET, headers(**change), BODY, NOW)
