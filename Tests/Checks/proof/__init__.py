"""Proves that the vectors notice what is wrong, and shows what they don't reach: scripts/prove, scripts/coverage."""
