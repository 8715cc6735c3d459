"""Benchmarks: what the newsroom costs in seconds, queries and megabytes. Not part of the suite."""
