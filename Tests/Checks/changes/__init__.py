"""The real Starlette with small changes, behind its ordinary adapter."""
