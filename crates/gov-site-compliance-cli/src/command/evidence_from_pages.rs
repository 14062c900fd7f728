//! Makes the tables of a census from saved pages and the registry.

use std::{
    collections::BTreeMap,
    fs::{self, File},
    io::Write,
    path::Path,
};

use gov_site_compliance::{Column, Reject, Row, Site};
use gov_site_pages::{
    Observed, PageInput, PageKind,
    census::{Addresses, SavedPage, SiteRows, is_home, site_rows},
    digest, read_page,
};
use gov_site_report::plain;
use gov_site_tables::{Evidence, ReadReport, StoredPage, UnusedPages, stored_pages, write_rows};
use serde_json::json;

use crate::{
    args::EvidenceFromPagesArgs,
    evidence::{Opened, dropped_headings, refuse_rejects},
    failure::Failure,
    page_reading::Reading,
    progress::Line,
    screen::Screen,
};

mod troubles;

pub fn run(args: &EvidenceFromPagesArgs, screen: &mut Screen) -> Result<(), Failure> {
    let opened = Opened::of(&args.input)?;
    let reading = Reading::of(&args.reading)?;
    let mut rejects: Vec<Reject> = Vec::new();
    let line = Line::new();
    let evidence = registry(args, &opened, &mut rejects, &line)?;
    let registry = &evidence.registry;
    let has_columns = opened.folder.has("columns");
    let mut pages = Pages::new(&registry.sites, has_columns.then_some(&registry.columns[..]), &reading);
    let unused = stored_pages(&args.input.dir, reading.budget.bytes, &mut |page| pages.take(page, &line)).map_err(Failure::input)?;
    let rows = pages.rows();
    drop(line);
    if rows.is_empty() {
        return Err(no_page(args, &pages, &unused));
    }
    let remark = no_address(args, &evidence, &rows)?;
    copy_folder(&args.input.dir, &args.out)?;
    write_tables(&args.out, &columns_to_write(&args.out, has_columns, &registry.columns, &rejects), &rows)?;
    report(args, screen, &Told { pages: &pages, rows: &rows, unused: &unused, registry: &evidence.report, remark: remark.as_deref() })?;
    rejected(args, screen, rejects.len())
}

/// Reads the registry, and says all that stands in the way, so that one run names it.
fn registry(args: &EvidenceFromPagesArgs, opened: &Opened, rejects: &mut Vec<Reject>, line: &Line) -> Result<Evidence, Failure> {
    let mut troubles = troubles::of_folder(args, opened);
    let evidence = opened.read(rejects, line);
    if troubles.is_empty() {
        let evidence = evidence?;
        refuse_rejects(&args.input, &evidence, "`check` on the folder")?;
        return Ok(evidence);
    }
    troubles.extend(match &evidence {
        Ok(evidence) => troubles::no_address_with_headings(&args.input.dir, evidence),
        Err(failure) => vec![failure.text()],
    });
    Err(Failure::input_texts(&troubles))
}

/// What is to be said of columns without any address; where nothing else could be made of the pages it is an error.
fn no_address(args: &EvidenceFromPagesArgs, evidence: &Evidence, rows: &[(&Site, SiteRows)]) -> Result<Option<String>, Failure> {
    let remark = troubles::no_address(&args.input.dir, evidence);
    if remark.is_some() && troubles::nothing_made(rows.iter().map(|(_, rows)| rows)) {
        return Err(Failure::input_texts(&troubles::no_address_with_headings(&args.input.dir, evidence)));
    }
    Ok(remark)
}

fn rejected(args: &EvidenceFromPagesArgs, screen: &mut Screen, rows: usize) -> Result<(), Failure> {
    if rows == 0 || args.input.json {
        return Ok(());
    }
    let dir = args.input.dir.display();
    Ok(writeln!(screen, "{rows} rows of the registry were rejected and cannot be judged: see `gov-site-compliance check {dir}`")?)
}

/// Names that stand for many.
const NAMED: usize = 5;
/// Why a page of another site is not used.
const STRANGER: &str = "its address belongs to no site of the registry";

