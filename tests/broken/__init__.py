"""Deliberately broken plans: what is wrong with each, and the bytes of it."""
