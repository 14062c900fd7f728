//! The documents list what the program knows, no less and no more.

use gov_site_compliance::{Kind, RejectCode, TABLES};

const REJECTS: &str = include_str!("../../../../docs/REJECTS.md");
const TABLES_MD: &str = include_str!("../../../../docs/TABLES.md");

#[test]
fn every_reject_code_stands_in_the_catalogue() {
    let rows: Vec<&str> = REJECTS.lines().filter(|line| line.starts_with("| `")).collect();
    assert_eq!(rows.len(), RejectCode::ALL.len());
    for (row, code) in rows.iter().zip(RejectCode::ALL) {
        assert!(row.starts_with(&format!("| `{}` | {} | {} | ", code.code(), code.reason(), code.expected())), "{code}: {row}");
        assert!(row.ends_with(&format!(" | {} |", code.remedy())), "{code}: {row}");
    }
}

#[test]
fn every_field_stands_in_the_data_dictionary() {
    for table in TABLES {
        assert!(TABLES_MD.contains(&format!("`{}`", table.name)) || TABLES_MD.contains(table.name), "{}", table.name);
        for field in table.fields.iter().filter(|field| !matches!(field.name, "note" | "source_ref")) {
            let row = format!("| `{}` | {} |", field.name, field.heading);
            assert!(TABLES_MD.contains(&row), "{}: {row}", table.name);
        }
    }
}

#[test]
fn every_word_of_a_closed_list_stands_in_the_data_dictionary() {
    for field in TABLES.iter().flat_map(|table| table.fields) {
        let Kind::Word(words) = field.kind else { continue };
        for (code, chinese) in words {
            assert!(TABLES_MD.contains(&format!("`{code}` {chinese}")), "{}: {code} {chinese}", field.name);
        }
    }
}
