"""Signing in and out, in our own pages."""
