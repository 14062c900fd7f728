"""Which characters this machine can draw; as a program: fails where Chinese cannot be drawn.

A character without a glyph is drawn as a box, or not at all, as one that no font has: a code point of the private use planes.
"""

import sys
from xml.sax.saxutils import escape

import vl_convert

# nobody gave these a shape
NOBODY_HAS = "\U000f1234\U0010fffd"


def picture(character, fonts):
    """The character alone, as the bytes of a PNG."""
    text = f'<text x="4" y="32" font-size="28" font-family="{escape(fonts, {chr(34): "&quot;"})}">{escape(character)}</text>'
    return vl_convert.svg_to_png(f'<svg xmlns="http://www.w3.org/2000/svg" width="44" height="44">{text}</svg>')


def missing(characters, fonts):
    """Those of the characters that look like one that no font has."""
    boxes = {picture(character, fonts) for character in NOBODY_HAS}
    return {character for character in characters if picture(character, fonts) in boxes}


if __name__ == "__main__":
    sys.exit(bool(missing("网站未评估", "sans-serif")))
