//! Service guides (办事指南): which of the eight elements are there with a value, there without one, or not there.

use gov_site_compliance::ElementState;
use serde::Serialize;

use crate::article::{FileLink, file_link, stands_out};
use crate::context::Context;
use crate::lines::Lines;
use crate::outline::{At, Page, Tag, What};
use crate::shown::Shown;

mod labels;
mod layout;
mod values;

pub use labels::Element;

use labels::Role;
use layout::Labelled;

/// The eight elements of a service guide (八要素), and its forms.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Guide {
    /// One entry for each element, in the order of the standard.
    pub elements: Vec<GuideElement>,
    /// Forms and samples that the guide offers.
    pub forms: Vec<FileLink>,
}

/// One element of a guide.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct GuideElement {
    /// Which one.
    pub element: Element,
    /// `present`: a label with a value. `empty`: a label without one (`暂无` is none). `absent`: no label.
    #[serde(serialize_with = "state_code")]
    pub state: ElementState,
    /// The value as shown, at most 300 characters; empty where there is none.
    pub text: String,
    /// CSS selector of the value, or of the label where it has none; empty where the element is absent.
    pub place: String,
}

impl Guide {
    /// The name of its item, where the page shows it.
    pub(crate) fn name(&self) -> Option<Shown> {
        let name = self.elements.iter().find(|element| element.element == Element::ItemName && element.state == ElementState::Present)?;
        Some(Shown { text: name.text.clone(), place: name.place.clone() })
    }
}

fn state_code<S: serde::Serializer>(state: &ElementState, out: S) -> Result<S::Ok, S::Error> {
    out.serialize_str(state.code())
}

/// Elements whose labels a page must have to be a guide, not counting those that every footer has (address, telephone).
const ENOUGH: u32 = 3;
/// Elements of any kind that are enough where one of them stands on guides only.
const MANY: u32 = 4;

/// Whether the labels of these elements, as bits, make a guide.
fn are_enough(seen: u32) -> bool {
    let strong = (seen & labels::STRONG).count_ones();
    strong >= ENOUGH || strong > 0 && seen.count_ones() >= MANY
}

pub(crate) fn read(page: &Page<'_>, context: &Context, lines: &Lines) -> Option<Guide> {
    if !speaks_of_services(page) {
        return None;
    }
    let labelled = layout::find(page, lines)?;
    let found = values::read(page, lines, &labelled);
    let elements = Element::ALL.iter().map(|element| element_of(page, lines, *element, (&labelled, &found))).collect();
    Some(Guide { elements, forms: forms(page, context, lines, &labelled) })
}

/// A cheap look at the texts before anything is built: most pages are no guides.
fn speaks_of_services(page: &Page<'_>) -> bool {
    let mut seen = 0_u32;
    for node in &page.nodes {
        let What::Text(text) = node.what else { continue };
        if !node.hidden && text.len() >= 6 {
            seen |= labels::elements_at(text);
            if are_enough(seen) {
                return true;
            }
        }
    }
    false
}

/// The state of an element over all places where its label stands.
fn element_of(page: &Page<'_>, lines: &Lines, element: Element, (labelled, found): (&Labelled, &[values::Value])) -> GuideElement {
    let own = || found.iter().filter(|value| value.element == element);
    let Some(value) = own().find(|value| value.shows).or_else(|| own().next()) else {
        return named_by_heading(page, lines, element, labelled);
    };
    let state = if value.shows { ElementState::Present } else { ElementState::Empty };
    GuideElement { element, state, text: value.text.clone(), place: page.place(value.at) }
}

/// The heading of a guide names its item, where no label does: `残疾人证办理指南`, not `办事指南` alone.
fn named_by_heading(page: &Page<'_>, lines: &Lines, element: Element, labelled: &Labelled) -> GuideElement {
    let absent = GuideElement { element, state: ElementState::Absent, text: String::new(), place: String::new() };
    if element != Element::ItemName {
        return absent;
    }
    let heading = lines.all.iter().enumerate().find(|(index, line)| {
        let above = std::iter::once(line.block).chain(page.ancestors(line.block)).take(3);
        let marked = above.into_iter().any(|at| matches!(page.tag(at), Some(Tag::H1 | Tag::H2 | Tag::H3)));
        marked && !line.linked && labels::names_item(lines.text(*index))
    });
    let over_labels = || labelled.labels.first()?.line.checked_sub(1).filter(|line| is_set_off(page, lines, *line));
    let Some(index) = heading.map(|(index, _)| index).or_else(over_labels) else { return absent };
    GuideElement { state: ElementState::Present, text: lines.text(index).to_owned(), place: page.place(lines.all[index].block), ..absent }
}

/// Whether a line names an item in letters that stand out, as the one over the first label of old pages does.
fn is_set_off(page: &Page<'_>, lines: &Lines, line: usize) -> bool {
    let text = lines.text(line);
    !lines.all[line].linked && !text.contains(['>', '：', ':']) && labels::names_item(text) && stands_out(page, lines.all[line].first)
}

/// The links to documents in the part of the page that the labels stand in.
fn forms(page: &Page<'_>, context: &Context, lines: &Lines, labelled: &Labelled) -> Vec<FileLink> {
    let first = labelled.labels.iter().find(|label| matches!(label.role, Role::Elements(_))).map_or(0, |label| lines.all[label.line].first);
    let links = (first..page.nodes[labelled.within].end).filter(|at| page.is(*at, Tag::A));
    let mut forms: Vec<FileLink> = Vec::new();
    for form in links.filter_map(|at: At| file_link(page, context, at)).take(64) {
        if !forms.contains(&form) {
            forms.push(form);
        }
    }
    forms
}
