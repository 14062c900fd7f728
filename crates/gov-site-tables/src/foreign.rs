//! `[headings]` of `census.toml`: headings of other systems and the fields that they stand for.

use std::collections::BTreeMap;

use gov_site_compliance::{TABLES, Table};

use crate::{
    FolderError,
    settings::table_names,
    toml_file::{Entry, Section},
};

/// Foreign headings, for all tables or for one.
///
/// ```
/// use gov_site_tables::Settings;
/// let settings = Settings::parse(b"[headings]\nLMBH = \"column_id\"\n[headings.columns]\nMC = \"column_name\"\n")?;
/// let columns = gov_site_compliance::TABLES.iter().find(|table| table.name == "columns").unwrap();
/// assert_eq!(settings.headings.field(columns, "MC"), Some("column_name"));
/// # Ok::<(), gov_site_tables::FolderError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ForeignHeadings {
    /// Heading and field, for every table that has the field.
    pub everywhere: BTreeMap<String, &'static str>,
    /// Table, then heading and field; they go before those for every table.
    pub by_table: BTreeMap<&'static str, BTreeMap<String, &'static str>>,
}

impl ForeignHeadings {
    /// The field of a table that a foreign heading stands for; blanks and line breaks within it tell nothing.
    pub fn field(&self, table: &Table, heading: &str) -> Option<&'static str> {
        let own = self.by_table.get(table.name).and_then(|map| mapped(map, heading));
        own.or_else(|| mapped(&self.everywhere, heading)).filter(|field| table.position(field).is_some())
    }

    pub(crate) fn read(section: &Section<'_>) -> Result<ForeignHeadings, FolderError> {
        let mut foreign = ForeignHeadings::default();
        for entry in section.entries() {
            match entry.as_section() {
                None => {
                    let field = field_of(&entry, TABLES, "no table has the field")?;
                    foreign.everywhere.insert(entry.name.trim().into(), field);
                }
                Some(below) => {
                    let (table, map) = of_table(&entry, &below)?;
                    foreign.by_table.insert(table, map);
                }
            }
        }
        Ok(foreign)
    }
}

fn mapped(map: &BTreeMap<String, &'static str>, heading: &str) -> Option<&'static str> {
    let squeezed = || map.iter().find(|(known, _)| known.split_whitespace().flat_map(str::chars).eq(heading.split_whitespace().flat_map(str::chars)));
    map.get(heading).or_else(|| squeezed().map(|(_, field)| field)).copied()
}

fn of_table(entry: &Entry<'_>, below: &Section<'_>) -> Result<(&'static str, BTreeMap<String, &'static str>), FolderError> {
    let Some(table) = TABLES.iter().find(|table| table.name == entry.name) else {
        return Err(entry.error("there is no such table", format!("the tables are {}", table_names())));
    };
    let mut map = BTreeMap::new();
    for heading in below.entries() {
        map.insert(heading.name.trim().into(), field_of(&heading, &[table], "the table does not have the field")?);
    }
    Ok((table.name, map))
}

/// The field that the value of a mapping names, in English or Chinese.
fn field_of(entry: &Entry<'_>, tables: &[&'static Table], problem: &str) -> Result<&'static str, FolderError> {
    let wanted = entry.text()?;
    let found = tables.iter().find_map(|table| table.position_of_heading(wanted.trim()).map(|at| table.fields[at].name));
    found.ok_or_else(|| {
        let remedy = match tables {
            [table] => format!("its fields are {}", table.fields.iter().map(|field| field.name).collect::<Vec<_>>().join(", ")),
            _ => "write the name of a field in English or Chinese, such as column_id or 栏目编号".into(),
        };
        entry.error(format!("{problem} `{wanted}`"), remedy)
    })
}
