//! Results as batches: what the CSV tables of `--out` hold, typed.

use arrow_array::{Array, RecordBatch, cast::AsArray, types::*};
use arrow_schema::DataType;
use gov_site_arrow::results::{self, FindingBatches, RejectBatches};
use gov_site_compliance::{Day, census::Decision, standard::Points, wire::v1};
use gov_site_report::{FindingWriter, RejectWriter, basis, csv};

use crate::fixture::{CLOSED, Case, LOST, case};

/// A cell as CSV has it, without the quote that is CSV's alone.
fn text(batch: &RecordBatch, column: &str, row: usize) -> String {
    let array = batch.column_by_name(column).unwrap_or_else(|| panic!("no column {column}"));
    if array.is_null(row) {
        return String::new();
    }
    match array.data_type() {
        DataType::Utf8 => array.as_string::<i32>().value(row).into(),
        DataType::Boolean => array.as_boolean().value(row).to_string(),
        DataType::Date32 => Day(array.as_primitive::<Date32Type>().value(row)).to_string(),
        DataType::UInt64 => array.as_primitive::<UInt64Type>().value(row).to_string(),
        DataType::Int64 => array.as_primitive::<Int64Type>().value(row).to_string(),
        DataType::Decimal128(..) => Points(array.as_primitive::<Decimal128Type>().value(row) as i64).to_string(),
        other => panic!("no result is of type {other}"),
    }
}

/// Each column that CSV has under the same name holds the same; gives the names that CSV has not.
fn same_as_csv(batch: &RecordBatch, bytes: &[u8]) -> Vec<String> {
    let written = std::str::from_utf8(bytes).unwrap().strip_prefix('\u{feff}').unwrap();
    let mut reader = ::csv::Reader::from_reader(written.as_bytes());
    let headings = reader.headers().unwrap().clone();
    let records: Vec<_> = reader.records().map(Result::unwrap).collect();
    assert_eq!(batch.num_rows(), records.len());
    let schema = batch.schema();
    let (shared, own): (Vec<_>, Vec<_>) =
        schema.fields().iter().map(|field| field.name().clone()).partition(|name| headings.iter().any(|heading| heading == name));
    for (row, record) in records.iter().enumerate() {
        for name in &shared {
            let position = headings.iter().position(|heading| heading == name).unwrap();
            assert_eq!(text(batch, name, row), record[position].trim_start_matches('\''), "{name} of row {row}");
        }
    }
    own
}

fn of_case() -> (Case, String) {
    let case = case();
    let basis = basis(&case.census.header, &case.census.standard);
    (case, basis)
}

#[test]
fn verdicts() {
    let (case, basis) = of_case();
    let batch = results::verdicts(&case.census, &basis).unwrap();
    assert_eq!(*batch.schema(), results::verdicts_schema());
    assert_eq!(same_as_csv(&batch, &csv::verdicts(&case.census, Vec::new()).unwrap()), ["score", "score_low", "score_high", "evidence_digest"]);
    let codes = batch.column_by_name("site_code").unwrap().as_string::<i32>();
    assert!(codes.iter().all(|code| code != Some(CLOSED)), "an excluded site has no verdict");
    let lost = codes.iter().position(|code| code == Some(LOST)).unwrap();
    assert!(batch.column_by_name("role").unwrap().is_null(lost));
    let wire = v1::Census::from(&case.census);
    for (row, verdict) in wire.verdicts.iter().enumerate() {
        assert_eq!(text(&batch, "evidence_digest", row), verdict.evidence_digest);
    }
}

#[test]
fn outcomes_are_those_of_the_exchanged_form() {
    let (mut case, basis) = of_case();
    for site in &mut case.census.sites {
        if let Decision::Judged(verdict) = &mut site.result {
            verdict.outcomes[0].1.readings.extend(["visit_slots", "suspected_status"]);
        }
    }
    let batch = results::outcomes(&case.census, &basis).unwrap();
    assert_eq!(*batch.schema(), results::outcomes_schema());
    let wire = v1::Census::from(&case.census);
    let mut row = 0;
    for verdict in &wire.verdicts {
        for outcome in &verdict.outcomes {
            let shown = |name: &str| text(&batch, name, row);
            let number = |number: Option<u64>| number.map(|number| number.to_string()).unwrap_or_default();
            assert_eq!((shown("site_code"), shown("clause"), shown("title")), (verdict.site_code.clone(), outcome.clause.clone(), outcome.title.clone()));
            assert_eq!(format!("\"{}\"", shown("result")), serde_json::to_string(&outcome.result).unwrap());
            assert_eq!((shown("measured"), shown("possible")), (number(outcome.measured), number(outcome.possible)));
            assert_eq!((shown("of"), shown("limit")), (number(outcome.of), number(outcome.limit)));
            assert_eq!(shown("margin"), outcome.margin.map(|margin| margin.to_string()).unwrap_or_default());
            assert_eq!(shown("gaps"), outcome.gaps.iter().map(|gap| gap.code()).collect::<Vec<_>>().join(";"));
            assert_eq!((shown("sentence"), shown("basis")), (outcome.sentence.clone(), basis.clone()));
            row += 1;
        }
    }
    assert_eq!((batch.num_rows(), row > 30), (row, true));
    let core: Vec<_> = case.census.verdicts().flat_map(|verdict| &verdict.outcomes).collect();
    assert_eq!(text(&batch, "readings", 0), "suspected_status;visit_slots");
    for (row, (key, outcome)) in core.iter().enumerate() {
        assert_eq!(text(&batch, "effect", row), case.census.standard.clause(key).unwrap().effect.code());
        assert_eq!(text(&batch, "readings", row), outcome.readings.iter().copied().collect::<Vec<_>>().join(";"));
    }
}

