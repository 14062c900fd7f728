"""`extract` and `evidence-from-pages`: from saved pages to a census."""

import csv
import gzip
import hashlib
import json
import re

import pytest

from support import REPOSITORY, judge, run

PAGES = REPOSITORY / "tests" / "cases" / "pages"
SITE = "3799000002"
HOME = "http://jyj.sample.example/"
OBSERVED = "2018-03-20T09:00:00+08:00"
SETTINGS = 'title = "示例市政府网站普查"\nissuer = "示例市人民政府办公厅"\ncheckpoint = 2018-03-20\nstandard = "zibo-2017"\n'
SITES = f"site_code,site_name,home_url,role,level,division,sponsor\n3799000002,示例市教育局,{HOME},部门,city,市本级,示例市教育局\n"
COLUMNS = f"""栏目编号,网站标识码,栏目名称,栏目类别,首页栏目,栏目网址
xw,3799000002,教育新闻,动态要闻,是,{HOME}xw/
tz,3799000002,通知公告,通知公告,否,{HOME}tzgg/
zc,3799000002,政策文件,政策文件,否,{HOME}zcwj/
gh,3799000002,规划计划,规划计划,否,{HOME}ghjh/
rs,3799000002,人事信息,人事信息,否,{HOME}rsxx/
"""
NEWS = "<html><head><title>教育新闻</title></head><body><ul><li><a href='1.html'>全市教育工作会议召开情况</a><span>2018-03-19</span></li>\
<li><a href='2.html'>领导调研学校建设工作</a><span>2018-03-02</span></li></ul></body></html>"


@pytest.fixture
def pages(tmp_path):
    """A folder with a registry and a saved page of four of its five columns."""
    root = tmp_path / "q1"
    (root / "pages").mkdir(parents=True)
    (root / "census.toml").write_text(SETTINGS, encoding="utf-8")
    (root / "sites.csv").write_text(SITES, encoding="utf-8")
    (root / "columns.csv").write_text(COLUMNS, encoding="utf-8")
    (root / "pages" / "xw.html").write_text(NEWS, encoding="utf-8")
    for name, case in {"tz": "plain", "zc": "blank_words", "gh": "filled_later"}.items():
        (root / "pages" / f"{name}.html").write_bytes((PAGES / "list" / f"{case}.html").read_bytes())
    addresses = {"xw": "xw/index.html", "tz": "tzgg/", "zc": "zcwj/index.html", "gh": "ghjh/"}
    lines = ["file,url,observed_at,charset", *(f"{name}.html,{HOME}{path},{OBSERVED}," for name, path in addresses.items())]
    (root / "pages" / "index.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return root


def table(folder, name):
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def made(folder, out):
    process = run("evidence-from-pages", folder, "--out", out)
    assert process.returncode == 0, process.stderr
    return process.stdout


def test_pages_become_updates_and_coverage_that_the_census_takes_without_a_reject(pages, tmp_path):
    evidence = tmp_path / "evidence"
    text = made(pages, evidence)
    assert "not readable: 3799000002 gh: 脚本页面 script_only" in text
    assert {row["column_id"]: row["gap"] for row in table(evidence, "coverage")} == {"xw": "", "tz": "", "zc": "", "gh": "script_only"}
    assert [row["published_on"] for row in table(evidence, "updates") if row["column_id"] == "xw"] == ["2018-03-19", "2018-03-02"]
    result = judge(evidence, tmp_path / "out")
    assert result.rows("rejected.csv") == []
    assert result.result("blank_columns", SITE) == "pass"
    assert (result.measured("blank_columns", SITE), result.possible("blank_columns", SITE)) == (1, 3)
    assert "script_only" in result.gaps("blank_columns", SITE)


def test_a_finding_names_page_digest_place_and_text(pages, tmp_path):
    evidence = tmp_path / "evidence"
    made(pages, evidence)
    digest = hashlib.sha256((pages / "pages" / "zc.html").read_bytes()).hexdigest()
    judge(evidence, tmp_path / "out")
    with (tmp_path / "out" / "findings.csv").open(encoding="utf-8", newline="") as file:
        blank = [row for row in csv.DictReader(file) if row["clause"] == "blank_columns" and row["key"].endswith("zc")]
    assert f"pages/zc.html sha256:{digest} html>body>" in blank[0]["source_ref"]
    explained = run("explain", evidence, "3799000002").stdout
    assert f"sha256:{digest}" in explained
    assert "“暂无相关内容”" in explained


def test_a_warc_file_gives_the_same_rows_as_the_files(pages, tmp_path):
    made(pages, tmp_path / "files")
    packed = tmp_path / "packed"
    packed.mkdir()
    for name in ("census.toml", "sites.csv", "columns.csv"):
        (packed / name).write_bytes((pages / name).read_bytes())
    records = b""
    with (pages / "pages" / "index.csv").open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file)):
            block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + (pages / "pages" / row["file"]).read_bytes()
            head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{number}>\r\nWARC-Date: 2018-03-20T01:00:00Z\r\nWARC-Target-URI: {row['url']}\r\n\
