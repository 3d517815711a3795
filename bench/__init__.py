"""Measurements of Tradewind: `make bench` prints them as one JSON document."""
