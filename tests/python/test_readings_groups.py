"""Reading 20: comparison of groups."""

import pytest

A, B = "甲区", "乙区"


@pytest.fixture
def compared(empty):
    """An empty census that names one division as better."""
    return empty(compare={"name_best": 1})


def site(folder, number, division, role="department", unqualified=False, **fields):
    code = f"37030001{number:02}"
    folder.site(code, division=division, role=role, level="county", **fields)
    if unqualified:
        folder.review(f"r{number}", site=code)
    return code


def closure(folder, number, division, from_="2017-10-31", due="2017-10-31", **fields):
    """A subordinate site closed on `from_` and due to close by `due`."""
    code = site(folder, number, division)
    folder.life("closed", from_, site=code, close_due_on=due, **fields)


def best(folder):
    return folder.judge().better("division")


# each ground of the order decides before all that follow it; the pair is tried both ways round


@pytest.mark.parametrize(("good", "bad"), [(A, B), (B, A)])
def test_the_verdict_of_the_portal_comes_first(compared, good, bad):
    site(compared, 1, good, "portal")
    site(compared, 2, good, unqualified=True)
    closure(compared, 3, good, from_="2017-11-15")
    site(compared, 4, bad, "portal", unqualified=True)
    site(compared, 5, bad)
    closure(compared, 6, bad)
    assert best(compared) == {good}


@pytest.mark.parametrize(("good", "bad"), [(A, B), (B, A)])
def test_closures_in_time_come_second(compared, good, bad):
    site(compared, 1, good, "portal")
    site(compared, 2, good, unqualified=True)
    closure(compared, 3, good)
    site(compared, 4, bad, "portal")
    closure(compared, 5, bad)
    closure(compared, 6, bad, from_="2017-11-15")
    assert best(compared) == {good}


@pytest.mark.parametrize(("good", "bad"), [(A, B), (B, A)])
def test_the_share_unqualified_comes_third(compared, good, bad):
    """One of four against one of two; the better share has the closer portal."""
    compared.fail_visits(6, site(compared, 1, good, "portal"))
    site(compared, 2, good)
    site(compared, 3, good)
    site(compared, 4, good, unqualified=True)
    site(compared, 5, bad, "portal")
    site(compared, 6, bad, unqualified=True)
    assert best(compared) == {good}


@pytest.mark.parametrize(("good", "bad"), [(A, B), (B, A)])
def test_the_smallest_margin_of_the_portal_comes_last(compared, good, bad):
    site(compared, 1, good, "portal")
    compared.fail_visits(6, site(compared, 2, bad, "portal"))
    assert best(compared) == {good}


@pytest.mark.parametrize(("good", "bad"), [(A, B), (B, A)])
def test_the_worst_clause_gives_the_margin(compared, good, bad):
    """3 of 5 blank on two clauses is further away than 4 of 5 on one."""
    compared.blank(3, site=site(compared, 1, good, "portal"), prefix="g")
    compared.blank(4, site=site(compared, 2, bad, "portal"), prefix="b")
    assert best(compared) == {good}


@pytest.mark.parametrize(("good", "bad"), [(A, B), (B, A)])
def test_a_division_without_a_portal_ranks_last(compared, good, bad):
    site(compared, 1, good, "portal", unqualified=True)
    site(compared, 2, bad)
    assert best(compared) == {good}


@pytest.mark.parametrize(("good", "bad"), [(A, B), (B, A)])
def test_of_several_portals_the_worst_counts(compared, good, bad):
    site(compared, 1, good, "portal")
    site(compared, 2, good, unqualified=True)
    site(compared, 3, bad, "portal")
    site(compared, 4, bad, "portal", unqualified=True)
    assert best(compared) == {good}


@pytest.mark.parametrize(("good", "bad"), [(A, B), (B, A)])
def test_nothing_due_to_close_is_all_in_time(compared, good, bad):
    site(compared, 1, good, "portal")
    site(compared, 2, bad, "portal")
    closure(compared, 3, bad, from_="2017-11-15")
    assert best(compared) == {good}


# ---- closures


@pytest.mark.parametrize(
    ("fields", "due", "in_time"),
    [
        ({"from_": "2017-10-31"}, 1, 1),
        ({"from_": "2017-11-01"}, 1, 0),
        ({"from_": "2017-10-30"}, 1, 1),
        ({"from_": "2017-10-31", "approved": "false"}, 1, 0),
        ({"from_": "2017-10-31", "approved": ""}, 1, 0),
        ({"from_": "2017-11-25", "due": "2017-11-25"}, 1, 1),
        ({"from_": "2017-11-25", "due": "2017-11-26"}, 0, 0),
    ],
)
def test_closed_in_time(compared, fields, due, in_time):
    site(compared, 1, A, "portal")
    closure(compared, 2, A, **fields)
    group = compared.judge().groups("division")[A]
    assert (group["closures_due"], group["closures_in_time"]) == (due, in_time)


def test_a_site_due_to_close_that_still_runs(compared):
    code = site(compared, 1, A, "portal")
    compared.life("running", "2010-01-01", site=code, close_due_on="2017-10-31")
    group = compared.judge().groups("division")[A]
    assert (group["closures_due"], group["closures_in_time"]) == (1, 0)


# ---- how many are named, and who is not ranked


@pytest.mark.parametrize(("number", "named"), [(0, set()), (1, {A}), (2, {A, B}), (3, {A, B, "丙区"})])
def test_as_many_are_named_as_the_folder_says(empty, number, named):
    folder = empty(compare={"name_best": number})
    site(folder, 1, A, "portal")
    folder.fail_visits(3, site(folder, 2, B, "portal"))
    folder.fail_visits(6, site(folder, 3, "丙区", "portal"))
    assert best(folder) == named


def test_the_city_itself_is_not_ranked(compared):
    site(compared, 1, "市本级", "portal")
    site(compared, 2, A, "portal", unqualified=True)
    assert best(compared) == {A}


# ---- role, level, level x role


def mixed(empty):
    """Departments 1 of 4 unqualified, institutions 1 of 2, overall 2 of 6."""
    folder = empty()
    for number in range(4):
        site(folder, number, A, "department", unqualified=number == 0)
    for number in range(4, 6):
        site(folder, number, A, "institution", unqualified=number == 4)
    return folder.judge()


def numbers(census, by):
    return sorted((g["total"], g["assessed"], g["unqualified"], g["unqualified_rate"], g["better"]) for g in census.groups(by).values())


def test_roles_are_better_below_the_share_of_all(empty):
    assert numbers(mixed(empty), "role") == [(2, 2, 1, "50.00", False), (4, 4, 1, "25.00", True)]


def test_level_and_role_are_compared_alike(empty):
    assert numbers(mixed(empty), "level_role") == [(2, 2, 1, "50.00", False), (4, 4, 1, "25.00", True)]


def test_a_group_at_the_share_of_all_is_not_better(empty):
    assert numbers(mixed(empty), "level") == [(6, 6, 2, "33.33", False)]


def test_groups_count_sites_not_assessed_apart(empty):
    folder = empty()
    site(folder, 1, A)
    site(folder, 2, A, visits=False)
    assert numbers(folder.judge(), "role") == [(2, 1, 0, "0.00", False)]


def test_every_kind_of_group_is_there(folder):
    assert {group["by"] for group in folder.judge()["groups"]} >= {"role", "level", "division", "level_role"}
