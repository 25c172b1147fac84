"""Markdown tables."""

from collections.abc import Iterable, Iterator, Sequence


def table(heading: Sequence[str], rows: Iterable[Sequence[object]], numeric: bool = False) -> Iterator[str]:
    """The lines of a table; if it's numeric, all columns but the first are aligned to the right."""
    yield "| " + " | ".join(heading) + " |"
    yield "| --- |" + (" ---: |" if numeric else " --- |") * (len(heading) - 1)
    for row in rows:
        yield "| " + " | ".join(map(str, row)) + " |"
