"""The first operator: a token printed at start guards the first-run screen, once."""

import hashlib
import secrets
from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from tradewind.parties.errors import EmailTaken, LastOperator, NoSetup, WrongField
from tradewind.parties.models import Account, Operator, SetupToken


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def make_setup_token(now: datetime) -> str:
    """A new token for the first-run screen; older ones stop working. Refuses `parties.no_setup` with an operator."""
    if Operator.objects.exists():
        raise NoSetup()
    token = secrets.token_urlsafe(24)
    SetupToken.objects.update_or_create(id=1, defaults={"token_hash": _hash(token), "made_at": now})
    return token


def token_fits(token: str) -> bool:
    """Is this the token that waits? Compared in constant time."""
    stored = SetupToken.objects.filter(id=1).values_list("token_hash", flat=True).first() or ""
    return secrets.compare_digest(stored, _hash(token)) and not Operator.objects.exists()


@transaction.atomic
def first_operator(token: str, email: str, password: str, now: datetime) -> int:
    """Makes the first operator and forgets the token; returns the account id.

    Refuses `parties.no_setup` for a wrong token or when an operator exists, `parties.field` for a malformed e-mail
    address or a weak password, `parties.email_taken`. Two at once: the token row is locked, the second finds none.
    """
    SetupToken.objects.select_for_update().filter(id=1).first()
    if not token_fits(token):
        raise NoSetup()
    email = email.strip().lower()
    try:
        validate_email(email)
    except ValidationError as wrong:
        raise WrongField(where="email", field="email") from wrong
    account = Account(email=email)
    try:
        validate_password(password, account)
    except ValidationError as wrong:
        raise WrongField(where="password", field=" ".join(wrong.messages)) from wrong
    if Account.objects.filter(email=email).exists():
        raise EmailTaken(where="email")
    account.set_password(password)
    account.save()
    Operator.objects.create(account=account, role="operator", since=now)
    SetupToken.objects.all().delete()
    return account.id


@transaction.atomic
def add_operator(account_id: int, role: str, now: datetime) -> None:
    """Makes an account an operator, or changes its role. Refuses `parties.last_operator`: one stays who may do all."""
    full = list(Operator.objects.select_for_update().filter(role="operator").values_list("account_id", flat=True))
    if role != "operator" and full == [account_id]:
        raise LastOperator(where="role")
    Operator.objects.update_or_create(account_id=account_id, defaults={"role": role, "since": now})
