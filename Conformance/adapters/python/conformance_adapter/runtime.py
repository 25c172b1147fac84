"""The release of CPython that a port runs on, by what it does."""

from __future__ import annotations

import sys
from http.cookies import CookieError, SimpleCookie

#: The first release of each series whose http.cookies refuses control characters. Distributions patch older ones and keep their number.
REFUSES_CONTROL_CHARACTERS = {(3, 10): 20, (3, 11): 15, (3, 12): 13, (3, 13): 12, (3, 14): 3}


def release_of(version: tuple[int, int, int], refuses_control_characters: bool) -> str:
    """The release that a runtime follows: the one that it says, or the first of its series that refuses what it refuses.

    A series that ended before any refused it counts as the first series that did. A pre-release is the release that it leads to.
    """
    major, minor, micro = version
    if refuses_control_characters:
        if (major, minor) < min(REFUSES_CONTROL_CHARACTERS):
            (major, minor), micro = min(REFUSES_CONTROL_CHARACTERS.items())
        micro = max(micro, REFUSES_CONTROL_CHARACTERS.get((major, minor), 0))
    return f"{major}.{minor}.{micro}"


def python_release() -> str:
    """The release of CPython that this interpreter follows."""
    return release_of(sys.version_info[:3], refuses_control_characters())


def refuses_control_characters() -> bool:
    try:
        SimpleCookie()["k"] = "\n"
    except CookieError:
        return True
    return False