/// Tables that are made from no page at all would look like a census of nothing.
fn no_page(args: &EvidenceFromPagesArgs, pages: &Pages<'_>, unused: &UnusedPages) -> Failure {
    let with_reasons = unused.pages.iter().map(|page| format!("{}: {}", page.file, page.reason));
    let strangers = pages.strangers.iter().map(|file| format!("{file}: {STRANGER}"));
    let unlisted = unlisted(unused).map(|(files, reason)| format!("{files}: {reason}"));
    let reasons: Vec<String> = with_reasons.chain(strangers).chain(unlisted).collect();
    let reasons = if reasons.is_empty() { "pages/index.csv names none, and no WARC file holds one".to_owned() } else { named(&reasons, "; ") };
    Failure::input_text(format!("{}: no saved page can be used, so nothing was written ({})", args.input.dir.display(), plain(&reasons)))
}

/// The first of many texts, and how many more there are.
fn named(texts: &[String], between: &str) -> String {
    let first = texts[..texts.len().min(NAMED)].join(between);
    if texts.len() > NAMED { format!("{first}{between}… ({} in all)", texts.len()) } else { first }
}

/// Pages that no line of the list names, and why they are not used.
fn unlisted(unused: &UnusedPages) -> Option<(String, String)> {
    let files = &unused.unlisted;
    let reason = match files.len() {
        0 => return None,
        1 => "1 page that no line of pages/index.csv names; add one with file,url,observed_at".to_owned(),
        more => format!("{more} pages that no line of pages/index.csv names; add one for each with file,url,observed_at"),
    };
    Some((named(files, ", "), reason))
}

/// The pages of all sites, read as they come: no body is kept.
struct Pages<'a> {
    sites: &'a [Site],
    /// None where the registry has no table of columns.
    columns: Option<&'a [Column]>,
    addresses: Addresses<'a>,
    reading: &'a Reading,
    read: BTreeMap<&'a str, Vec<SavedPage>>,
    strangers: Vec<String>,
}

impl<'a> Pages<'a> {
    fn new(sites: &'a [Site], columns: Option<&'a [Column]>, reading: &'a Reading) -> Pages<'a> {
        let addresses = Addresses::new(sites, columns.unwrap_or_default());
        Pages { sites, columns, addresses, reading, read: BTreeMap::new(), strangers: Vec::new() }
    }

    fn take(&mut self, stored: StoredPage, line: &Line) {
        let Some(site) = self.addresses.site_of(&stored.url) else {
            self.strangers.push(stored.file);
            return;
        };
        let read_as = if is_home(site, &stored.url) { Some(PageKind::Home) } else { self.addresses.column_of(&stored.url).map(|_| PageKind::Column) };
        let input = PageInput {
            charset: stored.charset.as_deref(),
            url: Some(&stored.url),
            observed: Some(Observed::At(stored.observed_at)),
            read_as,
            template: self.reading.templates.of(&stored.url),
            ..PageInput::new(&stored.bytes)
        };
        let mut evidence = read_page(&input, &self.reading.budget);
        // A page beyond the budget of bytes was cut: its digest would be that of no file.
        let is_whole = stored.bytes.len() <= self.reading.budget.bytes;
        let digest = (evidence.is_err() && is_whole).then(|| digest(&stored.bytes));
        if let Ok(evidence) = &mut evidence {
            // The most of a page's evidence by far: rows ask only whether there is any.
            evidence.links.truncate(1);
            evidence.links.shrink_to_fit();
        }
        let pages = self.read.entry(site.site_code.as_str()).or_default();
        pages.push(SavedPage { file: stored.file, url: stored.url, observed_at: stored.observed_at, digest, evidence });
        line.pages(self.read.values().map(Vec::len).sum());
    }

    fn rows(&self) -> Vec<(&'a Site, SiteRows)> {
        let mut by_site: BTreeMap<&str, Vec<Column>> = BTreeMap::new();
        for column in self.columns.unwrap_or_default() {
            by_site.entry(column.site_code.as_str()).or_default().push(column.clone());
        }
        let of = |site: &'a Site| {
            let own = self.columns.map(|_| by_site.remove(site.site_code.as_str()).unwrap_or_default());
            let pages = self.read.get(site.site_code.as_str())?;
            Some((site, site_rows(site, own.as_deref(), pages)))
        };
        self.sites.iter().filter_map(of).collect()
    }
}

