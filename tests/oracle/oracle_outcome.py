"""The four outcomes of a clause, and the arithmetic of intervals."""

PASS, FAIL, NOT_ASSESSED, NOT_APPLICABLE = "pass", "fail", "not_assessed", "not_applicable"


def outcome(result, certain=0, possible=0, limit=0, gaps=()):
    return {"result": result, "certain": certain, "possible": possible, "limit": limit,
            "gaps": sorted(gaps) if result == NOT_ASSESSED else []}


def decide(certain, possible, limit, gaps=()):
    """certain at the limit fails, possible under it passes, between them nobody knows."""
    if certain >= limit:
        return outcome(FAIL, certain, possible, limit)
    if possible < limit:
        return outcome(PASS, certain, possible, limit)
    return outcome(NOT_ASSESSED, certain, possible, limit, gaps)
