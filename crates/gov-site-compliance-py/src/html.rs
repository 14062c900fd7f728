//! Tables and texts as a notebook shows them. What strangers wrote stays text.

use arrow_array::RecordBatch;
use arrow_cast::display::{ArrayFormatter, FormatOptions};
use arrow_schema::Schema;
use gov_site_arrow::ArrowError;
use gov_site_report::plain;

/// The first rows of a table.
pub fn table(batches: &[RecordBatch], schema: &Schema, shown: usize, rows: usize) -> Result<String, ArrowError> {
    let mut html = String::from("<table><thead><tr>");
    schema.fields().iter().for_each(|field| cell(&mut html, "th", field.name()));
    html.push_str("</tr></thead><tbody>");
    let mut left = shown;
    for batch in batches {
        let batch = batch.slice(0, left.min(batch.num_rows()));
        left -= batch.num_rows();
        body(&mut html, &batch)?;
    }
    html.push_str("</tbody></table>");
    if rows > shown {
        html.push_str(&format!("<p>{shown} of {rows} rows</p>"));
    }
    Ok(html)
}

fn body(html: &mut String, batch: &RecordBatch) -> Result<(), ArrowError> {
    let options = FormatOptions::default();
    let columns = batch.columns().iter().map(|array| ArrayFormatter::try_new(array.as_ref(), &options)).collect::<Result<Vec<_>, _>>();
    let columns = columns.map_err(ArrowError::Build)?;
    for row in 0..batch.num_rows() {
        html.push_str("<tr>");
        columns.iter().for_each(|column| cell(html, "td", &column.value(row).to_string()));
        html.push_str("</tr>");
    }
    Ok(())
}

fn cell(html: &mut String, tag: &str, text: &str) {
    html.push_str(&format!("<{tag}>{}</{tag}>", escaped(text)));
}

/// Text without signs that HTML or a screen would act on.
pub fn escaped(text: &str) -> String {
    plain(text).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
