"""How a check of the reports fails."""

import sys


def check(condition: object, sentence: str) -> None:
    """Ends the program with the sentence if the condition doesn't hold."""
    if not condition:
        sys.exit(f"reports: {sentence}")
