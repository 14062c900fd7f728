//! Inputs made from a seed: texts of the signs that dates are made of, tags, pages of parts that readers look for, and parts of saved pages.

const SIGNS: &[&str] = &[
    "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "0", "1", "2", "20", "19", "2017", "11", "29", "１", "２", "０", "９", "一", "二", "〇", "○", "十", "廿",
    "元", "年", "月", "日", "号", "时", "分", "秒", "-", "/", ".", ":", "：", "－", "／", "．", "—", "·", "T", "Z", " ", "\u{3000}", "\u{A0}", "\t", "\n",
    "\u{200B}", "[", "]", "(", ")", "（", "）", "【", "】", "自", "至", "第", "¥", "%", "_", "@", "é", "😀", "\u{202E}", "\u{0}", "\u{301}", "标",
];
const NAMES: &[&str] = &[
    "SiteName",
    "sitename",
    "SITEDOMAIN",
    "SiteIDCode",
    "ColumnName",
    "ArticleTitle",
    "PubDate",
    "pubdate",
    "ContentSource",
    "Author",
    "Url",
    "Image",
    "x",
    "",
];
const ATTRIBUTES: &[&str] = &["name", "content", "property", "http-equiv", "NAME", "Content", "class"];
const VALUES: &[&str] =
    &["1304000009", "bm17000009", "2017-11-29 10:00", "某县人民政府", "{{title}}", "null", "www.x.gov.cn", "0000000000", "<%=a%>", "发布时间"];
const PARTS: &[&str] = &[
    "<ul>",
    "</ul>",
    "<li>",
    "</li>",
    "<a href=1.html>",
    "<a href=\"javascript:open('/a/2.html')\" title=\"关于某某的通知\">",
    "</a>",
    "<table>",
    "<tr>",
    "<td>",
    "<th>",
    "</table>",
    "<p>",
    "</p>",
    "<div class=title>",
    "<div id=footer>",
    "</div>",
    "<span>",
    "</span>",
    "<h1>",
    "</h1>",
    "<br>",
    "<script>",
    "</script>",
    "<b>",
    "</b>",
    "<dl>",
    "<dt>",
    "<dd>",
    "<title>",
    "</title>",
    "<!--",
    "-->",
    "<record><![CDATA[",
    "]]></record>",
    "<img src=/jiucuo.png title=网站找错>",
    "<input type=password>",
    "<select>",
    "<option value=http://x.cn>",
    "createPageHTML(3, 0, \"index\", \"html\")",
    "href='/x.html'",
    "关于某某工作的通知",
    "发布时间：",
    "来源：",
    "责任编辑：",
    "成文日期：",
    "索引号",
    "发文字号",
    "鲁政发〔2017〕11号",
    "信件标题",
    "写信时间",
    "答复内容",
    "答复时间",
    "留言内容",
    "状态",
    "已办结",
    "办理流程：",
    "申请材料",
    "设定依据",
    "申请条件",
    "办理地点",
    "办理时间",
    "联系电话：0533-2300000",
    "暂无内容",
    "共0条",
    "下一页",
    "更多",
    "当前位置：",
    "首页",
    "主办单位：某县人民政府",
    "承办：某局",
    "版权所有",
    "京ICP备05082108号-1",
    "公网安备 11010102000001号",
    "网站标识码：1304000009",
    "网站地图",
    "网站找错",
    "附件：a.doc",
    "相关解读",
    "原文链接",
    "13800138000",
    "&nbsp;",
    "&#x0;",
    "\u{FEFF}",
    "\u{202E}",
    "😀",
];

/// Makes inputs, the same for the same seed.
pub struct Maker {
    state: u64,
}

impl Maker {
    pub fn new(seed: u64) -> Maker {
        Maker { state: seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1 }
    }

    /// xorshift64*.
    fn next(&mut self) -> u64 {
        self.state ^= self.state >> 12;
        self.state ^= self.state << 25;
        self.state ^= self.state >> 27;
        self.state.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 16
    }

    fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit.max(1) as u64) as usize
    }

    pub fn byte(&mut self) -> u8 {
        self.next() as u8
    }

    fn one_of<'s>(&mut self, words: &[&'s str]) -> &'s str {
        words[self.below(words.len())]
    }

    pub fn date_text(&mut self) -> String {
        let signs = self.below(28);
        (0..signs).map(|_| self.one_of(SIGNS)).collect()
    }

    /// One to three `meta` elements, hardly ever whole.
    pub fn tags(&mut self) -> Vec<u8> {
        let mut page = String::new();
        for _ in 0..=self.below(3) {
            page.push_str("<meta");
            for _ in 0..self.below(4) {
                let quote = self.one_of(&["\"", "'", ""]);
                let value = if self.below(3) == 0 { self.date_text() } else { [self.one_of(NAMES), self.one_of(VALUES)][self.below(2)].to_owned() };
                page.push_str(&[" ", self.one_of(ATTRIBUTES), "=", quote, &value, quote].concat());
            }
            page.push('>');
        }
        self.spoilt(page.into_bytes())
    }

    /// Parts that readers look for, and parts of saved pages.
    pub fn page(&mut self, saved: &[Vec<u8>]) -> Vec<u8> {
        let mut page = Vec::new();
        for _ in 0..=self.below(30) {
            match self.below(8) {
                0 if !saved.is_empty() => {
                    let from = &saved[self.below(saved.len())];
                    let start = self.below(from.len());
                    let end = (start + self.below(1500)).min(from.len());
                    page.extend(&from[start..end]);
                }
                1 | 2 => page.extend(self.date_text().bytes()),
                _ => page.extend(self.one_of(PARTS).bytes()),
            }
        }
        self.spoilt(page)
    }

    /// Some bytes changed, or none.
    fn spoilt(&mut self, mut page: Vec<u8>) -> Vec<u8> {
        for _ in 0..self.below(4) {
            let at = self.below(page.len());
            if let Some(byte) = page.get_mut(at) {
                *byte = self.next() as u8;
            }
        }
        page
    }
}
