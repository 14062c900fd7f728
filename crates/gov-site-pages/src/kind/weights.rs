//! Home page, column or article: what was seen is weighed.

use super::address::Says;
use super::traits::{LONG, Traits};
use super::{KindFound, NOTHING, PageKind, words};

/// Weights for the three kinds, and the grounds of each.
#[derive(Default)]
struct Scale {
    article: Side,
    home: Side,
    column: Side,
}

#[derive(Default)]
struct Side {
    weight: i32,
    grounds: Vec<(i32, String)>,
}

impl Side {
    fn add(&mut self, weight: i32, ground: impl FnOnce() -> String) {
        self.weight += weight;
        if weight > 0 {
            self.grounds.push((weight, ground()));
        }
    }
}

pub(super) fn kind(traits: &Traits<'_>, says: Says) -> KindFound {
    let mut scale = Scale::default();
    address(&mut scale, says);
    tags(&mut scale, traits);
    place(&mut scale, traits);
    text(&mut scale, traits);
    items(&mut scale, traits);
    decide(scale, traits, says)
}

fn address(scale: &mut Scale, says: Says) {
    match says {
        Says::Root => scale.home.add(3, || "地址是网站根目录".to_owned()),
        Says::Item => scale.article.add(3, || "地址是单篇内容".to_owned()),
        Says::List => scale.column.add(3, || "地址是列表".to_owned()),
        // Of a column, or the home page of a part of the site.
        Says::Index => scale.column.add(2, || "地址是目录的首页".to_owned()),
        Says::Search | Says::Nothing => {}
    }
}

fn tags(scale: &mut Scale, traits: &Traits<'_>) {
    if traits.is_article_by_tags() {
        scale.article.add(9, || "页面标签 ArticleTitle 有值".to_owned());
        return;
    }
    if traits.article_title.is_some() {
        scale.article.add(1, || "有页面标签 ArticleTitle".to_owned());
    }
    // Some columns have the time of their generation in it.
    if traits.has_pub_date() {
        scale.article.add(3, || "页面标签 PubDate 有值".to_owned());
    } else if traits.article_title.is_none() && traits.column_name.is_some_and(|name| !name.is_empty() && !name.contains("首页")) {
        scale.column.add(2, || "页面标签 ColumnName 有值，没有 ArticleTitle".to_owned());
    }
}

/// Where on the site the page says that it stands.
fn place(scale: &mut Scale, traits: &Traits<'_>) {
    if traits.breadcrumb {
        scale.column.add(2, || "有当前位置".to_owned());
        scale.article.add(1, || "有当前位置".to_owned());
        scale.home.add(-5, String::new);
    }
    if traits.paging {
        scale.column.add(2, || "有翻页".to_owned());
    }
    if let Some(words) = traits.blank.filter(|_| traits.body < 600) {
        scale.column.add(2, || format!("有“{}”", words.chars().take(12).collect::<String>()));
    }
}

/// A long text of its own and what stands around it.
fn text(scale: &mut Scale, traits: &Traits<'_>) {
    let weight = match traits.body {
        0..300 => 0,
        300..600 => 1,
        600..1000 => 2,
        1000..2000 => 3,
        _ => 4,
    };
    scale.article.add(weight, || format!("一处正文约{}字", traits.body / 3));
    // Some home pages introduce their office at length.
    if weight > 2 {
        scale.home.add(if traits.large_blocks() > 2 { -1 } else { -3 }, String::new);
    }
    // Of a home page it is the name of the site, of a column its own.
    if traits.heading && (traits.body >= 300 || traits.around_article > 0) {
        scale.article.add(2, || "标题在正文前单独出现".to_owned());
    }
    scale.article.add(around(traits), || "有发布时间、来源、字体、编辑或上一篇".to_owned());
}

fn around(traits: &Traits<'_>) -> i32 {
    let has = |bits: u8| i32::from(traits.around_article & bits > 0);
    // A column repeats time and source at its items.
    let labelled = if traits.labelled < 5 { has(1) + has(2) } else { 0 };
    labelled + 2 * has(4 | 8) + 2 * has(16) + has(32) + has(128)
}

