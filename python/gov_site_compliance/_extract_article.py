"""`extract_article`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import _native
from ._extract import page_arguments

if TYPE_CHECKING:
    import datetime as dt

    from .evidence import Article


def extract_article(
    page: bytes | bytearray | memoryview,
    *,
    url: str | None = None,
    observed: dt.date | None = None,
    charset: str | None = None,
    max_bytes: int = 8_000_000,
) -> Article | None:
    """The article of a saved page alone: title, publication, source, numbers, attachments; `None` where the page shows none.

    It is `extract(page).get("article")`, found in some two thirds of the time: the foot, tags and links of the page are not read, and its digest is not
    made. As evidence of a verdict take `extract`, which names the page by its digest. The arguments, and the errors, are those of `extract`, but for
    `templates`, which are for lists.

        >>> page = "<h1>关于放假的通知</h1><p>发布时间：2017-11-29 来源：市教育局</p><p>各单位要按照要求做好值班工作。</p>"
        >>> article = extract_article(page.encode())
        >>> article["title"]["text"], article["published"]["date"], article["content_source"]["text"]
        ('关于放假的通知', '2017-11-29', '市教育局')
        >>> extract_article("<ul><li><a href='1.html'>关于放假的通知</a> 2017-11-29</li></ul>".encode()) is None
        True
    """
    return _native.extract_article(**page_arguments(page, url, observed, charset, max_bytes))
