//! What the foot of a page says of its site: code, records, sponsor, contact, marks.
//!
//! The foot is found by what stands in it (a record number, a site code, 版权所有, 主办单位), not by names of classes; names of bodies and
//! telephone numbers are read only near such words, because articles are full of both.

use serde::Serialize;

use crate::context::Context;
use crate::outline::Page;
use crate::shown::Shown;

mod codes;
mod contact;
mod lines;
mod marks;
mod names;
mod phrase;

use codes::Found;
use lines::Lines;

pub use codes::site_code;

/// Bytes of shown text, from the end of the page, in which its foot is looked for.
const END: usize = 16_384;
/// Bytes of shown text at the beginning, where some sites show their telephone.
const BEGINNING: usize = 600;

/// A text of the foot, and its form for comparison where it has one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FooterItem {
    /// The text as shown, and where. Of a picture without a text: its link.
    #[serde(flatten)]
    pub shown: Shown,
    /// Site code: `bm` and 8 digits, or 10 digits, `None` where it is neither. Record numbers: without blanks, the police record its digits
    /// alone. Telephone: digits and hyphens. Site map: the absolute address. Marks: the number under which they are registered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub normal: Option<String>,
}

/// The foot of a page. `None`: the page does not show it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Footer {
    /// 网站标识码.
    pub site_code: Option<FooterItem>,
    /// ICP备案号, also a licence (ICP证) and wrong spellings, as shown.
    pub icp: Option<FooterItem>,
    /// 公安机关备案号.
    pub police_record: Option<FooterItem>,
    /// 主办单位.
    pub sponsor: Option<FooterItem>,
    /// 承办单位.
    pub organiser: Option<FooterItem>,
    /// A telephone under which the site can be reached; never a mobile number, which is a person's.
    pub contact: Option<FooterItem>,
    /// 党政机关网站标识 (also 事业单位): the picture, link or script of the registry of such marks.
    pub party_government_mark: Option<FooterItem>,
    /// 我为政府网站找错; its normal form is the site code in it.
    pub error_report_entry: Option<FooterItem>,
    /// 网站地图.
    pub site_map: Option<FooterItem>,
    /// The site code in the entry for error reports, where it is another than the shown one: reports reach another site.
    pub foreign_code: Option<FooterItem>,
}

impl Footer {
    /// The shown site code in its normal form.
    pub fn shown_code(&self) -> Option<&str> {
        self.site_code.as_ref()?.normal.as_deref()
    }
}

pub(crate) fn read(page: &Page<'_>, context: &Context) -> Footer {
    let end = Lines::last(page, END);
    let found = [codes::site_codes(&end.text), codes::icp_records(&end.text), codes::police_records(&end.text)];
    let feet = phrase::feet(&end, found.iter().flatten());
    let [site_code, icp, police_record] = found.map(|found| best(&found, &feet).map(|found| end.item(found)));
    let named = |read: fn(&str) -> Option<Found>| feet.iter().find_map(|foot| read(&end.text[foot.clone()]).map(|found| end.item(&found.moved(foot.start))));
    let marks = marks::read(page, context);
    let mut footer = Footer {
        sponsor: named(names::sponsor),
        organiser: named(names::organiser),
        contact: named(contact::telephone).or_else(|| at_the_beginning(page)),
        site_code,
        icp,
        police_record,
        party_government_mark: marks.party_government,
        error_report_entry: marks.error_report,
        site_map: marks.site_map,
        foreign_code: None,
    };
    footer.foreign_code = foreign_code(&footer);
    footer
}

/// The last foot of a page is the one of its site; what it lacks may stand in one before it.
fn best<'f>(found: &'f [Found], feet: &[std::ops::Range<usize>]) -> Option<&'f Found> {
    let in_last = feet.first().and_then(|foot| found.iter().find(|found| foot.contains(&found.range.start)));
    in_last.or(found.last())
}

fn at_the_beginning(page: &Page<'_>) -> Option<FooterItem> {
    let beginning = Lines::first(page, BEGINNING);
    contact::hotline(&beginning.text).map(|found| beginning.item(&found))
}

fn foreign_code(footer: &Footer) -> Option<FooterItem> {
    let shown = footer.site_code.as_ref()?.normal.as_ref()?;
    let entry = footer.error_report_entry.as_ref()?;
    let code = entry.normal.as_ref().filter(|code| *code != shown)?;
    Some(FooterItem { shown: Shown { text: code.clone(), place: entry.shown.place.clone() }, normal: Some(code.clone()) })
}