/// Dated items and other long links.
fn items(scale: &mut Scale, traits: &Traits<'_>) {
    let (dated, largest) = (traits.dated(), traits.largest_block());
    let located = traits.breadcrumb || traits.paging || largest >= LONG;
    // Lists stand beside an article too; a path at the head says that a column is meant by one of several.
    if largest >= 5 && !located && traits.long_links >= 20 && largest * 2 < traits.long_links {
        scale.home.add(2, || "带日期的列表只占长链接的一小部分".to_owned());
    } else if largest >= 5 && (largest * 5 >= dated * 3 || traits.breadcrumb || largest >= LONG) {
        // The list stands beside a text: a long one, or one under the heading that the title names.
        let beside = traits.body >= 1000 || (traits.body >= 300 && traits.heading && !traits.paging);
        scale.column.add(if beside { 1 } else { 3 }, || format!("一个列表有{largest}条带日期的条目"));
        scale.article.add(if beside { 0 } else { -2 }, String::new);
    } else if largest >= 2 && traits.body < 300 && traits.large_blocks() < 2 {
        scale.column.add(1, || format!("一个列表有{largest}条带日期的条目"));
    }
    if traits.years >= 2 && largest >= 2 {
        scale.column.add(3, || format!("{}个年份标题下有带日期的条目", traits.years));
        return;
    }
    match traits.large_blocks() {
        0 | 1 => {}
        2 => scale.home.add(2, || "两处带日期的列表".to_owned()),
        blocks => scale.home.add(3, || format!("{blocks}处带日期的列表")),
    }
    if traits.long_links >= 30 {
        scale.home.add(1, || format!("{}条长链接", traits.long_links));
    }
}

fn decide(scale: Scale, traits: &Traits<'_>, says: Says) -> KindFound {
    let sides = [(PageKind::Article, scale.article), (PageKind::Home, scale.home), (PageKind::Column, scale.column)];
    let mut best: Option<(PageKind, Side)> = None;
    for (kind, side) in sides {
        if side.weight > best.as_ref().map_or(0, |(_, best)| best.weight) {
            best = Some((kind, side));
        }
    }
    let bare = traits.long_links < 8 && traits.dated() < 3 && traits.body < 600;
    let links = traits.links.len();
    let leads_on = || KindFound::new(PageKind::NavigationHome, format!("{links}个链接，没有带日期的条目"));
    match best {
        // A short notice or introduction without any label.
        None if traits.sentence && traits.long_links < 8 && says != Says::Root && !words::names_site(&traits.title) => {
            KindFound::new(PageKind::Article, "有成句的正文，没有条目".to_owned())
        }
        Some((PageKind::Home, _)) if bare && links >= 3 => leads_on(),
        None if bare && links >= 5 && !traits.sentence && words::names_site(&traits.title) => leads_on(),
        // The title of a blank column names the column beside the site.
        None if bare && links >= 8 && !traits.title.contains(['-', '_', '|', '—']) => leads_on(),
        Some((kind, mut side)) => {
            side.grounds.sort_by_key(|(weight, _)| -weight);
            KindFound { kind, grounds: side.grounds.into_iter().map(|(_, ground)| ground).collect() }
        }
        None if may_be_column(traits, says) => KindFound::new(PageKind::Other, NOTHING.to_owned()),
        None => KindFound::new(PageKind::Other, "没有看到带日期的条目、正文或标签".to_owned()),
    }
}

/// Whether a list of titles may make such a page a column: no home page, whose title names a site or an office, and no text with links below.
fn may_be_column(traits: &Traits<'_>, says: Says) -> bool {
    const OFFICES: [&str; 5] = ["局", "厅", "政府", "委员会", "办公室"];
    let names_home = words::names_site(&traits.title) || OFFICES.iter().any(|end| traits.title.ends_with(end));
    says != Says::Root && !traits.sentence && !names_home
}
