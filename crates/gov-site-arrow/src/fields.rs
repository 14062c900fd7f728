//! Which column of a batch is which field of the table, and whether the field can be read from its type.

use arrow_array::RecordBatch;
use arrow_schema::{DataType, Schema, TimeUnit};
use gov_site_compliance::{Kind, TABLES, Table};

use crate::{ArrowError, BatchRows, cells::Column};

/// The table of a name.
///
/// # Errors
/// [`ArrowError::UnknownTable`] with the names that there are.
pub fn table(name: &str) -> Result<&'static Table, ArrowError> {
    let found = TABLES.iter().find(|table| table.name == name).copied();
    found.ok_or_else(|| ArrowError::UnknownTable { table: name.into(), known: TABLES.iter().map(|table| table.name).collect::<Vec<_>>().join(", ") })
}

/// The schema of a table as this program would write it; [`Fields::of`] takes many more types than these.
///
/// Text and words are Utf8, whole numbers Int64, 是/否 Boolean, civil dates Date32, moments Timestamp(us) of Asia/Shanghai,
/// milliseconds Decimal128(18, 3). Only compulsory fields are without nulls.
///
/// ```
/// use gov_site_compliance::{Row, Visit};
/// let schema = gov_site_arrow::schema_of(Visit::TABLE);
/// assert_eq!(schema.field_with_name("visited_at")?.data_type().to_string(), "Timestamp(µs, \"Asia/Shanghai\")");
/// # Ok::<(), arrow_schema::ArrowError>(())
/// ```
pub fn schema_of(table: &Table) -> Schema {
    Schema::new(table.fields.iter().map(|field| arrow_schema::Field::new(field.name, canonical(field.kind), !field.compulsory)).collect::<Vec<_>>())
}

fn canonical(kind: Kind) -> DataType {
    match kind {
        Kind::Text | Kind::Word(_) => DataType::Utf8,
        Kind::Integer => DataType::Int64,
        Kind::Millis => DataType::Decimal128(18, 3),
        Kind::Bool => DataType::Boolean,
        Kind::Day => DataType::Date32,
        Kind::Moment => DataType::Timestamp(TimeUnit::Microsecond, Some("Asia/Shanghai".into())),
    }
}

/// The columns of a schema that are fields of a table.
///
/// ```
/// use std::sync::Arc;
/// use arrow_array::{Date32Array, Int64Array, RecordBatch, StringArray};
/// use gov_site_arrow::Fields;
/// use gov_site_compliance::{Place, Row, Update};
///
/// let batch = RecordBatch::try_from_iter([
///     ("栏目编号", Arc::new(Int64Array::from(vec![42])) as _),
///     ("URL", Arc::new(StringArray::from(vec!["http://a.example/1"])) as _),
///     ("published_on", Arc::new(Date32Array::from(vec![17_499])) as _),
///     ("clicks", Arc::new(Int64Array::from(vec![7])) as _),
/// ])?;
/// let fields = Fields::of(Update::TABLE, &batch.schema(), &|_| None)?;
/// assert_eq!(fields.positions(), [0, 1, 2]);
/// assert_eq!(fields.dropped(), ["clicks"]);
///
/// let place = Place { file: "updates.parquet".into(), row: 1 };
/// let update: Update = fields.bind(&batch)?.read(0, &place).unwrap();
/// assert_eq!(update.column_id, "42");
/// assert_eq!(update.published_on.unwrap().to_string(), "2017-11-29");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Fields {
    table: &'static Table,
    /// By field of the table: position and name of its column.
    columns: Vec<Option<(usize, String)>>,
    dropped: Vec<String>,
    /// Fields whose columns are left out because every cell of them is known to be filled.
    proven: Vec<usize>,
}

impl Fields {
    /// Matches the columns of a schema with the fields of a table: by a mapping of foreign names, by the English name in any
    /// letter case, or by the Chinese heading.
    ///
    /// # Errors
    /// [`ArrowError::FieldTwice`], [`ArrowError::MissingField`] for all absent compulsory fields together, and
    /// [`ArrowError::WrongType`] for a field that cannot be read from its column. The types of unknown columns do not matter.
    pub fn of(table: &'static Table, schema: &Schema, foreign: &dyn Fn(&str) -> Option<&'static str>) -> Result<Fields, ArrowError> {
        Fields::matched(table, schema, foreign, &[])
    }

    /// The same for batches that may lack the columns of `filled`, every cell of which is known to be filled.
    ///
    /// # Errors
    /// As [`Fields::of`].
    pub fn with_filled(table: &'static Table, schema: &Schema, filled: &[&str]) -> Result<Fields, ArrowError> {
        Fields::matched(table, schema, &|_| None, filled)
    }