/// Copies settings and tables, in folders too; all but the pages.
fn copy_folder(from: &Path, to: &Path) -> Result<(), Failure> {
    let inside: Vec<_> = fs::read_dir(from).map_err(|error| Failure::at(from, error))?.collect::<Result<_, _>>().map_err(|error| Failure::at(from, error))?;
    fs::create_dir_all(to).map_err(|error| Failure::at(to, error))?;
    let new = to.canonicalize().map_err(|error| Failure::at(to, error))?;
    for entry in inside {
        let (path, name) = (entry.path(), entry.file_name());
        let is_warc = name.to_string_lossy().to_ascii_lowercase().contains(".warc");
        if path.is_dir() {
            let holds_new = path.canonicalize().is_ok_and(|path| new.starts_with(path));
            if name != "pages" && !holds_new {
                copy_folder(&path, &to.join(name))?;
            }
        } else if !is_warc {
            fs::copy(&path, to.join(name)).map_err(|error| Failure::at(&path, error))?;
        }
    }
    Ok(())
}

/// The columns whose file is written, so that each names the page on which its state rests. A file with rejected rows, a sheet of a workbook
/// or a folder of parts stays as it is: nothing of it may be lost.
fn columns_to_write(out: &Path, has_columns: bool, known: &[Column], rejects: &[Reject]) -> Option<Vec<Column>> {
    let whole = out.join("columns.csv").is_file() && rejects.iter().all(|reject| reject.table != Column::TABLE.name);
    (!has_columns || whole).then(|| known.to_vec())
}

fn write_tables(out: &Path, columns: &Option<Vec<Column>>, rows: &[(&Site, SiteRows)]) -> Result<(), Failure> {
    let sources: BTreeMap<&str, &str> = rows.iter().flat_map(|(_, rows)| &rows.sources).map(|(id, source)| (id.as_str(), source.as_str())).collect();
    let mut columns = columns.clone().unwrap_or_default();
    columns.extend(rows.iter().flat_map(|(_, rows)| rows.columns.clone()));
    for column in &mut columns {
        if let Some(source) = sources.get(column.column_id.as_str()) {
            column.source_ref = Some((*source).to_owned());
        }
    }
    if !columns.is_empty() {
        write(out, &columns)?;
    }
    write(out, &collected(rows, |rows| &rows.updates))?;
    write(out, &collected(rows, |rows| &rows.coverage))?;
    write_some(out, &collected(rows, |rows| &rows.tickets))?;
    write_some(out, &collected(rows, |rows| &rows.services))?;
    write_some(out, &collected(rows, |rows| &rows.service_files))
}

/// The rows of one table, of all sites.
fn collected<R: Clone>(rows: &[(&Site, SiteRows)], of: impl Fn(&SiteRows) -> &Vec<R>) -> Vec<R> {
    rows.iter().flat_map(|(_, rows)| of(rows).iter().cloned()).collect()
}

/// A table that is there only if a page showed something for it.
fn write_some<R: Row>(out: &Path, rows: &[R]) -> Result<(), Failure> {
    if rows.is_empty() { Ok(()) } else { write(out, rows) }
}

fn write<R: Row>(out: &Path, rows: &[R]) -> Result<(), Failure> {
    let path = out.join(format!("{}.csv", R::TABLE.name));
    let file = File::create(&path).map_err(|error| Failure::at(&path, error))?;
    write_rows(file, rows).map_err(|error| Failure::at(&path, error))
}

/// What a run tells.
struct Told<'t> {
    pages: &'t Pages<'t>,
    rows: &'t [(&'t Site, SiteRows)],
    unused: &'t UnusedPages,
    registry: &'t ReadReport,
    /// What is wrong with the table of columns.
    remark: Option<&'t str>,
}

