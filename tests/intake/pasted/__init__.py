"""Pasted HTML → clean body."""