    fn matched(table: &'static Table, schema: &Schema, foreign: &dyn Fn(&str) -> Option<&'static str>, filled: &[&str]) -> Result<Fields, ArrowError> {
        let mut fields = Fields { table, columns: vec![None; table.fields.len()], dropped: Vec::new(), proven: Vec::new() };
        for (position, column) in schema.fields().iter().enumerate() {
            let name = column.name().trim();
            let mapped = foreign(name).and_then(|field| table.position(field));
            match mapped.or_else(|| table.position_of_heading(name)) {
                Some(field) => fields.take(field, position, column.name())?,
                None => fields.drop(position, name),
            }
        }
        fields.proven = filled.iter().filter_map(|field| table.position(field)).filter(|field| fields.columns[*field].is_none()).collect();
        fields.complete()?;
        for (field, position, name) in fields.known() {
            fields.check(field, name, schema.field(position).data_type())?;
        }
        Ok(fields)
    }

    /// Matches only some fields of a table, each of which must be there.
    pub(crate) fn of_some(table: &'static Table, schema: &Schema, names: &[&str]) -> Result<Fields, ArrowError> {
        Fields::of_any(table, schema, names, names)
    }

    /// Only the fields of these names, of which some are compulsory here.
    pub(crate) fn of_any(table: &'static Table, schema: &Schema, names: &[&str], compulsory: &[&str]) -> Result<Fields, ArrowError> {
        let mut fields = Fields { table, columns: vec![None; table.fields.len()], dropped: Vec::new(), proven: Vec::new() };
        for (position, column) in schema.fields().iter().enumerate() {
            if let Some(field) = table.position_of_heading(column.name().trim()).filter(|field| names.contains(&table.fields[*field].name)) {
                fields.take(field, position, column.name())?;
            }
        }
        let absent: Vec<&str> = compulsory.iter().copied().filter(|name| fields.position(name).is_none()).collect();
        if absent.is_empty() { Ok(fields) } else { Err(ArrowError::MissingField { table: table.name, fields: absent.join(", ") }) }
    }

    /// The error of a batch whose column of a field has another type than `accepted`.
    pub(crate) fn wrong_type(&self, field: &'static str, batch: &RecordBatch, accepted: &'static str) -> ArrowError {
        let column = self.name(field).unwrap_or(field).to_owned();
        let found = batch.column_by_name(&column).map_or_else(String::new, |array| array.data_type().to_string());
        ArrowError::WrongType { table: self.table.name, field, column, found, accepted }
    }

    fn take(&mut self, field: usize, position: usize, name: &str) -> Result<(), ArrowError> {
        match self.columns[field].replace((position, name.into())) {
            None => Ok(()),
            Some((_, first)) => Err(ArrowError::FieldTwice { table: self.table.name, field: self.table.fields[field].name, first, second: name.into() }),
        }
    }

    fn drop(&mut self, position: usize, name: &str) {
        let name = if name.is_empty() { format!("(column {}, without a name)", position + 1) } else { name.into() };
        if !self.dropped.contains(&name) {
            self.dropped.push(name);
        }
    }

    fn complete(&self) -> Result<(), ArrowError> {
        let absent =
            |(position, field): &(usize, &gov_site_compliance::Field)| field.compulsory && self.columns[*position].is_none() && !self.proven.contains(position);
        let names: Vec<String> = self.table.fields.iter().enumerate().filter(absent).map(|(_, field)| format!("{} ({})", field.name, field.heading)).collect();
        if names.is_empty() {
            return Ok(());
        }
        Err(ArrowError::MissingField { table: self.table.name, fields: names.join(", ") })
    }

    fn check(&self, field: usize, column: &str, found: &DataType) -> Result<(), ArrowError> {
        let known = &self.table.fields[field];
        if accepts(known.kind, found) {
            return Ok(());
        }
        let (table, accepted) = (self.table.name, accepted(known.kind));
        Err(ArrowError::WrongType { table, field: known.name, column: column.into(), found: found.to_string(), accepted })
    }

    /// Field, position and name of each known column.
    pub(crate) fn known(&self) -> impl Iterator<Item = (usize, usize, &str)> {
        let columns = self.columns.iter().enumerate();
        columns.filter_map(|(field, column)| column.as_ref().map(|(position, name)| (field, *position, name.as_str())))
    }

