"""`census.html` in a real Chromium: sort, search, filter, open a finding, keyboard, print, narrow, dark, axe-core, no request, no script."""

import io
import json
import unicodedata

import pytest
from html_pages import NARROW, example_pages, launch, overflow, violations, watched
from playwright.sync_api import expect, sync_playwright
from pypdf import PdfReader

from support import ZIBO, judge, read_csv

LIST = "#site-list"
DRAFT = "征求意见稿"
SCREENS = {"light": {}, "dark": {"color_scheme": "dark"}, "narrow": NARROW, "narrow and dark": {**NARROW, "color_scheme": "dark"}}
EXAMPLES = ["office", "draft", "public", "internal", "hostile", "scored", "comparison", "comparison-hostile"]


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def census(tmp_path_factory):
    return judge(ZIBO, tmp_path_factory.mktemp("html"))


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    return example_pages(tmp_path_factory.mktemp("pages"))


@pytest.fixture
def page(browser, census):
    with watched(browser, census.out / "census.html") as page:
        yield page


def sites(census):
    """Codes of all sites, judged or left out."""
    return [site["site_code"] for site in census["verdicts"] + census["excluded"]]


def names(census, verdict="unqualified"):
    return {site["site_name"] for site in census["verdicts"] if site["verdict"] == verdict}


def column(page, title):
    """What stands in a column of the list of sites."""
    return page.locator(f'{LIST} > .scroll > table > tbody > tr:not(.opened) > [data-label="{title}"]').all_inner_texts()


def status(page):
    return page.locator(f"{LIST} > [role=status]")


def opener(page, name):
    return page.locator(LIST).get_by_role("button", name=name, exact=True)


def control(page, label):
    return page.locator(f"{LIST} > form").get_by_label(label, exact=True)


def printed(page):
    """The text of each printed page without line ends; a PDF names some signs by the radicals that look the same."""
    sheets = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
    texts = [unicodedata.normalize("NFKC", sheet.extract_text()) for sheet in sheets]
    return [text.translate(str.maketrans("⺠⻅⻓⻔⻘⻚", "民见长门青页")).replace("\n", "").replace(" ", "") for text in texts]


# ---- sort, search, filter


def test_the_unqualified_stand_first(page, census):
    shown = column(page, "网站名称")
    failing = names(census)
    assert set(shown[: len(failing)]) == failing


def test_sorting_up_and_down(page, census):
    heading = page.locator(f"{LIST} thead th", has_text="标识码").first
    codes = sorted(sites(census))
    for direction, wanted in (("ascending", codes), ("descending", codes[::-1])):
        heading.get_by_role("button").click()
        expect(heading).to_have_attribute("aria-sort", direction)
        assert column(page, "标识码") == wanted[:50]
    assert page.locator(f"{LIST} > .scroll > table > thead [aria-sort]").count() == 1


def test_numbers_sort_as_numbers_and_missing_ones_stand_last(page, census):
    button = page.locator(f"{LIST} thead").get_by_role("button", name="最接近限值的否决指标")
    button.click()
    button.click()
    control(page, "每页").select_option("100")
    cells = column(page, "最接近限值的否决指标")
    measured = [cell for cell in cells if cell]
    assert cells == measured + [""] * len(census["excluded"])
    assert "154次" not in measured[0] and measured[0].startswith("140 / 限值7"), measured[0]


def test_a_table_without_search_sorts_as_well(page):
    table = page.locator("[data-table=units]")
    table.get_by_role("button", name="逾期合计").click()
    counts = [int(text) for text in table.locator("tbody td:nth-child(2)").all_inner_texts()]
    assert counts == sorted(counts) and sum(counts) == 25


def test_search_finds_by_name_code_and_division(page, census):
    for query, wanted in (("沂源教育局", 1), ("3703009002", 1), ("沂源县 教育", 1), ("没有这样的网站", 0)):
        control(page, "检索").fill(query)
        assert len(column(page, "网站名称")) == wanted, query
    expect(status(page)).to_have_text(f"共{len(sites(census))}条，没有符合条件的")
    page.get_by_role("button", name="清除条件").first.click()
    expect(status(page)).to_have_text(f"共{len(sites(census))}条，显示第1至50条")
    assert control(page, "检索").input_value() == ""


def test_filters_agree_with_the_census(page, census):
    control(page, "结果").select_option(label="不合格")
    assert set(column(page, "网站名称")) == names(census)
    control(page, "不达标指标").select_option(label="空白栏目")
    blank = {site["site_name"] for site in census["verdicts"] for veto in site["vetoes"] if veto["clause"] == "blank_columns"}
    assert set(column(page, "网站名称")) == blank
    expect(status(page)).to_have_text(f"共{len(sites(census))}条，符合条件{len(blank)}条，显示第1至{len(blank)}条")


