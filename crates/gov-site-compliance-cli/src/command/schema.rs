//! Prints the JSON Schema of `census.json`.

use std::io::Write;

use gov_site_compliance::wire::v1;
use schemars::generate::SchemaSettings;

use crate::{failure::Failure, screen::Screen};

pub fn run(screen: &mut Screen) -> Result<(), Failure> {
    let schema = SchemaSettings::draft2020_12().for_serialize().into_generator().into_root_schema_for::<v1::Census>();
    Ok(writeln!(screen, "{}", serde_json::to_string_pretty(&schema)?)?)
}
