"""Comparison of addresses (decision D2)."""

import re
from functools import lru_cache

ABSOLUTE = re.compile(r"(https?)://([^/?#]+)([^?#]*)(\?[^#]*)?", re.IGNORECASE)
DEFAULT_PORT = {"http": ":80", "https": ":443"}


@lru_cache(maxsize=100_000)
def normalise(text):
    text = text.strip()
    match = ABSOLUTE.match(text)
    if not match:
        return text
    scheme, host, path, query = match.groups()
    scheme, host = scheme.lower(), host.lower()
    host = host.removesuffix(DEFAULT_PORT[scheme])
    return f"{scheme}://{host}{path or '/'}{query or ''}"
