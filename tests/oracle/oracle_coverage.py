"""What was looked at: coverage rows against the owner's declaration (reading 1, D5 to D7, D16)."""


class Cover:
    """The decision for one subject: the newest rows, or else the declaration."""

    def __init__(self, rows, rejected, declared, counts=None):
        self.declared, self.rejected, self.counts = declared, rejected, counts or {}
        newest = max((row["observed_at"] for row in rows), default=None)
        self.newest = [row for row in rows if row["observed_at"] == newest]

    def holds(self, start, end):
        """Whether start..end was looked at completely; start None means since ever."""
        if self.rejected:
            return False
        if not self.newest:
            return self.declared
        return all(self.row_holds(row, start, end) for row in self.newest)

    def is_whole(self):
        """Whether no newest row says that something was not seen, whatever its days."""
        return not self.rejected and not any(self.tells_gap(row) for row in self.newest)

    def tells_gap(self, row):
        return not row["complete"] or row["gap"] or self.seen_more(row)

    def row_holds(self, row, start, end):
        if self.tells_gap(row):
            return False
        starts = row["from"] is None or (start is not None and row["from"] <= start)
        observed = row["observed_at"].date()
        return starts and end <= min(row["to"] or observed, observed)

    def seen_more(self, row):
        """The person counted more items than there are rows of the subject (column, columns, tickets)."""
        if row["items_seen"] is None or row["subject"] not in self.counts:
            return False
        return row["items_seen"] > self.counts[row["subject"]]

    def gaps(self):
        if self.rejected:
            return {"input_rejected"}
        if not self.newest:
            return {"incomplete" if self.counts.get("column") else "not_collected"}
        return {row["gap"] or "incomplete" for row in self.newest}


def subject_cover(site, subject, declared, counts=None):
    """Coverage of a whole subject of one site, such as tickets or serious_error."""
    rows = [row for row in site.coverage if row["subject"] == subject]
    rejected = any(row["subject"] in (None, subject) for row in site.rejected["coverage"])
    return Cover(rows, rejected, declared, counts)


class ColumnCovers:
    """Coverage of the columns of one site, indexed once."""

    def __init__(self, site, declared, all_rows):
        self.declared, self.all_rows = declared, all_rows
        self.own, self.columns, self.home = {}, [], []
        for row in site.coverage:
            if row["subject"] == "column":
                self.own.setdefault(row["column_id"], []).append(row)
            elif row["subject"] in ("columns", "home"):
                getattr(self, row["subject"]).append(row)
        self.index_rejected(site)

    def index_rejected(self, site):
        self.bad_own, self.bad_all, self.bad_home, self.bad_list = set(), False, False, False
        for row in site.rejected["coverage"]:
            subject, column = row["subject"], row["column_id"]
            if subject == "column" and column is not None:
                self.bad_own.add(column)
            elif subject in (None, "columns", "column"):
                self.bad_all = True
                self.bad_list |= subject != "column"
            elif subject == "home":
                self.bad_home = True

    def of(self, column_id, row_count, home=False):
        rows = self.own.get(column_id, []) + self.columns + (self.home if home else [])
        bad = self.bad_all or column_id in self.bad_own or (home and self.bad_home)
        return Cover(rows, bad, self.declared, {"column": row_count, "columns": self.all_rows})

    def list_is_whole(self, home=False):
        """False where somebody recorded that he did not see all columns, or all of the home page (D6)."""
        rows = self.columns + (self.home if home else [])
        return Cover(rows, self.bad_list or (home and self.bad_home), True, {"columns": self.all_rows}).is_whole()
