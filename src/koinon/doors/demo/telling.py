"""What the starter says, in short lines, at once."""

import sys


class Trouble(Exception):
    """Something that the person at the keyboard has to know; the words say what."""


def tell(words: str) -> None:
    """Say something to whoever started the demo."""
    sys.stdout.write(words + "\n")
    sys.stdout.flush()
