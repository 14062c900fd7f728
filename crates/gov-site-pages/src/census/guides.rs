//! Services from pages of guides.

use gov_site_compliance::{ElementState, Service, ServiceFile, Site};

use super::{SavedPage, SiteRows, short_id, source_ref};
use crate::evidence::PageEvidence;
use crate::guide::{Element, Guide};

/// The service of one guide, with its forms. Whether a form can be downloaded no page shows: its state stays unknown.
pub(super) fn rows(site: &Site, page: &SavedPage, evidence: &PageEvidence, guide: &Guide, out: &mut SiteRows) {
    let service_id = short_id(site, &page.url);
    let state = |wanted: Element| guide.elements.iter().find(|element| element.element == wanted).map(|element| element.state);
    let first = guide.elements.iter().find(|element| element.state == ElementState::Present);
    let title = evidence.article.as_ref().and_then(|article| article.title.as_ref()).map(|title| title.text.clone());
    let source = source_ref(page, first.map_or("", |element| element.place.as_str()), first.map_or("", |element| element.text.as_str()));
    out.service_files.extend(guide.forms.iter().map(|form| ServiceFile {
        service_id: service_id.clone(),
        name: form.name.clone(),
        state: None,
        note: None,
        source_ref: Some(source_ref(page, "", &form.href)),
    }));
    out.services.push(Service {
        service_id,
        site_code: site.site_code.clone(),
        name: title,
        url: Some(page.url.clone()),
        item_name: state(Element::ItemName),
        legal_basis: state(Element::LegalBasis),
        conditions: state(Element::Conditions),
        materials: state(Element::Materials),
        place: state(Element::Place),
        hours: state(Element::Hours),
        phone: state(Element::Phone),
        process: state(Element::Process),
        platform_url: None,
        note: None,
        source_ref: Some(source),
    });
}
