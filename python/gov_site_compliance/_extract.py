"""`extract`."""

from __future__ import annotations

import datetime as dt
import os
from typing import TYPE_CHECKING, Any

from . import _native, _settings
from ._native import InputError
from ._series import one_day

if TYPE_CHECKING:
    from .evidence import PageEvidence


def extract(
    page: bytes | bytearray | memoryview,
    *,
    url: str | None = None,
    observed: dt.date | None = None,
    charset: str | None = None,
    max_bytes: int = 8_000_000,
    templates: str | os.PathLike[str] | None = None,
) -> PageEvidence:
    """The evidence of a saved page: what it is, what it lists and when each item was published, what it says of itself and of its site.

    `page` has the bytes as they were received, not yet decoded: which encoding was assumed, and why, is part of the evidence. `url` is the
    final address (without it links stay as they are written), `observed` the day in Shanghai on which the page was received, or the moment (without
    a zone it is Shanghai time), `charset` what the answer declared (`Content-Type`). The same page gives the same evidence: no clock and
    no network is asked. `templates` are selectors of your own for sites that are not read well (docs/PAGES.md): the path of a TOML file, or its text;
    the template whose host and path the address has reads the list, which names it.

    What comes back is a plain dictionary, that of `PageEvidence` in `gov_site_compliance.evidence`, where every key is explained. What the page does not
    show is absent (evidence); what could not be read is a gap with its code; neither stands for the other.

    Raises `UnreadError`, with the code of the `gap`, for a page beyond `max_bytes` or of too many or too deeply nested elements (more than the
    usual 8 MB also allows more elements, one to 80 bytes); `InputError` or `SettingError` for an argument that cannot be used, such as a `url` that is
    no absolute address or a `charset` that nobody knows: leave out what a server declared wrongly.

        >>> page = "<ul><li><a href='1.html'>关于放假的通知</a> 2017-11-29</li><li><a href='2.html'>关于开会的通知</a> 2017-11-28</li></ul>"
        >>> evidence = extract(page.encode(), url="http://www.example.gov.cn/tzgg/")
        >>> [(item["url"], item["date"]["date"]) for item in evidence["list"]["items"]]
        [('http://www.example.gov.cn/tzgg/1.html', '2017-11-29'), ('http://www.example.gov.cn/tzgg/2.html', '2017-11-28')]
        >>> extract(page.encode(), max_bytes=100)
        Traceback (most recent call last):
        gov_site_compliance.UnreadError: page not read: bytes exceed the budget of 100; raise the budget of bytes (--max-bytes, max_bytes) if the page is genuine
    """
    arguments = page_arguments(page, url, observed, charset, max_bytes)
    return _native.extract(**arguments, templates=_settings.templates(templates))


def page_arguments(
    page: bytes | bytearray | memoryview, url: str | None, observed: dt.date | None, charset: str | None, max_bytes: int,
) -> dict[str, Any]:
    """A page and what its receiver says of it, as the native part takes them."""
    if not isinstance(page, (bytes, bytearray, memoryview)):
        raise InputError(f"page: {type(page).__name__} is no page; give its bytes as they were received")
    return {
        "page": bytes(page), "url": _settings.optional_text("url", url), "observed": None if observed is None else one_day("observed", observed),
        "charset": _settings.optional_text("charset", charset), "max_bytes": _settings.max_bytes(max_bytes),
    }