    /// The table.
    pub fn table(&self) -> &'static Table {
        self.table
    }

    /// Names of columns that are no field of the table.
    pub fn dropped(&self) -> &[String] {
        &self.dropped
    }

    /// Positions of the known columns in the schema, ascending: all that a reader has to read.
    pub fn positions(&self) -> Vec<usize> {
        let mut positions: Vec<usize> = self.known().map(|(_, position, _)| position).collect();
        positions.sort_unstable();
        positions
    }

    /// Position in the schema of the column of a field, `None` when it has none.
    pub fn position(&self, field: &str) -> Option<usize> {
        self.columns[self.table.position(field)?].as_ref().map(|(position, _)| *position)
    }

    /// The same fields as far as the batches of `schema`, a projection, have their columns.
    pub fn within(&self, schema: &Schema) -> Fields {
        let mut fields = self.clone();
        for column in &mut fields.columns {
            *column = column.take().filter(|(_, name)| schema.column_with_name(name).is_some());
        }
        fields
    }

    /// The same fields for batches without the column of `field`, every cell of which the reader knows to be filled, as from
    /// the statistics of a file. Only for text that no rule reads beyond that.
    pub fn with_proven(&self, field: &str) -> Fields {
        let mut fields = self.clone();
        if let Some(position) = self.table.position(field) {
            fields.columns[position] = None;
            fields.proven.push(position);
        }
        fields
    }

    /// The error of a text of a field that is none.
    pub(crate) fn unsound(&self, field: &'static str, row: u64, problem: &'static str) -> ArrowError {
        let column = self.name(field).unwrap_or_default().to_owned();
        ArrowError::Unsound { table: self.table.name, field, column, row, problem }
    }

    /// Whether a field is known to be filled in every row.
    pub(crate) fn is_proven(&self, field: &str) -> bool {
        self.table.position(field).is_some_and(|position| self.proven.contains(&position))
    }

    /// Name in the schema of the column of a field, `None` when it has none.
    pub fn name(&self, field: &str) -> Option<&str> {
        self.columns[self.table.position(field)?].as_ref().map(|(_, name)| name.as_str())
    }

    /// The rows of a batch of this schema, or of a projection that keeps the [positions](Fields::positions).
    ///
    /// # Errors
    /// [`ArrowError::ColumnAbsent`] or [`ArrowError::WrongType`] when the batch is of another schema.
    pub fn bind<'a>(&self, batch: &'a RecordBatch) -> Result<BatchRows<'a>, ArrowError> {
        let mut columns: Vec<Option<Column<'a>>> = self.columns.iter().map(|_| None).collect();
        for (field, _, name) in self.known() {
            let known = &self.table.fields[field];
            let Some(array) = batch.column_by_name(name) else {
                return Err(ArrowError::ColumnAbsent { table: self.table.name, field: known.name, column: name.into() });
            };
            self.check(field, name, array.data_type())?;
            columns[field] = Column::of(known.kind, array.as_ref());
        }
        for field in &self.proven {
            columns[*field] = Some(Column::filled(batch.num_rows()));
        }
        Ok(BatchRows::new(self.table, batch.num_rows(), columns))
    }
}

/// Whether cells of a kind can be read from a type.
fn accepts(kind: Kind, found: &DataType) -> bool {
    match found {
        DataType::Null => true,
        DataType::Dictionary(keys, values) => keys.is_integer() && (**values == DataType::Null || accepts_plain(kind, values)),
        plain => accepts_plain(kind, plain),
    }
}

fn accepts_plain(kind: Kind, found: &DataType) -> bool {
    let is_text = matches!(found, DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View);
    let is_float = matches!(found, DataType::Float32 | DataType::Float64);
    let is_whole_decimal = matches!(found, DataType::Decimal128(_, 0));
    is_text
        || match kind {
            Kind::Text | Kind::Integer => found.is_integer() || is_float || is_whole_decimal,
            Kind::Millis => found.is_integer() || is_float || matches!(found, DataType::Decimal128(..) | DataType::Duration(_)),
            Kind::Bool => found.is_integer() || is_float || *found == DataType::Boolean,
            Kind::Day => matches!(found, DataType::Date32 | DataType::Date64 | DataType::Timestamp(..)),
            Kind::Moment => matches!(found, DataType::Timestamp(..)),
            Kind::Word(_) => false,
        }
}

/// The same in words.
const fn accepted(kind: Kind) -> &'static str {
    match kind {
        Kind::Text => "text (Utf8, LargeUtf8, Utf8View), integers, whole floats, Decimal128 without places, or a dictionary of them",
        Kind::Integer => "integers, whole floats, Decimal128 without places, text (Utf8, LargeUtf8, Utf8View), or a dictionary of them",
        Kind::Millis => "integers or floats of milliseconds, Decimal128, Duration, text (Utf8, LargeUtf8, Utf8View), or a dictionary of them",
        Kind::Bool => "Boolean, 0 and 1 as integers or floats, text (Utf8, LargeUtf8, Utf8View), or a dictionary of them",
        Kind::Day => "Date32, Date64, Timestamp, text (Utf8, LargeUtf8, Utf8View), or a dictionary of them",
        Kind::Moment => "Timestamp, text (Utf8, LargeUtf8, Utf8View), or a dictionary of them",
        Kind::Word(_) => "text (Utf8, LargeUtf8, Utf8View), or a dictionary of it",
    }
}
