//! The description of the service in OpenAPI 3.1: answers as their types describe themselves, rows as the data dictionary has them.

use gov_site_compliance::{Field, Kind, Row, Site, TABLES, Table};
use schemars::{JsonSchema, SchemaGenerator, generate::SchemaSettings};
use serde_json::{Map, Value, json};

use crate::{
    Code, Problem,
    answer::{CensusAnswer, Health, SiteAnswer, StandardSummary},
    settings::{KEYS, STANDARD},
};

/// Statuses that judging may end with beside 200.
const JUDGING: [u16; 8] = [400, 408, 413, 415, 422, 500, 503, 504];

/// The document that `GET /openapi.json` answers with.
///
/// ```
/// let document = gov_site_compliance_service::document();
/// assert_eq!(document["openapi"], "3.1.0");
/// assert!(document["paths"]["/v1/site"]["post"]["responses"]["503"].is_object());
/// ```
pub fn document() -> Value {
    let mut types = SchemaSettings::draft2020_12().for_serialize().with(|to| to.definitions_path = "/components/schemas".into()).into_generator();
    let census = post("judgeCensus", "Judges all sites of the evidence", schema::<CensusAnswer>(&mut types));
    let site = post("judgeSite", "Judges the one site of the evidence", schema::<SiteAnswer>(&mut types));
    let standards = get("listStandards", "Standards that a request may name", schema::<Vec<StandardSummary>>(&mut types));
    let health = get("health", "Whether the service answers, and how busy it is", schema::<Health>(&mut types));
    let own = get("describe", "This document", json!({ "type": "object" }));
    schema::<Problem>(&mut types);
    let mut schemas = types.take_definitions(true);
    schemas.extend(rows());
    schemas.insert("Request".into(), request());
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "gov-site-compliance-service",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "Census of Chinese government websites: evidence in, verdicts out. A bad row is no error: it is listed in the answer, widens what is \
                possible and decides nothing. An error says what is wrong with the request, never anything about a site.",
            "license": { "name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0" }
        },
        "paths": {
            "/v1/census": { "post": census },
            "/v1/site": { "post": site },
            "/v1/standards": { "get": standards },
            "/healthz": { "get": health },
            "/openapi.json": { "get": own }
        },
        "components": { "schemas": schemas }
    })
}

fn schema<T: JsonSchema>(types: &mut SchemaGenerator) -> Value {
    types.subschema_for::<T>().to_value()
}

fn content(schema: Value) -> Value {
    json!({ "application/json": { "schema": schema } })
}

fn get(id: &str, summary: &str, answer: Value) -> Value {
    json!({ "operationId": id, "summary": summary, "responses": { "200": { "description": "The answer", "content": content(answer) } } })
}

fn post(id: &str, summary: &str, answer: Value) -> Value {
    let mut operation = get(id, summary, answer);
    operation["requestBody"] = json!({ "required": true, "content": content(json!({ "$ref": "#/components/schemas/Request" })) });
    for status in JUDGING {
        operation["responses"][status.to_string()] = failure(status);
    }
    operation
}

/// What an answer of a status may hold.
fn failure(status: u16) -> Value {
    let codes: Vec<String> = Code::ALL.iter().filter(|code| code.status() == status).filter_map(|code| Some(json!(code).as_str()?.to_owned())).collect();
    let mut response = json!({
        "description": format!("No result: {}", codes.join(", ")),
        "content": content(json!({ "$ref": "#/components/schemas/Problem" }))
    });
    if status == Code::Busy.status() {
        response["headers"] = json!({ "Retry-After": { "description": "Seconds to wait", "schema": { "type": "integer" } } });
    }
    response
}

/// The body of a request.
fn request() -> Value {
    let tables: Map<String, Value> = TABLES.iter().map(|table| (table.name.into(), reference_to_rows(table))).collect();
    let mut properties: Map<String, Value> = KEYS.iter().map(|(key, kind)| ((*key).into(), json!({ "type": [kind, "null"] }))).collect();
    properties["standard"]["default"] = json!(STANDARD);
    for day in ["checkpoint", "visits_until"] {
        properties[day]["format"] = json!("date");
    }
    properties["checkpoint"]["type"] = json!("string");
    let day = json!({ "type": "string", "format": "date" });
    let names: Vec<&str> = TABLES.iter().map(|table| table.name).collect();
    properties.insert("period".into(), object(json!({ "from": day, "to": day }), &["from", "to"]));
    properties.insert("complete".into(), json!({ "type": "array", "items": { "enum": names }, "description": "Tables that hold everything for all sites" }));
    properties.insert("tables".into(), object(Value::Object(tables), &[Site::TABLE.name]));
    object(Value::Object(properties), &["checkpoint", "tables"])
}

fn object(properties: Value, required: &[&str]) -> Value {
    json!({ "type": "object", "properties": properties, "required": required, "additionalProperties": false })
}

fn reference_to_rows(table: &Table) -> Value {
    json!({ "type": "array", "items": { "$ref": format!("#/components/schemas/{}", row_name(table)) } })
}

fn row_name(table: &Table) -> String {
    format!("row.{}", table.name)
}

/// A schema for the rows of each table. No field is required: a row that lacks one is rejected, and the request goes on.
fn rows() -> Map<String, Value> {
    let row = |table: &&Table| {
        let fields: Map<String, Value> = table.fields.iter().map(|field| (field.name.into(), cell(field))).collect();
        let mut row = object(Value::Object(fields), &[]);
        row["description"] = json!(format!("{}; key: {}", table.heading, table.key.join(", ")));
        (row_name(table), row)
    };
    TABLES.iter().map(row).collect()
}

fn cell(field: &Field) -> Value {
    let (what, types): (String, &[&str]) = match field.kind {
        Kind::Text => ("text".into(), &["string", "integer", "null"]),
        Kind::Integer => ("whole number".into(), &["string", "number", "boolean", "null"]),
        Kind::Millis => ("milliseconds".into(), &["string", "number", "boolean", "null"]),
        Kind::Bool => ("是/否".into(), &["string", "number", "boolean", "null"]),
        Kind::Day => ("date 2017-11-29".into(), &["string", "number", "boolean", "null"]),
        Kind::Moment => ("time 2017-11-29T08:30:00+08:00".into(), &["string", "number", "boolean", "null"]),
        Kind::Word(words) => {
            (words.iter().map(|(code, chinese)| format!("{code} {chinese}")).collect::<Vec<_>>().join(", "), &["string", "number", "boolean", "null"])
        }
    };
    let needed = if field.compulsory { "; a row without it is rejected" } else { "" };
    json!({ "type": types, "description": format!("{}: {what}{needed}", field.heading) })
}
