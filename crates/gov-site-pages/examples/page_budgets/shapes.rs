//! Pages of the largest size: one honest, the others made to cost more than they look.

/// A name and what makes the page.
pub type Shape = (&'static str, fn() -> Vec<u8>);

/// Bytes of the default budget, a little below.
const SIZE: usize = 7_900_000;
/// Nodes of the default budget, a little below.
const NODES: usize = 99_000;

/// The honest page first.
pub const ALL: &[Shape] = &[
    ("honest list and text", honest),
    ("50 MB", || b"<p>text</p>".repeat(50_000_000 / 11)),
    ("10^6 nested tags", || b"<div>".repeat(1_000_000)),
    ("10^5 links", || many(100_000, |at| format!("<a href=/{at}>x{at}</a>"))),
    ("links within the nodes", || many(NODES / 2, |at| format!("<a href=/{at}.html>标题标题{at}</a>"))),
    ("deep links", || around(48, many(NODES / 2, |at| format!("<a href=/{at}.html>标题标题{at}</a>")))),
    ("10^6 attributes of one tag", || wrapped("<div ", &many(1_000_000, |at| format!("a{at} ")), ">")),
    ("250 attributes each", || many(2_000, |_| format!("<i {}>", (0..250).map(|at| format!("b{at}=1 ")).collect::<String>()))),
    ("attributes added to the root", || filled(500_000, |at| format!("<html a{at}>x"))),
    ("attributes of the root again", || filled(4_000, |_| format!("<body {}>x", (0..190).map(|at| format!("b{at}=1 ")).collect::<String>()))),
    ("unclosed formatting", || many(300_000, |at| format!("<b id={at}>"))),
    ("formatting left open", left_open),
    ("end tags in nested pictures", || [b"<svg>".repeat(505), b"</x>".repeat(1_900_000)].concat()),
    ("end tags of the body", || [b"<div>".repeat(500), b"</body>".repeat(1_000_000)].concat()),
    ("depth behind the end", || b"<div>".repeat(61).into_iter().chain(*b"</body></html><!---->").collect::<Vec<u8>>().repeat(20_000)),
    ("stray end tags", || b"</b></p></i>".repeat(NODES / 2)),
    ("crossed tags", || b"<b><p></b></p>".repeat(NODES / 5)),
    ("one attribute again and again", || filled(40_000, |_| ["<i ", &"a=1 ".repeat(200), "></i>"].concat())),
    ("attributes left open", || {
        let open = |round: usize| format!("<p><b c={round} {}></p>", (0..250).map(|at| format!("b{at}=1 ")).collect::<String>());
        many(100, open).into_iter().chain(b"<p>x".repeat(100_000)).collect()
    }),
    ("one text", || "通知公告，".repeat(SIZE / 15).into_bytes()),
    ("one text of numerals", || wrapped("<p>", "一".repeat(SIZE / 3).as_bytes(), "")),
    ("one text of digits", || wrapped("<a href=1>", &b"1".repeat(SIZE), "")),
    ("one text of blanks", || wrapped("<p>a", &b" \n".repeat(SIZE / 2), "b")),
    ("one text of dates", || wrapped("<p>", &b"2017-11-29 ".repeat(SIZE / 11), "")),
    ("one title", || wrapped("<title>", "标题".repeat(SIZE / 6).as_bytes(), "</title>")),
    ("one address", || wrapped("<a href='", &b"/a".repeat(SIZE / 2), "'>标题标题</a>")),
    ("table rows", || wrapped("<table>", &filled(NODES / 7, |at| format!("<tr><td><a href={at}>{}</a><td>2017-11-29</tr>", "标题".repeat(80))), "")),
    ("one row of dates", || wrapped("<table><tr><td>头<tr>", &many(NODES / 5, |at| format!("<td><a href={at}>标题</a>2017-11-29")), "")),
    ("items with dates", || wrapped("<ul>", &many(NODES / 5, |at| format!("<li><a href={at}>标题标题</a><span>11-29</span></li>")), "</ul>")),
    ("items, every second undated", || {
        wrapped("<ul>", &many(NODES / 5, |at| format!("<li><a href={at}>标题标题</a><span>{}</span></li>", ["2017-11-29", "无"][at % 2])), "</ul>")
    }),
    ("dates in three parts", || many(NODES / 10, |at| format!("<li><a href={at}>标题</a><i>2017</i><i>11</i><i>29</i>"))),
    ("a list for each item", || many(NODES / 6, |at| format!("<div><p><a href={at}>标题标题标题</a><i>2017-11-29</i></p></div>"))),
    ("lists in turn", || {
        many(NODES / 55, |at| format!("<p><a href={at}>标题标题</a>2017-11-29</p>{}", "<div><p><a href=x>长标题</a>11-29</p></div>".repeat(9)))
    }),
    ("pagers", || many(NODES / 5, |at| format!("<p>下一页{at}<a href=n{at}>下一页</a>"))),
    ("links in links", || many(90, |at| format!("<a href={at}>标题<table><tr><td>")).into_iter().chain(b"<i>1</i>".repeat(45_000)).collect()),
    ("blocks in a link", || {
        let inner = around(400, b"<i>1</i>".repeat(NODES / 2 - 500));
        wrapped("<a href=1>标<b>", &inner, "</a><i>2017-11-29</i>")
    }),
    ("nested rows of letters", nested_letters),
    ("heads of letters", || many(NODES / 7, |_| "<p><b>信件标题</b><b>写信时间</b><b>状态</b>".to_owned())),
    ("states of letters", || many(NODES / 5, |at| format!("<li><a href={at}>标题标题</a><b>已办结</b>"))),
    ("labels of a guide", || many(NODES / 4, |at| format!("<p><b>办理流程</b>：内容{at}"))),
    ("labels of an article", || many(NODES / 2, |at| format!("<p>发布时间：2017-11-29 来源：某局 打印 {at}"))),
    ("headings", || many(NODES / 2, |_| "<h1>关于某某某某的通知</h1>".to_owned())),
    ("feet", || many(NODES / 3, |_| "<p>版权所有 主办单位：某局 京ICP备05082108号 网站标识码1304000009 电话：010-1234567".to_owned())),
    ("entries of reports", || many(NODES / 2, |at| format!("<img src=/jiucuo{at}.png title=网站找错>"))),
    ("a script that writes links", || wrapped("<script>", &many(SIZE / 20, |at| format!("href='/{at:07}' ")), "</script>")),
    ("clicks", || many(NODES, |at| format!("<i onclick=\"a('/{at}.html')\"></i>"))),
    ("comments", || many(NODES, |at| format!("<!--jiucuo{at}-->"))),
    ("metas", || many(NODES, |_| "<meta name=PubDate content='2017-11-29'>".to_owned())),
    ("menus of options", || wrapped("<select>", &many(NODES / 2, |at| format!("<option value=http://x.cn/{at}>一")), "")),
    ("records in a script", || {
        wrapped("<script>", &many(NODES / 8, |at| format!("<record><![CDATA[<li><a href={at}>标题标题</a><i>2017-11-29</i></li>]]></record>")), "</script>")
    }),
];

fn many(count: usize, part: impl Fn(usize) -> String) -> Vec<u8> {
    (0..count).flat_map(|at| part(at).into_bytes()).collect()
}

/// As many parts as there is room for, at most `count`.
fn filled(count: usize, part: impl Fn(usize) -> String) -> Vec<u8> {
    let mut page = many(count, part);
    page.truncate(SIZE);
    page
}

fn wrapped(before: &str, inner: &[u8], after: &str) -> Vec<u8> {
    [before.as_bytes(), inner, after.as_bytes()].concat()
}

fn around(depth: usize, inner: Vec<u8>) -> Vec<u8> {
    [b"<div>".repeat(depth), inner, b"</div>".repeat(depth)].concat()
}

fn honest() -> Vec<u8> {
    let items = many(8_000, |at| {
        let (month, day) = (at % 12 + 1, at % 28 + 1);
        format!(
            "<li><a href=\"/art/2020/{month}/{day}/art_{at}.html\" title=\"关于某某工作的通知\">关于某某工作的通知</a><span>2020-{month:02}-{day:02}</span></li>\n"
        )
    });
    let text = many(15_000, |at| format!("<p>第{at}段。{}</p>\n", "各有关单位要按照要求抓好落实。".repeat(10)));
    let mut page = [b"<html><head><title>\xE9\x80\x9A\xE7\x9F\xA5</title></head><body><ul>".to_vec(), items, b"</ul>".to_vec(), text].concat();
    page.truncate(SIZE);
    page
}

/// Formatting elements that are never closed and opened again in every paragraph, more of them in each; what hides the depth is a comment.
fn left_open() -> Vec<u8> {
    let mut page = Vec::new();
    for round in 0..20 {
        page.extend(b"<p>".iter().chain(&many(300, |at| format!("<b c={round}{at}>"))).chain(b"</p>"));
        let room = page.len().next_multiple_of(4096) - page.len();
        page.extend(format!("<!--{}-->", " ".repeat(room.saturating_sub(7))).bytes());
    }
    page.extend(b"<p>x".repeat(100_000));
    page
}

/// Rows of three cells of which one holds the next rows.
fn nested_letters() -> Vec<u8> {
    let rows = "<div><p>甲</p><p>乙</p><section>".repeat(200);
    let head = "<title>领导信箱</title><div><p>信件标题</p><p>写信时间</p><p>状态</p></div>";
    [head.as_bytes(), rows.as_bytes(), &b"<i>1</i>".repeat(45_000)].concat()
}
