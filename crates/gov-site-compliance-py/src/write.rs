//! Writes a census into a folder, as the command line does.

use std::{fs, path::Path};

use gov_site_compliance::{
    Census as Judged, Coverage, Finding, Reject,
    followup::{self, UnitList},
    wire::v1,
};
use gov_site_report::{Audience, Edition, FindingWriter, Format, RejectWriter, Results, basis, csv, documents};
use gov_site_tables::Stop;
use pyo3::PyErr;

use crate::{
    census::{Census, Evidence},
    error::{Failure, InputError},
    explain::Sources,
};

/// Findings that documents show at most.
const FINDINGS_HELD: usize = 200_000;

/// What is written.
pub struct Wanted {
    pub json: bool,
    pub formats: Vec<Format>,
    pub edition: Edition,
}

/// What is read of the evidence once more.
#[derive(Default)]
struct Reread {
    lists: Vec<UnitList>,
    declared: Option<Vec<&'static str>>,
    coverage: Vec<Coverage>,
    rejects: Vec<Reject>,
}

impl Wanted {
    /// What words ask for.
    pub fn of(formats: &[String], draft: bool, audience: &str) -> Result<Wanted, PyErr> {
        let audience = match audience {
            "public" => Audience::Public,
            "office" => Audience::Office,
            "internal" => Audience::Internal,
            other => return Err(InputError::new_err(format!("audience: `{other}` is none of public, office, internal"))),
        };
        let mut wanted = Wanted { json: false, formats: Vec::new(), edition: Edition { draft, audience } };
        for format in formats {
            match format.as_str() {
                "json" => wanted.json = true,
                "csv" => wanted.formats.push(Format::Csv),
                "markdown" => wanted.formats.push(Format::Markdown),
                "docx" => wanted.formats.push(Format::Docx),
                "xlsx" => wanted.formats.push(Format::Xlsx),
                "html" => wanted.formats.push(Format::Html),
                other => return Err(InputError::new_err(format!("formats: `{other}` is none of json, csv, markdown, docx, xlsx, html"))),
            }
        }
        Ok(wanted)
    }
}

/// Writes the files; their paths in the folder, in the order of writing.
pub fn write(census: &Census, dir: &Path, wanted: &Wanted, stop: &Stop) -> Result<Vec<String>, Failure> {
    let edition = wanted.edition;
    let mut findings = census.read_findings(&|_, _| true)?;
    let reread = census.rows.as_ref().map_or_else(|| Ok(Reread::default()), |rows| reread(&census.judged, rows, &mut findings, edition, stop))?;
    let mut judged = census.judged.clone();
    edition.census(&mut judged);
    findings.iter_mut().for_each(|finding| edition.finding(finding));
    let mut written = Vec::new();
    let mut put = |path: &str, bytes: &[u8]| {
        let file = dir.join(path);
        let named = |error: std::io::Error| std::io::Error::new(error.kind(), format!("{}: {error}", file.display()));
        file.parent().map_or(Ok(()), fs::create_dir_all).and_then(|()| fs::write(&file, bytes)).map_err(named)?;
        written.push(path.to_owned());
        Ok(())
    };
    if wanted.json {
        put("census.json", v1::Census::from(&judged).to_json()?.as_bytes())?;
    }
    let notice = census.notice_of(&judged)?;
    let results = Results {
        census: &judged,
        notice: &notice,
        findings: &findings[..findings.len().min(FINDINGS_HELD)],
        findings_total: findings.len() as u64,
        rejects: &reread.rejects,
        rejects_total: census.rejected_rows(),
        declared: reread.declared.as_deref(),
        coverage: &reread.coverage,
        edition,
    };
    for format in &wanted.formats {
        if *format == Format::Csv {
            tables(&judged, &findings, &reread.rejects, edition, &mut put)?;
        }
        documents(&results, &reread.lists, *format, &mut put)?;
    }
    Ok(written)
}

type Put<'p> = dyn FnMut(&str, &[u8]) -> std::io::Result<()> + 'p;

fn tables(judged: &Judged, findings: &[Finding], rejects: &[Reject], edition: Edition, put: &mut Put<'_>) -> Result<(), Failure> {
    put("verdicts.csv", &csv::verdicts(judged, Vec::new())?)?;
    let mut writer = FindingWriter::new(Vec::new(), &basis(&judged.header, &judged.standard))?;
    findings.iter().try_for_each(|finding| writer.write(finding))?;
    put("findings.csv", &writer.finish()?)?;
    put("tickets.csv", &csv::tickets(judged, Vec::new())?)?;
    if edition.audience != Audience::Public {
        let mut writer = RejectWriter::new(Vec::new())?;
        for reject in rejects {
            let mut shown = reject.clone();
            edition.reject(&mut shown);
            writer.write(&shown)?;
        }
        put("rejected.csv", &writer.finish()?)?;
    }
    Ok(())
}

/// Reads the evidence again; findings get the words that only rows hold.
fn reread(judged: &Judged, rows: &Sources, findings: &mut [Finding], edition: Edition, stop: &Stop) -> Result<Reread, Failure> {
    let (mut rejects, standard, plan) = (Vec::new(), &judged.standard, &rows.plan);
    let evidence = match &rows.evidence {
        Evidence::Folder(folder) => folder.read(standard, plan, &mut rejects, &mut |_| {})?,
        Evidence::Frames(frames) => frames.with_stop(stop.clone()).read(standard, plan, &mut rejects, &mut |_| {})?,
    };
    let concerned: Vec<Finding> = findings.iter().filter(|finding| followup::concerns(finding)).cloned().collect();
    let lists = evidence.lists(judged, &concerned);
    findings.iter_mut().for_each(|finding| edition.quote(finding, &evidence.registry));
    Ok(Reread { lists, declared: Some(evidence.declared_tables()), coverage: evidence.registry.coverage.clone(), rejects })
}
