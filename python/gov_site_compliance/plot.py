"""Charts of a census, with Chinese titles, for notebooks and reports (extra `plot`: Altair and pyarrow).

    import gov_site_compliance as gsc
    from gov_site_compliance import plot
    plot.margins(gsc.judge_folder("examples/zibo-2017q4")).save("margins.svg")

Each function returns an Altair chart, to be shown, saved or changed further. Verdicts have the same colours everywhere; what was not
assessed is grey and never counted as good. A chart holds counts, or the rows that it shows, so that a census of thousands of sites
stays readable. To save as PNG or SVG, install `vl-convert-python` and a Chinese font.
"""

try:
    import altair  # noqa: F401
    import pyarrow  # type: ignore[import-untyped,unused-ignore]  # noqa: F401
except ImportError as _absent:
    raise ImportError(f"charts need {_absent.name}: pip install 'gov-site-compliance[plot]'") from _absent

from ._plot_groups import failing_indicators, groups
from ._plot_margins import margins
from ._plot_replies import replies
from ._plot_updates import updates

__all__ = ["failing_indicators", "groups", "margins", "replies", "updates"]
