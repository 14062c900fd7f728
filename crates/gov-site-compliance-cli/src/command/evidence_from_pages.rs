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
    census::{SavedPage, SiteRows, belongs_to, is_page_of, site_rows},
    read_page,
};
use gov_site_tables::{StoredPage, UnusedPage, stored_pages, write_rows};

use crate::{args::EvidenceFromPagesArgs, evidence::Opened, failure::Failure, page_reading::Reading, progress::Line, screen::Screen};

/// Tables that pages give: where the folder has one already, its rows and those of the pages would count twice.
const MADE: [&str; 5] = ["updates", "coverage", "tickets", "services", "service_files"];

pub fn run(args: &EvidenceFromPagesArgs, screen: &mut Screen) -> Result<(), Failure> {
    let opened = Opened::of(&args.input)?;
    if let Some(table) = MADE.into_iter().find(|table| opened.folder.has(table)) {
        return Err(Failure::input_text(format!(
            "{}: has a table {table} already, which the pages would count a second time; move it away",
            args.input.dir.display()
        )));
    }
    if args.out.exists() {
        return Err(Failure::input_text(format!("{}: is there already; name a folder that is not", args.out.display())));
    }
    let reading = Reading::of(&args.reading)?;
    let mut rejects: Vec<Reject> = Vec::new();
    let line = Line::new();
    let registry = opened.read(&mut rejects, &line)?.registry;
    let mut pages = Pages { sites: &registry.sites, columns: &registry.columns, reading: &reading, read: BTreeMap::new(), strangers: Vec::new() };
    let unused = stored_pages(&args.input.dir, reading.budget.bytes, &mut |page| pages.take(page, &line)).map_err(Failure::input)?;
    let rows = pages.rows();
    drop(line);
    copy_folder(&args.input.dir, &args.out)?;
    write_tables(&args.out, &columns_to_write(&args.out, &registry.columns, &rejects), &rows)?;
    report(args, screen, &pages, &rows, &unused)
}

/// The pages of all sites, read as they come: no body is kept.
struct Pages<'a> {
    sites: &'a [Site],
    columns: &'a [Column],
    reading: &'a Reading,
    read: BTreeMap<&'a str, Vec<SavedPage>>,
    strangers: Vec<String>,
}

impl<'a> Pages<'a> {
    fn take(&mut self, stored: StoredPage, line: &Line) {
        let Some(site) = self.sites.iter().find(|site| belongs_to(site, &stored.url)) else {
            self.strangers.push(stored.file);
            return;
        };
        let is_column = self.columns.iter().any(|column| column.url.as_deref().is_some_and(|url| is_page_of(url, &stored.url)));
        let input = PageInput {
            charset: stored.charset.as_deref(),
            url: Some(&stored.url),
            observed: Some(Observed::At(stored.observed_at)),
            read_as: is_column.then_some(PageKind::Column),
            template: self.reading.templates.of(&stored.url),
            ..PageInput::new(&stored.bytes)
        };
        let mut evidence = read_page(&input, &self.reading.budget);
        if let Ok(evidence) = &mut evidence {
            // The most of a page's evidence by far, and no row is made of them.
            evidence.links = Vec::new();
        }
        let pages = self.read.entry(site.site_code.as_str()).or_default();
        pages.push(SavedPage { file: stored.file, url: stored.url, observed_at: stored.observed_at, evidence });
        line.pages(self.read.values().map(Vec::len).sum());
    }

    fn rows(&self) -> Vec<(&'a Site, SiteRows)> {
        let of = |site: &'a Site| {
            let own: Vec<Column> = self.columns.iter().filter(|column| column.site_code == site.site_code).cloned().collect();
            let pages = self.read.get(site.site_code.as_str())?;
            Some((site, site_rows(site, &own, pages)))
        };
        self.sites.iter().filter_map(of).collect()
    }
}

/// Copies settings and tables, all but the pages.
fn copy_folder(from: &Path, to: &Path) -> Result<(), Failure> {
    fs::create_dir_all(to).map_err(|error| Failure::at(to, error))?;
    for entry in fs::read_dir(from).map_err(|error| Failure::at(from, error))? {
        let path = entry.map_err(|error| Failure::at(from, error))?.path();
        let Some(name) = path.file_name() else { continue };
        let is_warc = name.to_string_lossy().to_ascii_lowercase().contains(".warc");
        if path.is_file() && !is_warc {
            fs::copy(&path, to.join(name)).map_err(|error| Failure::at(&path, error))?;
        }
    }
    Ok(())
}

/// The columns of the registry whose file is written anew, so that each names the page on which its state rests. A file with rejected rows, or
/// a sheet of a workbook, stays as it is: nothing of it may be lost.
fn columns_to_write(out: &Path, known: &[Column], rejects: &[Reject]) -> Vec<Column> {
    let file = out.join("columns.csv");
    let whole = file.is_file() && rejects.iter().all(|reject| reject.table != Column::TABLE.name);
    if whole { known.to_vec() } else { Vec::new() }
}

fn write_tables(out: &Path, known: &[Column], rows: &[(&Site, SiteRows)]) -> Result<(), Failure> {
    let sources: BTreeMap<&str, &str> = rows.iter().flat_map(|(_, rows)| &rows.sources).map(|(id, source)| (id.as_str(), source.as_str())).collect();
    let mut columns = known.to_vec();
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

fn report(args: &EvidenceFromPagesArgs, screen: &mut Screen, pages: &Pages<'_>, rows: &[(&Site, SiteRows)], unused: &[UnusedPage]) -> Result<(), Failure> {
    let total = |of: fn(&SiteRows) -> usize| rows.iter().map(|(_, rows)| of(rows)).sum::<usize>();
    let counts = [
        ("pages", pages.read.values().map(Vec::len).sum()),
        ("sites", rows.len()),
        ("columns found", total(|rows| rows.columns.len())),
        ("updates", total(|rows| rows.updates.len())),
        ("letters", total(|rows| rows.tickets.len())),
        ("guides", total(|rows| rows.services.len())),
        ("looked at", total(|rows| rows.coverage.len())),
    ];
    writeln!(screen, "{}", counts.map(|(name, count)| format!("{name} {count}")).join(" · "))?;
    for coverage in rows.iter().flat_map(|(_, rows)| &rows.coverage) {
        if let Some(gap) = coverage.gap {
            let of = coverage.column_id.as_deref().unwrap_or(coverage.subject.code());
            writeln!(screen, "not readable: {} {of}: {} {gap}", coverage.site_code, gap.chinese())?;
        }
    }
    for file in &pages.strangers {
        writeln!(screen, "not used: {}: its address belongs to no site of the registry", gov_site_report::plain(file))?;
    }
    for file in rows.iter().flat_map(|(_, rows)| &rows.unused) {
        writeln!(screen, "not used: {}: it is no home page, no page of a column, no letters and no guide", gov_site_report::plain(file))?;
    }
    for page in unused {
        writeln!(screen, "not used: {}: {}", gov_site_report::plain(&page.file), page.reason)?;
    }
    Ok(writeln!(screen, "\nWritten to {}. Next: look at its columns and run `gov-site-compliance census {}`", args.out.display(), args.out.display())?)
}
