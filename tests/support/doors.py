"""For tests of who may enter: every method on an address, and whether anything moved."""

from django.db import connection
from django.urls import reverse

METHODS = ("get", "head", "post", "put", "patch", "delete", "options")


def answers(client, address, sent):
    """Status by method, of the methods that the address knows: the others answer 405 to everybody."""
    found = {method: getattr(client, method)(address, sent).status_code for method in METHODS}
    return {method: status for method, status in found.items() if status != 405}


def led_elsewhere(client, addresses):
    """Methods that do not lead to the sign-in page, of those that an address knows."""
    asked = {
        (name, method): getattr(client, method)(address) for name, address in addresses.items() for method in METHODS
    }
    start = reverse("account_login")
    return {
        place for place, answer in asked.items()
        if answer.status_code != 405 and not answer.get("Location", "").startswith(start)
    }  # fmt: skip


def fingerprint(tables):
    """Every row of these tables."""
    found = {}
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"SELECT md5(coalesce(string_agg(t::text, ',' ORDER BY t::text), '')) FROM {table} t")
            found[table] = cursor.fetchone()[0]
    return found