impl Told<'_> {
    /// Pages that were not read at all, with the reason.
    fn unread(&self) -> impl Iterator<Item = (&str, String)> {
        let pages = self.pages.read.values().flatten();
        pages.filter_map(|page| Some((page.file.as_str(), page.evidence.as_ref().err()?.to_string())))
    }

    fn counts(&self) -> [(&'static str, usize); 7] {
        let total = |of: fn(&SiteRows) -> usize| self.rows.iter().map(|(_, rows)| of(rows)).sum::<usize>();
        [
            ("pages", self.pages.read.values().map(Vec::len).sum()),
            ("sites", self.rows.len()),
            ("columns found", total(|rows| rows.columns.len())),
            ("updates", total(|rows| rows.updates.len())),
            ("letters", total(|rows| rows.tickets.len())),
            ("guides", total(|rows| rows.services.len())),
            ("looked at", total(|rows| rows.coverage.len())),
        ]
    }
}

fn report(args: &EvidenceFromPagesArgs, screen: &mut Screen, told: &Told<'_>) -> Result<(), Failure> {
    if args.input.json {
        return show_json(screen, told);
    }
    writeln!(screen, "{}", told.counts().map(|(name, count)| format!("{name} {count}")).join(" · "))?;
    dropped_headings(screen, told.registry)?;
    if let Some(remark) = told.remark {
        writeln!(screen, "warning: {remark}")?;
    }
    for coverage in told.rows.iter().flat_map(|(_, rows)| &rows.coverage) {
        if let Some(gap) = coverage.gap {
            let of = coverage.column_id.as_deref().unwrap_or(coverage.subject.code());
            writeln!(screen, "not readable: {} {of}: {} {gap}", coverage.site_code, gap.chinese())?;
        }
    }
    for (file, reason) in told.unread() {
        writeln!(screen, "not readable: {}: {reason}", plain(file))?;
    }
    not_used(screen, told)?;
    Ok(writeln!(screen, "\nWritten to {}. Next: look at its columns and run `gov-site-compliance census {}`", args.out.display(), args.out.display())?)
}

fn not_used(screen: &mut Screen, told: &Told<'_>) -> Result<(), Failure> {
    for file in &told.pages.strangers {
        writeln!(screen, "not used: {}: {STRANGER}", plain(file))?;
    }
    for file in told.rows.iter().flat_map(|(_, rows)| &rows.unused) {
        writeln!(screen, "not used: {}: it is no home page, no page of a column, no letters and no guide", plain(file))?;
    }
    for page in &told.unused.pages {
        writeln!(screen, "not used: {}: {}", plain(&page.file), page.reason)?;
    }
    if let Some((files, reason)) = unlisted(told.unused) {
        writeln!(screen, "not used: {}: {reason}", plain(&files))?;
    }
    Ok(())
}

fn show_json(screen: &mut Screen, told: &Told<'_>) -> Result<(), Failure> {
    let counts: BTreeMap<&str, usize> = told.counts().into_iter().collect();
    let rows = told.rows;
    let gaps: Vec<_> = rows
        .iter()
        .flat_map(|(_, rows)| &rows.coverage)
        .filter_map(|row| Some(json!({ "site_code": row.site_code, "subject": row.subject, "column_id": row.column_id, "gap": row.gap? })))
        .collect();
    let other: Vec<&String> = rows.iter().flat_map(|(_, rows)| &rows.unused).collect();
    let with_reason = |(file, reason): (&str, String)| json!({ "file": file, "reason": reason });
    let unread: Vec<_> = told.unread().map(with_reason).collect();
    let with_reasons: Vec<_> = told.unused.pages.iter().map(|page| json!({ "file": page.file, "reason": page.reason })).collect();
    let all = json!({
        "counts": counts, "not_readable": gaps, "unread": unread, "of_no_site": told.pages.strangers, "of_no_table": other, "unused": with_reasons,
        "unlisted": told.unused.unlisted, "warning": told.remark,
    });
    Ok(writeln!(screen, "{all}")?)
}
