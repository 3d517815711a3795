"""A payment company made of play money: a process of its own, with its own books, that behaves like a real provider.

It knows nothing of the marketplace's code. Both sides read `merchant.key`.
"""
