"""Measures the reference and the runner: scripts/bench."""
