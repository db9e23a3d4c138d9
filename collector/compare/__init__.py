"""Texts held against each other."""
