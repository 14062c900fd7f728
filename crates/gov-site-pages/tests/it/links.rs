//! Links: resolved, of a kind, each target once.

use gov_site_compliance::TargetKind;
use gov_site_pages::{Budget, LinkKind, PageInput, PageLink, read_page};

fn links() -> Vec<PageLink> {
    crate::saved::read("links", "kinds").links
}

#[test]
fn each_target_is_one_link_of_its_kind() {
    let links = links();
    let shown: Vec<(&str, LinkKind, &str)> = links.iter().map(|link| (link.url.as_deref().unwrap_or(""), link.kind, link.text.as_str())).collect();
    let expected = [
        ("http://www.example.gov.cn/zwgk/t20180301_1.html", LinkKind::Inside, "一则通知"),
        ("http://example.gov.cn/bsfw/", LinkKind::Inside, "办事服务"),
        ("http://www.example.gov.cn/zwgk/img/a.png", LinkKind::Image, "图"),
        ("http://jyj.example.gov.cn/", LinkKind::Subsite, "教育局"),
        ("http://www.gov.cn/", LinkKind::Outside, "中国政府网"),
        ("http://qita.gov.cn/", LinkKind::Outside, "别县"),
        ("http://www.example.gov.cn/zwgk/%E9%99%84%E4%BB%B61.DOCX", LinkKind::Attachment, "附件1"),
        ("http://www.example.gov.cn/down.jsp?id=7&file=b.pdf", LinkKind::Attachment, "附件2"),
        ("mailto:bgs@example.gov.cn", LinkKind::Mail, "信箱"),
        ("tel:0999-7123456", LinkKind::Mail, "电话"),
        ("", LinkKind::Script, "更多"),
        ("http://www.example.gov.cn/hd/1.shtml", LinkKind::Script, "访谈"),
        ("http://www.example.gov.cn/hd/list.jsp?id=3", LinkKind::Script, "征集"),
        ("http://xz.example.gov.cn/", LinkKind::Script, "某镇"),
        ("http://tongji.example.com/x.html", LinkKind::Outside, ""),
        ("http://www.example.gov.cn/art/2018/3/1/art_1_9.html", LinkKind::Script, ""),
    ];
    assert_eq!(shown, expected);
}

#[test]
fn a_link_is_as_written_and_has_its_place() {
    let links = links();
    assert_eq!((links[6].href.as_str(), links[6].place.as_str()), ("附件1.DOCX", "html>body>a:nth-child(7)"));
    assert_eq!(links[0].kind.target(), Some(TargetKind::Inside));
    assert_eq!(links[10].kind.target(), None);
}

#[test]
fn without_an_address_of_the_page_inside_and_outside_stay_open() {
    let page = "<a href='http://www.example.gov.cn/'>首页</a><a href='1.html'>一</a>".as_bytes();
    let links = read_page(&PageInput::new(page), &Budget::default()).unwrap().links;
    assert_eq!((links[0].kind, links[1].kind), (LinkKind::Unknown, LinkKind::Inside));
    assert_eq!(links[1].url.as_deref(), Some("1.html"));
}

#[test]
fn deep_links_have_the_place_of_an_element_around_them() {
    let page = "<div>".repeat(300) + "<a href=1.html>甲</a><a href=2.html>乙</a>";
    let links = read_page(&PageInput::new(page.as_bytes()), &Budget::default()).unwrap().links;
    let place = ["html>body"].into_iter().chain(std::iter::repeat_n("div:nth-child(1)", 46)).collect::<Vec<_>>().join(">");
    assert_eq!((links[0].place.as_str(), links[1].place.as_str()), (place.as_str(), place.as_str()));
}
