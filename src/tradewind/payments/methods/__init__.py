"""The ways to pay, one file each, in the order in which choosers show them."""

from tradewind.payments.methods import sandbox
from tradewind.payments.methods.base import Method

METHODS: dict[str, Method] = {method.code: method for method in (sandbox.METHOD,)}
