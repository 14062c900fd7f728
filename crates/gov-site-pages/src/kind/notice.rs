//! Pages that hold next to nothing: errors, challenges, closed sites, logins, shells of scripts.

use crate::context::Context;
use crate::outline::Page;

use super::traits::Traits;
use super::{KindFound, PageKind, words};

/// Texts up to this length (bytes) may be a notice alone.
const NOTICE: usize = 3000;
/// Texts up to this length show nothing of a page that scripts fill.
const SHELL: usize = 240;

pub(super) fn kind(page: &Page<'_>, context: &Context, traits: &Traits<'_>) -> Option<KindFound> {
    if traits.is_article_by_tags() {
        return None;
    }
    if let Some(word) = words::error_code(&traits.title).or_else(|| words::error(&traits.title)) {
        return Some(KindFound::new(PageKind::ErrorPage, format!("标题有“{word}”")));
    }
    if traits.dated() > 2 || traits.shown > NOTICE || traits.body > NOTICE / 2 {
        return None;
    }
    let text = page.text(0);
    error(traits, &text)
        .or_else(|| challenge(traits, &text))
        .or_else(|| closure(traits, &text))
        .or_else(|| login(traits))
        .or_else(|| shell(traits).map(|found| in_script(page, context, traits).unwrap_or(found)))
}

fn error(traits: &Traits<'_>, text: &str) -> Option<KindFound> {
    // An article may speak of broken links; an error page has neither a path nor a long text.
    let short = !traits.breadcrumb && traits.body < 900;
    words::error(text).filter(|_| short).map(|word| KindFound::new(PageKind::ErrorPage, format!("短页面有“{word}”")))
}

fn challenge(traits: &Traits<'_>, text: &str) -> Option<KindFound> {
    if traits.links.len() > 10 || traits.password || traits.breadcrumb {
        return None;
    }
    let word = words::challenge(&traits.title).or_else(|| words::challenge(text))?;
    Some(KindFound::new(PageKind::Challenge, format!("短页面有“{word}”")))
}

fn closure(traits: &Traits<'_>, text: &str) -> Option<KindFound> {
    if traits.links.len() > 15 || traits.breadcrumb {
        return None;
    }
    let word = words::closure(text).or_else(|| words::closure(&traits.title))?;
    Some(KindFound::new(PageKind::ClosureNotice, format!("短页面有“{word}”")))
}

fn login(traits: &Traits<'_>) -> Option<KindFound> {
    (traits.password && traits.long_links < 8 && traits.body < 600 && !traits.breadcrumb && traits.links.len() < 40)
        .then(|| KindFound::new(PageKind::Login, "有密码输入框，几乎没有其他内容".to_owned()))
}

fn shell(traits: &Traits<'_>) -> Option<KindFound> {
    let ground = if traits.refresh && traits.shown <= 2 * SHELL {
        "页面自动跳转"
    } else if traits.app_root && traits.shown <= 4 * SHELL {
        "内容容器为空，由脚本填充"
    } else if traits.shown > SHELL || traits.links.len() > 3 {
        return None;
    } else if traits.frames > 0 {
        "只有框架，没有文字"
    } else if traits.scripts > 0 {
        "只有脚本，几乎没有文字"
    } else {
        return None;
    };
    Some(KindFound::new(PageKind::ScriptShell, ground.to_owned()))
}

/// A column whose items stand whole in a script, which only lays them out.
fn in_script(page: &Page<'_>, context: &Context, traits: &Traits<'_>) -> Option<KindFound> {
    let items = if traits.refresh { 0 } else { crate::list::items_in_script(page, context) };
    (items > 0).then(|| KindFound::new(PageKind::Column, format!("脚本中有{items}条完整的记录")))
}
