//! Writes typed rows as a table in CSV.

use std::io::{self, Write};

use gov_site_compliance::Row;

/// Writes rows under the English headings of their table, cells as the readers take them. The same rows give the same bytes.
///
/// # Errors
/// What the writer answers.
///
/// ```
/// use gov_site_compliance::SiteAddress;
/// use gov_site_tables::write_rows;
/// let row = SiteAddress { site_code: "3799000001".into(), filed_on: "2017-11-29".parse()?, url: "http://a.example/".into(), changed_on: None, note: None, source_ref: None };
/// let mut out = Vec::new();
/// write_rows(&mut out, &[row])?;
/// assert_eq!(String::from_utf8(out)?, "site_code,filed_on,url,changed_on,note,source_ref\n3799000001,2017-11-29,http://a.example/,,,\n");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn write_rows<R: Row>(out: impl Write, rows: &[R]) -> io::Result<()> {
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record(R::TABLE.fields.iter().map(|field| field.name))?;
    for row in rows {
        writer.write_record(row.texts())?;
    }
    writer.flush()
}