#[test]
fn tickets_and_overdue_units() {
    let (case, basis) = of_case();
    let batch = results::tickets(&case.census, &basis).unwrap();
    assert_eq!(*batch.schema(), results::tickets_schema());
    assert_eq!(same_as_csv(&batch, &csv::tickets(&case.census, Vec::new()).unwrap()), [""; 0]);
    let units = results::overdue_tickets(&case.census, &basis).unwrap();
    assert_eq!(*units.schema(), results::overdue_tickets_schema());
    let wire = v1::Census::from(&case.census).overdue_tickets_by_unit;
    assert!(!wire.is_empty());
    let shown: Vec<_> = (0..units.num_rows()).map(|row| ["unit", "total", "answered_late", "open"].map(|name| text(&units, name, row))).collect();
    let expected = |unit: &v1::UnitOverdue| [unit.unit.clone(), unit.total.to_string(), unit.answered_late.to_string(), unit.open.to_string()];
    assert_eq!(shown, wire.iter().map(expected).collect::<Vec<_>>());
}

#[test]
fn a_standard_without_a_clock_has_no_tickets() {
    let (mut case, basis) = of_case();
    case.census.replies = None;
    assert_eq!(results::tickets(&case.census, &basis).unwrap().num_rows(), 0);
    assert_eq!(results::overdue_tickets(&case.census, &basis).unwrap().num_rows(), 0);
}

#[test]
fn groups_are_those_of_the_exchanged_form() {
    let (case, basis) = of_case();
    let batch = results::groups(&case.census, &basis).unwrap();
    assert_eq!(*batch.schema(), results::groups_schema());
    let wire = v1::Census::from(&case.census).groups;
    assert_eq!(batch.num_rows(), wire.len());
    for (row, group) in wire.iter().enumerate() {
        let shown = |name: &str| text(&batch, name, row);
        assert_eq!((shown("by"), shown("name"), shown("title")), (group.by.clone(), group.name.clone(), group.title.clone()));
        let counts = [group.total, group.assessed, group.unqualified, group.closures_due, group.closures_in_time];
        assert_eq!(["total", "assessed", "unqualified", "closures_due", "closures_in_time"].map(shown), counts.map(|count| count.to_string()));
        assert_eq!((shown("unqualified_rate"), shown("better")), (group.unqualified_rate.clone().unwrap_or_default(), group.better.to_string()));
    }
}

#[test]
fn findings_in_batches() {
    let (case, basis) = of_case();
    let mut writer = FindingWriter::new(Vec::new(), &basis).unwrap();
    case.findings.iter().for_each(|finding| writer.write(finding).unwrap());
    let mut batches = FindingBatches::new(&basis);
    case.findings.iter().for_each(|finding| batches.push(finding.clone()));
    assert_eq!(batches.len(), case.findings.len());
    let batch = batches.finish().unwrap();
    assert_eq!(*batch.schema(), results::findings_schema());
    assert_eq!(same_as_csv(&batch, &writer.finish().unwrap()), [""; 0]);
    assert!(batches.is_empty());
    batches.push(case.findings[0].clone());
    assert_eq!(batches.finish().unwrap(), batch.slice(0, 1));
    assert_eq!(batches.finish().unwrap(), batch.slice(0, 0), "nothing is a batch without rows");
}

#[test]
fn rejects_in_batches() {
    let (case, _) = of_case();
    let mut writer = RejectWriter::new(Vec::new()).unwrap();
    let mut batches = RejectBatches::default();
    for reject in &case.rejects {
        writer.write(reject).unwrap();
        batches.push(reject.clone());
    }
    assert_eq!((batches.len(), batches.is_empty()), (2, false));
    let batch = batches.finish().unwrap();
    assert_eq!(*batch.schema(), results::rejects_schema());
    assert_eq!(same_as_csv(&batch, &writer.finish().unwrap()), ["table"]);
    assert_eq!(text(&batch, "original", 1), "=2017\n\"冬\"", "nothing is quoted against spreadsheets");
}
