//! Sheet 退回: each row that could not be used, as `rejected.csv` has it, with what to do.

use gov_site_compliance::{Reject, TABLES};

use crate::xlsx::{
    column::{Column, Value},
    sheet::Table,
};

pub(super) fn table<'a>() -> Table<'a, &'a Reject> {
    let columns = vec![
        Column::new("file", "文件", 22, |reject: &'a Reject| Value::text(&*reject.place.file)),
        Column::new("row", "行", 9, |reject: &'a Reject| Value::Count(reject.place.row)),
        Column::new("field", "字段", 18, |reject: &'a Reject| heading(reject)),
        Column::new("reason", "原因", 26, |reject: &'a Reject| Value::Word(reject.code.reason())),
        Column::new("expected", "应为", 34, |reject: &'a Reject| Value::text(&*reject.expected)),
        Column::new("original", "原值", 26, |reject: &'a Reject| Value::text(&reject.original)),
        Column::new("remedy", "处理办法", 34, |reject: &'a Reject| Value::Word(reject.code.remedy())),
        Column::new("column", "字段代码", 18, |reject: &'a Reject| Value::id(reject.column)).folded(),
        Column::new("code", "原因代码", 22, |reject: &'a Reject| Value::id(reject.code.code())).folded(),
    ];
    Table { name: "退回", frozen: 2, columns, rules: Vec::new() }
}

/// The Chinese heading of the field at fault.
fn heading(reject: &Reject) -> Value<'static> {
    let table = TABLES.iter().find(|table| table.name == reject.table);
    let field = table.and_then(|table| Some(&table.fields[table.position(reject.column)?]));
    Value::Word(field.map_or(reject.column, |field| field.heading))
}
