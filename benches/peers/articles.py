"""Tools that read articles, each called as its documentation says, with the text of a page. A page over which one raises counts with its time."""

import logging

import saved_pages


def gne():
    from gne import GeneralNewsExtractor
    return GeneralNewsExtractor().extract, lambda: None


def trafilatura():
    import trafilatura
    from trafilatura.meta import reset_caches
    return lambda text: trafilatura.bare_extraction(text, with_metadata=True), reset_caches


def htmldate():
    """In its fast mode."""
    import htmldate
    from htmldate.meta import reset_caches
    return lambda text: htmldate.find_date(text, extensive_search=False), reset_caches


TOOLS = {"gne": gne, "trafilatura": trafilatura, "htmldate": htmldate}


def main():
    arguments = saved_pages.options(TOOLS)
    logging.disable(logging.CRITICAL)
    tool, forget = TOOLS[arguments.variant]()

    def work(_, text):
        try:
            tool(text)
        except Exception:  # noqa: BLE001 - whatever it is, it took its time
            return

    pages = saved_pages.read(arguments.folders)
    saved_pages.report(arguments.variant, saved_pages.timed(work, pages, forget), len(pages))


main()
