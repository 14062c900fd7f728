"""`extract_batch`."""

from __future__ import annotations

import os
from typing import Any

from . import _native, _settings
from ._native import Frame
from ._progress import Progress, listener


def extract_batch(
    pages: Any,
    *,
    url: str = "url",
    body: str = "body",
    observed: str | None = None,
    charset: str | None = None,
    max_bytes: int = 8_000_000,
    templates: str | os.PathLike[str] | None = None,
    threads: int | None = None,
    progress: Progress | bool | None = None,
) -> Frame:
    """The evidence of many saved pages: a row for each row of `pages`, in their order, read on all cores.

    `pages` is a table of pyarrow, Polars, DuckDB or pandas, or a reader of batches. Its columns, by the names given here:

    - `url`: final addresses, texts of any kind; null where an address is not known (one that is no absolute address is an error of its row);
    - `body`: bodies as they were received, binary of any kind (texts count as their UTF-8);
    - `observed`: when each was received, dates or timestamps (without a zone: Shanghai time); left out, the column `observed` if there is one;
    - `charset`: what the answers declared; left out, the column `charset` if there is one. One that nobody knows is evidence of the server: it
      stands in `evidence` as declared, and the bytes say which encoding it is.

    Each page is read as `extract` reads it, within `max_bytes` and the rest of its budget, and with `templates` (a file, or its text). A page that is not read is a row with `gap` and
    `error`, never a missing row and never an empty page. The columns, null where they do not fit the kind of a page:

    | column | type | what it holds |
    |---|---|---|
    | `row` | uint64 | number of the row in `pages`, from 1 |
    | `url` | string | the address as given |
    | `kind` | string | of which kind the page is (`column`, `article`, …); null where it was not read |
    | `gap` | string | why the page was not read (`budget_reached`, `unreadable`, `not_collected` for a body of null, `input_rejected` for a bad cell), or does not show what stands at its address (`blocked`, `login`, `script_only`, `unreadable` for an error page) |
    | `error` | string | what hindered reading it, in words; null where it was read |
    | `digest`, `encoding` | string | SHA-256 of the bytes; the encoding that was assumed |
    | `title` | string | of an article or a letter |
    | `published` | date32 | day of publication of an article |
    | `published_state` | string | `shown`, `not_shown`, or `unreadable`: shown, but no whole date |
    | `content_source`, `document_no` | string | 来源 and 发文字号 of an article |
    | `date_conflicts` | uint32 | how many dates on the page contradict the day of publication |
    | `items` | list of struct | items of a column, or of all blocks of a home page: `title`, `href`, `url`, `date` (date32), `date_state` (as above), `date_text` (as written), `place`, `block` (heading of the block) |
    | `blank` | string | what says that a column is blank for sure |
    | `list_gap` | string | why the list of a column could not be read |
    | `letters` | list of struct | letters of a list, or the one of the page: `title`, `href`, `url`, `asked`, `answered` (date32), `status`, `category`, `unit` |
    | `guide` | list of struct | the eight elements of a guide: `element`, `state` (`present`, `empty`, `absent`), `text`, `place` |
    | `tag_faults` | list of struct | what is wrong with the page tags: `name`, `fault` |
    | `site_code`, `icp`, `police_record`, `sponsor`, `contact` | string | of the foot, in normal form where there is one |
    | `foreign_code` | string | site code in the entry for error reports, where it is not the shown one |
    | `evidence` | string | all of it: the JSON that `extract` gives as a dictionary |

    `progress(stage, done, total)` is called from this thread; by default a bar shows in terminals and notebooks, `False` shows none. Ctrl-C ends
    the work after the pages that are being read.

    Raises `InputError` for what is no table, a column that is not there or of a wrong type, `SettingError` for a setting that cannot be used.

        >>> import polars as pl
        >>> page = "<ul><li><a href='1.html'>关于放假的通知</a> 2017-11-29</li><li><a href='2.html'>关于开会的通知</a> 2017-11-28</li></ul>"
        >>> pages = pl.DataFrame({"url": ["http://www.example.gov.cn/tzgg/"] * 2, "body": [page.encode(), None]})
        >>> read = pl.DataFrame(extract_batch(pages))
        >>> read.select("row", "kind", "gap").rows()
        [(1, 'column', None), (2, None, 'not_collected')]
        >>> read.explode("items").unnest("items", separator=".")["items.date"].to_list()
        [datetime.date(2017, 11, 29), datetime.date(2017, 11, 28), None]
    """
    call, close = listener(progress)
    try:
        return _native.extract_batch(
            _settings.handed(pages), url=_settings.text("url", url), body=_settings.text("body", body),
            observed=_settings.optional_text("observed", observed), charset=_settings.optional_text("charset", charset),
            max_bytes=_settings.max_bytes(max_bytes), templates=_settings.templates(templates), threads=_settings.threads(threads), progress=call,
        )
    finally:
        close()
