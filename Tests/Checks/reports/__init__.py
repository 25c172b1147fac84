"""Checks the reports with tools that are not ours: scripts/check-reports."""