def test_pages_show_every_site_once(page, census):
    first = column(page, "标识码")
    following, before = page.get_by_role("button", name="下一页"), page.get_by_role("button", name="上一页")
    expect(before).to_have_attribute("aria-disabled", "true")
    following.click()
    expect(following).to_have_attribute("aria-disabled", "true")
    assert sorted(first + column(page, "标识码")) == sorted(sites(census))


# ---- a site, its clauses and findings


def test_a_site_opens_its_clauses_and_findings(page, census):
    opener(page, "淄博市国土资源局").click()
    detail = page.locator(f"{LIST} .site-detail")
    outcomes = census.verdict("3703009002")["outcomes"]
    assert detail.locator("details").count() == len(outcomes)
    failed = detail.locator("details[open]")
    expect(failed).to_have_count(sum(outcome["result"] == "fail" for outcome in outcomes))
    failed = failed.first
    text = failed.inner_text()
    for wanted in ("不达标", "首页长期未更新", "4 / 限值4", "条文", "监测时间点前2周内首页栏目无信息更新的", "超过14天", "国办发〔2015〕15号附件"):
        assert wanted in text, wanted
    _, findings = read_csv(census.out / "findings.csv")
    wanted = [[row["key"], row["day"], row["detail"]] for row in findings if (row["site_code"], row["clause"]) == ("3703009002", "home_not_updated")]
    rows = failed.locator("tbody tr").all()
    assert [[row.locator("td").nth(place).inner_text() for place in (1, 2, 3)] for row in rows] == wanted
    assert {row.locator("td").nth(4).inner_text() for row in rows} == {"确定"}


def test_a_clause_that_passed_opens_what_was_counted(page):
    opener(page, "淄博市国土资源局").click()
    clause = page.locator(f"{LIST} details", has_text="更新不达标栏目")
    clause.locator("summary").click()
    expect(clause.locator("tbody tr")).to_have_count(2)
    assert "2 / 限值10" in clause.inner_text()


def test_every_finding_is_there(page, census):
    control(page, "每页").select_option("200")
    page.get_by_role("button", name="展开或收起本页").click()
    page.evaluate("() => document.querySelectorAll('#site-list details').forEach((details) => (details.open = true))")
    page.wait_for_function("() => [...document.querySelectorAll('#site-list details')].every((details) => details.querySelector('dl'))")
    _, findings = read_csv(census.out / "findings.csv")
    assert page.locator(f"{LIST} details tbody tr").count() == len(findings)


# ---- keyboard


def test_everything_with_the_keyboard_alone(page):
    press = page.keyboard.press

    def focused():
        return page.evaluate("() => document.activeElement.innerText ?? ''")

    def tab_until(holds):
        """Tabs on, at most as often as the page has places for the focus."""
        for _ in range(100):
            if page.evaluate(f"() => {{ const at = document.activeElement; return {holds}; }}"):
                return
            press("Tab")
        pytest.fail(f"the keyboard does not come to {holds}")

    press("Tab")
    assert focused() == "跳到正文"
    press("Enter")
    assert page.evaluate("() => document.activeElement.id") == "content"
    tab_until("at.type === 'search'")
    page.keyboard.type("国土资源局")
    assert column(page, "网站名称") == ["淄博市国土资源局"]
    tab_until("at.innerText.startsWith('网站名称')")
    press("Enter")
    expect(page.locator(f"{LIST} thead th").first).to_have_attribute("aria-sort", "ascending")
    tab_until("at.innerText === '淄博市国土资源局'")
    press("Space")
    expect(opener(page, "淄博市国土资源局")).to_have_attribute("aria-expanded", "true")
    tab_until("at.tagName === 'SUMMARY'")
    press("Enter")
    expect(page.locator(f"{LIST} details").first).to_have_attribute("open", "")
    press("Escape")
    expect(page.locator(f"{LIST} .site-detail")).to_have_count(0)
    assert focused() == "淄博市国土资源局"


def test_the_focus_can_be_seen(page):
    page.keyboard.press("Tab")
    for _ in range(12):
        page.keyboard.press("Tab")
        outline = page.evaluate("() => getComputedStyle(document.activeElement).outlineStyle")
        assert outline == "solid", page.evaluate("() => document.activeElement.outerHTML.slice(0, 80)")


# ---- print


def test_print_names_every_unqualified_site_and_no_control(page, census):
    text = "".join(printed(page))
    assert [name for name in names(census) if name not in text] == []
    assert "检索" not in text and "下一页" not in text and "所展开网站" not in text


def test_print_adds_what_is_open(page):
    opener(page, "淄博市国土资源局").click()
    text = "".join(printed(page))
    assert "所展开网站的检查明细" in text and "首页栏目“工作动态”自2017-11-15起无更新" in text


@pytest.mark.parametrize("name, marks", [("draft", True), ("office", False)])
def test_a_draft_is_marked_on_each_printed_page(browser, pages, name, marks):
    with watched(browser, pages / f"{name}.html") as page:
        sheets = printed(page)
    assert len(sheets) > 1
    assert {DRAFT in sheet for sheet in sheets} == {marks}


