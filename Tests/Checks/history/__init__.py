"""Runs every vector on old releases of the real projects."""
