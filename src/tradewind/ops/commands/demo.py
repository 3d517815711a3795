"""`tradewind demo build` and `tradewind demo order` (see `ops.demo`)."""

from tradewind.ops.demo.command import add_arguments, run

__all__ = ["add_arguments", "run"]