# ---- narrow, dark, still


def test_a_narrow_screen_scrolls_in_one_direction(browser, census):
    with watched(browser, census.out / "census.html", **NARROW) as page:
        assert overflow(page) == 0
        page.get_by_role("button", name="展开或收起本页").click()
        page.get_by_text("展开通报全文").click()
        assert overflow(page) == 0
        # the list of sites and their findings read as cards: nothing of them has to be scrolled to sideways
        hidden = page.locator(f"{LIST} .scroll").evaluate_all("(all) => all.map((region) => region.scrollWidth - region.clientWidth)")
        assert set(hidden) == {0}


@pytest.mark.parametrize("scheme, is_dark", [("light", False), ("dark", True)])
def test_colours_follow_the_screen(browser, census, scheme, is_dark):
    with watched(browser, census.out / "census.html", color_scheme=scheme) as page:
        colour = page.evaluate("() => getComputedStyle(document.body).backgroundColor")
        assert (sum(int(part) for part in colour.removeprefix("rgb(").removesuffix(")").split(",")) < 384) == is_dark, colour


def test_nothing_moves_where_that_is_unwanted(browser, census):
    for motion, behaviour in (("reduce", "auto"), ("no-preference", "smooth")):
        with watched(browser, census.out / "census.html", reduced_motion=motion) as page:
            assert page.evaluate("() => getComputedStyle(document.documentElement).scrollBehavior") == behaviour


# ---- axe-core


@pytest.mark.parametrize("options", SCREENS.values(), ids=SCREENS.keys())
def test_axe_finds_nothing(browser, census, options):
    with watched(browser, census.out / "census.html", **options) as page:
        opener(page, "淄博市国土资源局").click()
        page.locator(f"{LIST} thead").first.get_by_role("button", name="检查结果").click()
        control(page, "每页").select_option("20")
        control(page, "检索").fill("局")
        page.get_by_text("展开通报全文").click()
        assert violations(page) == []


@pytest.mark.parametrize("name", EXAMPLES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_any_edition(browser, pages, name, scheme):
    with watched(browser, pages / f"{name}.html", color_scheme=scheme) as page:
        assert violations(page) == []


# ---- hostile text, no script, two runs


@pytest.mark.parametrize("name", ["hostile", "comparison-hostile"])
def test_hostile_names_are_shown_and_do_nothing(browser, pages, name):
    with watched(browser, pages / f"{name}.html", **NARROW) as page:
        for button in page.locator("button.opener").all():
            button.click()
        assert page.locator("[data-label]", has_text="<img src=x onerror=window.hacked=1>").first.is_visible()
        assert page.evaluate("() => window.hacked") is None
        assert page.locator("img, iframe, object, link[rel=stylesheet]").count() == 0
        assert overflow(page) == 0


def test_without_a_script_the_essential_is_there(browser, census):
    with watched(browser, census.out / "census.html", java_script_enabled=False) as page:
        text = page.locator("main").inner_text()
        for wanted in ("浏览器未启用脚本", "77.03%", "按层级和类型", "逾期办件共25件", "展开通报全文"):
            assert wanted in text, wanted
        listed = page.locator("#unqualified")
        assert listed.is_visible() and [name for name in names(census) if name not in listed.text_content()] == []
        page.get_by_text("展开通报全文").click()
        notice = page.locator("article.notice").text_content()
        lines = [line.lstrip("#>0123456789. ") for line in census.text("notice.md").splitlines() if line and "|" not in line]
        assert [line for line in lines if line and line.replace("\\", "") not in notice] == []


def test_the_page_says_what_the_census_says(page, census):
    figures = dict(zip(page.locator(".figure dt").all_inner_texts(), page.locator(".figure dd").all_inner_texts(), strict=True))
    assert figures == {
        "应查网站": str(census["sites_total"]),
        "合格": str(census["sites_qualified"]),
        "不合格": str(census["sites_unqualified"]),
        "未评估": str(census["sites_not_assessed"]),
        "未列入": str(census["sites_excluded"]),
        "合格率": f"{census['pass_rate']}%",
        "普查覆盖率": f"{census['coverage']}%",
    }
    data = json.loads(page.locator("#sites").text_content())
    assert {site["code"]: site["verdict"] for site in data["sites"] if site["verdict"] != "excluded"} == {
        site["site_code"]: site["verdict"] for site in census["verdicts"]
    }


def test_changes_between_two_runs(browser, pages):
    with watched(browser, pages / "comparison.html") as page:
        assert "共2000处变化，本页载入1000处" in page.locator("main").inner_text()
        page.get_by_label("检索").fill("3703000777")
        expect(page.locator("tbody tr")).to_have_count(1)
        assert page.locator("tbody td[data-label=本次]").inner_text() == "未评估"
        page.get_by_role("button", name="清除条件").click()
        page.get_by_label("类别").select_option("办件")
        expect(page.locator("[role=status]")).to_have_text("共1000条，符合条件100条，显示第1至50条")
