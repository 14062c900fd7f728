"""Percentages, and the comparison of groups (readings 18 and 20)."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

VERDICT_RANK = {"qualified": 0, "not_assessed": 1, "unqualified": 2, None: 3}
NOT_RANKED = "市本级"


def percent(part, whole):
    """Two decimals, rounded half up once; null over nothing."""
    if whole == 0:
        return None
    hundredths = (Fraction(part * 20000, whole) + 1) // 2
    return str((Decimal(int(hundredths)) / 100).quantize(Decimal("0.01"), ROUND_HALF_UP))


def names_of(site):
    return {"role": site["role"], "level": site["level"], "division": site["division"],
            "level_role": f"{site['level']}/{site['role']}"}


def margin(outcomes):
    """Measured over limit of the worst clause."""
    worst = Fraction(0)
    for clause, row in outcomes.items():
        if clause == "site_unreachable":
            share = Fraction(row["certain"] * 20, row["of"]) if row.get("of") else Fraction(0)
        else:
            share = Fraction(row["certain"], row["limit"]) if row["limit"] else Fraction(0)
        worst = max(worst, share)
    return worst


def closure(rows, checkpoint):
    """(due, in time) of one site."""
    due = [row["close_due_on"] for row in rows if row["close_due_on"] and row["close_due_on"] <= checkpoint]
    if not due:
        return 0, 0
    closed = any(row["state"] == "closed" and row["approved"] and row["from"] <= min(due) for row in rows)
    return 1, int(closed)


class Group:
    def __init__(self, by, name):
        self.by, self.name = by, name
        self.total = self.assessed = self.unqualified = self.due = self.in_time = 0
        self.portals = []

    def add(self, site, judged, closures):
        self.due += closures[0]
        self.in_time += closures[1]
        if judged is None:
            return
        verdict = judged["verdict"]
        self.total += 1
        self.assessed += verdict != "not_assessed"
        self.unqualified += verdict == "unqualified"
        if site["role"] == "portal":
            self.portals.append((VERDICT_RANK[verdict], margin(judged["outcomes"])))

    def rank(self):
        portal = max((rank for rank, _ in self.portals), default=VERDICT_RANK[None])
        closed = Fraction(self.in_time, self.due) if self.due else Fraction(1)
        share = Fraction(self.unqualified, self.assessed) if self.assessed else Fraction(2)
        return portal, -closed, share, max((m for _, m in self.portals), default=Fraction(0)), self.name

    def row(self, better):
        return {"by": self.by, "name": self.name, "total": self.total, "assessed": self.assessed,
                "unqualified": self.unqualified, "unqualified_rate": percent(self.unqualified, self.assessed),
                "closures_due": self.due, "closures_in_time": self.in_time, "better": better}


def compare_groups(sites, verdicts, checkpoint, name_best):
    groups = {}
    for code, site in sites.items():
        if site.row is None:
            continue
        closures = closure(site.life, checkpoint)
        for by, name in names_of(site.row).items():
            groups.setdefault((by, name), Group(by, name)).add(site.row, verdicts.get(code), closures)
    ranked = sorted((g for g in groups.values() if g.by == "division" and g.name != NOT_RANKED), key=Group.rank)
    best = {g.name for g in ranked[:name_best]}
    assessed = sum(v["verdict"] != "not_assessed" for v in verdicts.values())
    unqualified = sum(v["verdict"] == "unqualified" for v in verdicts.values())
    order = ["role", "level", "division", "level_role"]
    rows = []
    for group in sorted(groups.values(), key=lambda g: (order.index(g.by), g.name)):
        better = group.name in best if group.by == "division" else (
            group.assessed > 0 and group.unqualified * assessed < unqualified * group.assessed)
        rows.append(group.row(better))
    return rows