Content-Type: application/http\r\nContent-Length: {len(block)}\r\n\r\n"
            records += head.encode() + block + b"\r\n\r\n"
    (packed / "crawl.warc.gz").write_bytes(gzip.compress(records))
    made(packed, tmp_path / "warc")
    for name in ("updates", "coverage"):
        left, right = table(tmp_path / "files", name), table(tmp_path / "warc", name)
        assert [{**row, "source_ref": row["source_ref"].split(" sha256:")[1]} for row in left] == [
            {**row, "source_ref": row["source_ref"].split(" sha256:")[1]} for row in right
        ]


def test_without_columns_the_home_page_names_them(pages, tmp_path):
    (pages / "columns.csv").unlink()
    home = "<body><div><h3>工作动态</h3><a href='/xw/'>更多</a><ul><li><a href='/xw/1.html'>全市教育工作会议召开情况</a><i>2018-03-19</i></li>\
<li><a href='/xw/2.html'>领导调研学校建设工作</a><i>2018-03-02</i></li></ul></div></body>"
    (pages / "pages" / "home.html").write_text(home, encoding="utf-8")
    with (pages / "pages" / "index.csv").open("a", encoding="utf-8") as file:
        file.write(f"home.html,{HOME},{OBSERVED},\n")
    made(pages, tmp_path / "evidence")
    columns = table(tmp_path / "evidence", "columns")
    assert [(row["column_name"], row["kind"], row["url"], row["on_home"]) for row in columns] == [("工作动态", "news", f"{HOME}xw/", "true")]
    assert "请核对" in columns[0]["note"]
    assert {row["column_id"] for row in table(tmp_path / "evidence", "updates")} == {columns[0]["column_id"]}


def test_rows_that_would_count_twice_and_an_existing_folder_are_refused(pages, tmp_path):
    (pages / "updates.csv").write_text("column_id,url,published_on\n", encoding="utf-8")
    refused = run("evidence-from-pages", pages, "--out", tmp_path / "evidence")
    assert refused.returncode == 3
    assert "has a table updates already" in refused.stderr
    (pages / "updates.csv").unlink()
    refused = run("evidence-from-pages", pages, "--out", pages)
    assert refused.returncode == 3
    assert "is there already" in refused.stderr


def test_all_that_stands_in_the_way_is_named_at_once(pages, tmp_path):
    for name, headings in {"updates": "column_id,url,published_on", "tickets": "ticket_id,site_code,channel_kind,unit,submitted_on"}.items():
        (pages / f"{name}.csv").write_text(f"{headings}\n", encoding="utf-8")
    (pages / "census.toml").write_text(SETTINGS + 'complete = ["columns", "updates", "reviews"]\n', encoding="utf-8")
    (pages / "columns.csv").write_text(COLUMNS.replace("栏目网址", "网址"), encoding="utf-8")
    refused = run("evidence-from-pages", pages, "--out", pages)
    assert refused.returncode == 3
    for words in (
        "has tables updates, tickets already",
        "declares columns, updates, but",
        "is there already",
        "no column has an address",
        "heading 栏目网址 (url)",
        "columns.csv has a heading that no table knows: 网址",
    ):
        assert words in refused.stderr, refused.stderr
    (pages / "sites.csv").write_text("site_code\n", encoding="utf-8")
    refused = run("evidence-from-pages", pages, "--out", pages)
    assert "has tables updates, tickets already" in refused.stderr
    assert "sites.csv" in refused.stderr


