//! Looks in the readers for rules that hold for one site only: `rules_of_one_site LABELS.jsonl…` fails if a text in the source of this crate
//! is the host of a labelled page, or a class or id that pages of one site alone have.
//!
//! Neither tests are looked at nor the tables of Arrow, which name fields and read no page.
//! Of a label `file`, `site_url_guess` and `source` are read; pages of one host, or without one of one source, are of one site.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fs;
use std::path::Path;

use scraper::{Html, Selector};
use serde_json::Value;

#[path = "rules_of_one_site/literals.rs"]
mod literals;

fn main() -> Result<(), Box<dyn Error>> {
    let mut corpus = Corpus::default();
    for labels in std::env::args().skip(1) {
        corpus.add(Path::new(&labels))?;
    }
    let mut found = 0;
    for file in literals::of_readers(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"))? {
        for literal in literals::of(&fs::read_to_string(&file)?) {
            for what in corpus.keyed(&literal.text) {
                println!("{}:{}: {:?} {what}", file.display(), literal.line, literal.text);
                found += 1;
            }
        }
    }
    println!("{} sites, {} classes and ids: {found} texts of one site in the readers", corpus.sites.len(), corpus.names.len());
    if found > 0 { Err("a rule that holds for one site is none: let words and structure decide".into()) } else { Ok(()) }
}

/// Words that mean something outside of any site, whoever else takes them for a class.
const COMMON: [(&str, &[&str]); 11] = [
    ("events of browsers", &["scroll"]),
    ("elements, attributes and values of HTML", &["id", "type", "password", "datetime", "data", "none", "frame", "area", "h4", "h5"]),
    ("types of files and addresses", &["pdf", "png", "css", "action", "gov", "tj"]),
    ("page tags of the national guideline", &["pubdate", "author"]),
    ("services of the whole country: marks of bodies (bszs.conac.cn), reports of errors (jiucuo.js)", &["bszs", "conac", "jiucuo"]),
    ("words of running text, also in messages to developers", &["all", "an", "t", "tel", "part", "write"]),
    ("queries of addresses: against caches (r=0.42), the number of a page", &["r", "pagenum"]),
    ("the comment with which browsers save a page: saved from url=", &["from"]),
    ("the folder of scripts of 博达 systems, on each of their sites: /system/resource/", &["system"]),
    (
        "libraries and services of scripts: Swiper, Respond.js, JiaThis, counter.js of 博达, the plug-in Paging, jQuery.post",
        &["swiper", "respond", "jiathis", "counter", "paging", "post"],
    ),
    ("parts of names that many sites give: breadcrumb, crumbs", &["crumb"]),
];

/// What the pages are called and use.
#[derive(Default)]
struct Corpus {
    sites: BTreeSet<String>,
    hosts: BTreeSet<String>,
    /// The sites of each class and id.
    names: BTreeMap<String, BTreeSet<String>>,
}

impl Corpus {
    fn add(&mut self, labels: &Path) -> Result<(), Box<dyn Error>> {
        let folder = labels.parent().unwrap_or(Path::new("."));
        for line in fs::read_to_string(labels)?.lines().filter(|line| !line.trim().is_empty()) {
            let label: Value = serde_json::from_str(line)?;
            let file = label["file"].as_str().ok_or("a label that names no file")?;
            let host = label["site_url_guess"].as_str().and_then(|url| url::Url::parse(url).ok()).and_then(|url| url.host_str().map(str::to_owned));
            let site = host.clone().or_else(|| label["source"]["repo"].as_str().map(str::to_owned)).unwrap_or_else(|| file.to_owned());
            self.hosts.extend(host.map(|host| host.trim_start_matches("www.").to_owned()));
            self.page(&site, &text(&fs::read(folder.join(file))?));
            self.sites.insert(site);
        }
        Ok(())
    }

    fn page(&mut self, site: &str, text: &str) {
        let html = Html::parse_document(text);
        let Ok(all) = Selector::parse("[class], [id]") else { return };
        for element in html.select(&all) {
            let names = [element.attr("class"), element.attr("id")].into_iter().flatten();
            for name in names.flat_map(str::split_ascii_whitespace) {
                self.names.entry(name.to_ascii_lowercase()).or_default().insert(site.to_owned());
            }
        }
    }

    /// What of a text is of one site.
    fn keyed(&self, text: &str) -> Vec<String> {
        let text = text.to_ascii_lowercase();
        let hosts = self.hosts.iter().filter(|host| text.contains(*host)).map(|host| format!("holds the host {host}"));
        let tokens = text.split(|sign: char| !sign.is_ascii_alphanumeric() && sign != '-' && sign != '_').collect::<BTreeSet<_>>();
        let own = tokens.into_iter().filter(|token| !COMMON.iter().any(|(_, words)| words.contains(token)));
        let names = own.filter_map(|token| Some((token, self.names.get(token).filter(|sites| sites.len() == 1)?)));
        let names = names.map(|(token, sites)| format!("holds {token}, a class or id of {} alone", sites.iter().next().map_or("", String::as_str)));
        hosts.chain(names).collect()
    }
}

/// A page as text, as far as classes need it: they are ASCII.
fn text(bytes: &[u8]) -> String {
    let encoding = encoding_rs::Encoding::for_bom(bytes).map_or(encoding_rs::UTF_8, |(encoding, _)| encoding);
    encoding.decode(bytes).0.into_owned()
}
