"""The shopper's face: shelves, product, cart, checkout, orders."""