def test_columns_without_any_address_are_said(pages, tmp_path):
    (pages / "columns.csv").write_text(COLUMNS.replace("栏目网址", "网址"), encoding="utf-8")
    failed = run("evidence-from-pages", pages, "--out", tmp_path / "evidence")
    assert failed.returncode == 3
    assert "columns.csv: no column has an address" in failed.stderr
    assert "no table knows: 网址" in failed.stderr
    assert not (tmp_path / "evidence").exists()
    (pages / "pages" / "home.html").write_text("<html><body></body></html>", encoding="utf-8")
    with (pages / "pages" / "index.csv").open("a", encoding="utf-8") as file:
        file.write(f"home.html,{HOME},{OBSERVED},\n")
    text = made(pages, tmp_path / "evidence")
    assert "warning: " in text
    assert "no column has an address" in text
    assert "dropped: columns.csv has a heading that no table knows: 网址" in text
    assert "no column has an address" in json.loads(run("evidence-from-pages", pages, "--out", tmp_path / "json", "--json").stdout)["warning"]


def test_a_digest_that_looks_like_a_number_of_a_person_stays_whole(pages, tmp_path):
    page = pages / "pages" / "zc.html"
    body = page.read_bytes()
    pages_of_one_state = (body + f"<!-- {number} -->".encode() for number in range(100_000))
    page.write_bytes(next(body for body in pages_of_one_state if re.search(r"\d{15}", hashlib.sha256(body).hexdigest())))
    digest = hashlib.sha256(page.read_bytes()).hexdigest()
    evidence = tmp_path / "evidence"
    made(pages, evidence)
    result = judge(evidence, tmp_path / "out")
    assert f"sha256:{digest}" in run("explain", evidence, SITE).stdout
    assert any(f"sha256:{digest}" in row["source_ref"] for row in result.rows("findings.csv"))
    assert f"sha256:{digest}" in (tmp_path / "out" / "census.html").read_text(encoding="utf-8")


def test_pages_that_were_not_read_have_their_digest_and_the_reason(pages, tmp_path):
    deep, large = pages / "pages" / "tz.html", pages / "pages" / "xw.html"
    deep.write_text("<div>" * 600, encoding="utf-8")
    large.write_text(NEWS + " " * 10_000, encoding="utf-8")
    process = run("evidence-from-pages", pages, "--out", tmp_path / "evidence", "--max-bytes", "9000")
    sources = {row["column_id"]: row["source_ref"] for row in table(tmp_path / "evidence", "coverage")}
    assert sources["tz"] == f"pages/tz.html sha256:{hashlib.sha256(deep.read_bytes()).hexdigest()}"
    assert sources["xw"] == "pages/xw.html", "it was cut, so nobody knows its digest"
    assert "pages/tz.html: page not read: nested elements exceed the budget of 512; no option raises this limit" in process.stdout
    assert "pages/xw.html: page not read: bytes exceed the budget of 9000; raise the budget of bytes (--max-bytes" in process.stdout


def test_a_bad_line_of_the_list_is_named(pages, tmp_path):
    with (pages / "pages" / "index.csv").open("a", encoding="utf-8") as file:
        file.write(f"xw.html,{HOME}xw/,gestern,\n")
    assert "not used: pages/xw.html: index.csv line 6: observed_at" in made(pages, tmp_path / "evidence")


def test_the_example_of_the_documentation_is_the_one_in_the_repository():
    folder = REPOSITORY / "examples" / "saved-pages"
    shown = re.findall(r"^`([\w./-]+)`\n```\w+\n(.*?)^```$", (REPOSITORY / "docs" / "PAGES.md").read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    files = {str(path.relative_to(folder)): path.read_text(encoding="utf-8") for path in folder.rglob("*") if path.is_file()}
    del files["reviews.csv"]
    assert dict(shown) == files


def test_pages_that_are_not_used_are_named_with_the_reason(pages, tmp_path):
    with (pages / "pages" / "index.csv").open("a", encoding="utf-8") as file:
        file.write(f"xw.html,http://other.example/,{OBSERVED},\nxw.html,{HOME}about.html,{OBSERVED},\nnone.html,{HOME}x.html,{OBSERVED},\n")
    text = made(pages, tmp_path / "evidence")
    assert "belongs to no site of the registry" in text
    assert "no page of a column" in text
    assert "pages/none.html" in text


def test_extract_prints_json_and_a_table(pages):
    page = pages / "pages" / "tz.html"
    evidence = json.loads(run("extract", page, "--url", f"{HOME}tzgg/", "--observed", "2018-03-19", "--json").stdout)
    assert evidence["kind"]["kind"] == "column"
    assert [item["date"]["date"] for item in evidence["list"]["items"]] == ["2023-11-20", "2023-11-06"]
    assert evidence["list"]["items"][0]["url"] == f"{HOME}tzgg/202311/t20231120_101.html"
    text = run("extract", page).stdout
    assert "2023-11-20" in text
    assert "关于开展冬季校园安全检查的通知" in text


def test_extract_says_what_it_cannot_do(pages):
    page = pages / "pages" / "tz.html"
    for arguments, code, words in [
        ((page, page, "--url", HOME), 2, "--url is the address of one page"),
        ((page, "--observed", "gestern"), 2, "write a day"),
        ((pages / "none.html",), 1, "none.html"),
        ((pages,), 1, "it is a folder; name its pages, or have `evidence-from-pages` read"),
        ((page, "--url", "jyj.sample.example/tzgg/"), 2, "is no absolute address"),
        ((page, "--url", "file:///tzgg/"), 2, "is no absolute address"),
        ((page, "--charset", "gbk2"), 2, "'gbk2' for '--charset <CHARSET>': is not known"),
        ((page, "--max-bytes", "0"), 2, "whole number, 1 or more (8000000 if left out)"),
        ((page, "--max-bytes", "8 MB"), 2, "whole number, 1 or more"),
    ]:
        failed = run("extract", *arguments)
        assert (failed.returncode, failed.stdout) == (code, "")
        assert words in failed.stderr
    small = run("extract", page, "--max-bytes", "100")
    assert small.returncode == 0
    assert "budget_reached" in small.stdout
    assert "--max-bytes" in small.stdout
    assert "2023-11-20" in run("extract", page, "--max-bytes", str(2**64 - 1)).stdout


@pytest.mark.parametrize(
    ("case", "words"),
    [
        ("footer/foreign_code", ["foreign code    3703990077", "site code       ３７０３９９０００２  = 3703990002", "error reports   我为政府网站找错"]),
        ("letters/blank", ["no letters      没有留言内容 (html>body>"]),
        ("letters/answer_first", ["2023-03-01 → 2023-03-03", "2023-02-26 → 未注明", "101.html"]),
        ("list/blank_words", ["blank column    暂无"]),
        ("home/parted_counts", ["not readable    无法解析 unreadable", "    无法识别 ", "goes on"]),
        ("tags/faults", ["tag             PubDate = ", "tag fault       PubDate: bad_time", "tag fault       SiteIDCode: duplicate"]),
        ("guide/anchors", ["legal_basis     present 《中华人民共和国残疾人保障法》第二条", "materials       empty", "hours           absent"]),
    ],
)
def test_the_table_of_extract_shows_what_a_reviewer_needs(case, words):
    text = run("extract", PAGES / f"{case}.html").stdout
    assert [word for word in words if word not in text] == [], text


def test_the_table_of_extract_tells_undated_from_unreadable_and_shows_conflicts(tmp_path):
    column = tmp_path / "column.html"
    items = [("甲事项的通知", "2018-03-19"), ("乙事项的通知", "03-17"), ("丙事项的通知", "2018-03-02"), ("丁事项的通知", "")]
    lines = "".join(f"<li><a href='{at}.html'>关于{title}</a><span>{date}</span></li>" for at, (title, date) in enumerate(items))
    column.write_text(f"<meta charset=utf-8><title>通知公告</title><ul>{lines}<li><a href=x_0117.html>关于戊事项的通知</a><i>01-17</i></ul>", encoding="utf-8")
    text = run("extract", column).stdout
    for line in ("2018-03-19          关于甲", "2018-03-17 (text_and_order)", "未注明              关于丁", "01-17 无法识别      关于戊"):
        assert line in text, text
    article = tmp_path / "article.html"
    body = "<p>各区县人民政府，市政府各部门：为做好今年防汛工作，现将有关事项通知如下。请认真贯彻执行，切实保障人民群众生命财产安全。</p>" * 4
    head = "<meta charset=utf-8><meta name=PubDate content='2017-06-30 09:00'><h1>关于做好防汛工作的通知</h1><div>发布时间：2017-06-20 来源：市水利局</div>"
    article.write_text(f"<title>关于做好防汛工作的通知</title>{head}{body}<a href=fj.doc>附件：名单.doc</a>", encoding="utf-8")
    text = run("extract", article, "--observed", "2017-07-01").stdout
    for line in ("published       2017-06-20 (发布时间)", "conflict        tag 2017-06-30 09:00 (tag)", "attachment      附件：名单.doc  fj.doc", "observed        2017-07-01"):
        assert line in text, text


def test_extract_goes_on_behind_a_missing_file_and_fails_at_the_end(pages):
    page = pages / "pages" / "tz.html"
    failed = run("extract", pages / "none.html", page, pages / "neither.html")
    assert failed.returncode == 1
    assert "2023-11-20" in failed.stdout
    assert "none.html" in failed.stderr
    assert "neither.html" in failed.stderr


def test_extract_shows_a_letter_without_the_citizen():
    text = run("extract", PAGES / "privacy" / "letter.html").stdout
    for words in ("关于东街路灯不亮的问题", "已回复", "县住建局", "2023-03-01 20:15"):
        assert words in text
    assert "李小明" not in text


def test_the_largest_budget_and_a_list_from_excel_are_taken(pages, tmp_path):
    index = pages / "pages" / "index.csv"
    text = index.read_text(encoding="utf-8").replace("file,url,observed_at,charset", "文件,网址,采集时间,编码").replace(OBSERVED, "2018-03-20")
    index.write_bytes(text.encode("gbk"))
    process = run("evidence-from-pages", pages, "--out", tmp_path / "evidence", "--max-bytes", str(2**64 - 1))
    assert process.returncode == 0, process.stderr
    assert len(table(tmp_path / "evidence", "coverage")) == 4


def test_pages_without_a_line_in_the_list_are_told(pages, tmp_path):
    for number in range(7):
        (pages / "pages" / f"more{number}.html").write_text(NEWS, encoding="utf-8")
    (pages / "pages" / "style.css").write_text("", encoding="utf-8")
    text = made(pages, tmp_path / "evidence")
    assert "not used: pages/more0.html, pages/more1.html, pages/more2.html, pages/more3.html, pages/more4.html, … (7 in all): 7 pages that no line" in text
    told = json.loads(run("evidence-from-pages", pages, "--out", tmp_path / "json", "--json").stdout)
    assert told["unlisted"] == [f"pages/more{number}.html" for number in range(7)]


@pytest.mark.parametrize(("name", "content"), [("junk.warc", b"no WARC file"), ("junk.warc.gz", b"no gzip"), ("empty.warc", b"")])
def test_a_file_that_is_no_warc_file_is_named_and_nothing_is_written(pages, tmp_path, name, content):
    (pages / name).write_bytes(content)
    failed = run("evidence-from-pages", pages, "--out", tmp_path / "evidence")
    assert failed.returncode == 3
    assert f"{name}: record 1: " in failed.stderr
    assert not (tmp_path / "evidence").exists()


def test_where_no_page_can_be_used_nothing_is_written(pages, tmp_path):
    index = pages / "pages" / "index.csv"
    for lines, words in [
        (f"none.html,{HOME},{OBSERVED}", "pages/none.html: "),
        (f"xw.html,http://other.example/,{OBSERVED}", "pages/xw.html: its address belongs to no site"),
        ("", "pages/gh.html"),
    ]:
        index.write_text(f"file,url,observed_at\n{lines}\n", encoding="utf-8")
        failed = run("evidence-from-pages", pages, "--out", tmp_path / "evidence")
        assert failed.returncode == 3
        assert "no saved page can be used" in failed.stderr
        assert words in failed.stderr
        assert not (tmp_path / "evidence").exists()


def test_a_wrong_list_is_said_once(pages, tmp_path):
    (pages / "pages" / "index.csv").write_text("file,url\n", encoding="utf-8")
    failed = run("evidence-from-pages", pages, "--out", tmp_path / "evidence")
    assert failed.returncode == 3
    assert failed.stderr.count("no column is headed") == 1


def test_a_template_reads_a_page_and_is_named(pages, tmp_path):
    templates = tmp_path / "templates.toml"
    templates.write_text('[[template]]\nname = "教育局通知"\nhost = "jyj.sample.example"\nrecord = "ul.list > li"\ndate = "span"\n', encoding="utf-8")
    page = pages / "pages" / "tz.html"
    evidence = json.loads(run("extract", page, "--url", f"{HOME}tzgg/", "--templates", templates, "--json").stdout)
    assert evidence["list"]["template"] == "教育局通知"
    assert len(evidence["list"]["items"]) == 2
    process = run("evidence-from-pages", pages, "--out", tmp_path / "evidence", "--templates", templates)
    assert process.returncode == 0, process.stderr
    rows = [row for row in table(tmp_path / "evidence", "updates") if row["column_id"] == "tz"]
    assert len(rows) == 2
    assert all(row["source_ref"].endswith(" 模板：教育局通知") for row in rows)
    templates.write_text(templates.read_text(encoding="utf-8").replace("ul.list", "ul.gone"), encoding="utf-8")
    evidence = json.loads(run("extract", page, "--url", f"{HOME}tzgg/", "--templates", templates, "--json").stdout)
    assert (evidence["list"]["items"], evidence["list"]["gap"]) == ([], "unreadable")
    assert "blank" not in evidence["list"]
    shown = run("extract", page, "--url", f"{HOME}tzgg/", "--templates", templates).stdout
    assert "template 教育局通知 found no record" in shown
    templates.write_text(templates.read_text(encoding="utf-8").replace("date =", "# date ="), encoding="utf-8")
    failed = run("extract", page, "--url", f"{HOME}tzgg/", "--templates", templates)
    assert failed.returncode == 3
    assert "template 教育局通知: `date` is missing" in failed.stderr


def test_tables_that_pages_show_in_part_may_not_be_declared_complete(pages, tmp_path):
    (pages / "census.toml").write_text(SETTINGS + 'complete = ["columns", "updates"]\n', encoding="utf-8")
    refused = run("evidence-from-pages", pages, "--out", tmp_path / "evidence")
    assert refused.returncode == 3
    assert "pages prove only what they show" in refused.stderr
    assert not (tmp_path / "evidence").exists()


def test_one_page_listed_twice_and_folders_beside_it_do_no_harm(pages, tmp_path):
    with (pages / "pages" / "index.csv").open("a", encoding="utf-8") as file:
        file.write(f"tz.html,{HOME}tzgg/,{OBSERVED},\n")
    (pages / "standards").mkdir()
    (pages / "standards" / "own.toml").write_text("# ours", encoding="utf-8")
    evidence = pages / "evidence"
    made(pages, evidence)
    assert (evidence / "standards" / "own.toml").is_file()
    assert not (evidence / "pages").exists()
    assert not (evidence / "evidence").exists()
    assert judge(evidence, tmp_path / "out").rows("rejected.csv") == []


def test_json_and_strict(pages, tmp_path):
    told = json.loads(run("evidence-from-pages", pages, "--out", tmp_path / "evidence", "--json").stdout)
    assert (told["counts"]["pages"], told["not_readable"][0]["gap"]) == (4, "script_only")
    (pages / "columns.csv").write_text(COLUMNS + "xx,3799000002,栏目,没有的类别,是,http://jyj.sample.example/xx/\n", encoding="utf-8")
    strict = run("evidence-from-pages", pages, "--out", tmp_path / "strict", "--strict")
    assert strict.returncode == 4
    text = made(pages, tmp_path / "again")
    assert "1 rows of the registry were rejected" in text
    assert (tmp_path / "again" / "columns.csv").read_bytes() == (pages / "columns.csv").read_bytes()
