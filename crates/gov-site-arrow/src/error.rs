//! What is wrong with a batch as a whole; a bad row is a reject, not an error.

/// A schema or a batch that cannot be used: which table, which field, and what to do.
///
/// ```
/// use arrow_schema::{DataType, Field, Schema};
/// use gov_site_arrow::Fields;
/// use gov_site_compliance::{Row, SiteAddress};
///
/// let schema = Schema::new(vec![Field::new("site_code", DataType::Utf8, false), Field::new("url", DataType::Utf8, false)]);
/// let error = Fields::of(SiteAddress::TABLE, &schema, &|_| None).unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "site_addresses: no column for the compulsory field filed_on (报送日期); add it, or map the name of your own column to it"
/// );
/// ```
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ArrowError {
    /// A column has a type from which its field cannot be read.
    #[error("{table}: the column `{column}` of the field {field} has the type {found}; cast it to {accepted}")]
    WrongType {
        /// The table.
        table: &'static str,
        /// The field.
        field: &'static str,
        /// Name of the column in the batch.
        column: String,
        /// Its type.
        found: String,
        /// Types that the field can be read from.
        accepted: &'static str,
    },
    /// Compulsory fields have no column: every row would be rejected.
    #[error("{table}: no column for the compulsory field {fields}; add it, or map the name of your own column to it")]
    MissingField {
        /// The table.
        table: &'static str,
        /// The fields in English and Chinese.
        fields: String,
    },
    /// Two columns stand for one field.
    #[error("{table}: the columns `{first}` and `{second}` both stand for the field {field}; drop or rename one of them")]
    FieldTwice {
        /// The table.
        table: &'static str,
        /// The field.
        field: &'static str,
        /// Name of the first column.
        first: String,
        /// Name of the second column.
        second: String,
    },
    /// An array is not what its type says.
    #[error("{table}: the column `{column}` of the field {field} holds {problem}, in row {row}; mend it where it is made")]
    Unsound {
        /// The table.
        table: &'static str,
        /// The field.
        field: &'static str,
        /// Name of the column in the batch.
        column: String,
        /// Row of the table, from 1.
        row: u64,
        /// What is wrong.
        problem: &'static str,
    },
    /// No table of this name.
    #[error("there is no table `{table}`; the tables are {known}")]
    UnknownTable {
        /// The name.
        table: String,
        /// All names.
        known: String,
    },
    /// A batch lacks a column of the schema that its fields were read from.
    #[error("{table}: the batch has no column `{column}` of the field {field}; read the fields from the schema of this batch")]
    ColumnAbsent {
        /// The table.
        table: &'static str,
        /// The field.
        field: &'static str,
        /// Name of the column in the schema.
        column: String,
    },
    /// There are more rows than can be numbered.
    #[error("{table}: {rows} rows are more than the 2^31 - 1 that can be numbered; hand in smaller batches, or judge parts of the sites")]
    TooManyRows {
        /// The table.
        table: &'static str,
        /// Rows of the batch or, where they are counted, of the table.
        rows: usize,
    },
    /// A count over columns alone met a row that only a whole verdict can account for.
    #[error("{table}: a row is not sound as it stands, or bears on other rows; judge these tables as a census instead of counting")]
    NotPlain {
        /// The table.
        table: &'static str,
    },
    /// Facts that were folded elsewhere cannot be read.
    #[error(
        "facts that were folded elsewhere cannot be used: {problem}; fold all rows with this version of the program, and with the tables and dates of this run"
    )]
    Facts {
        /// What is wrong.
        problem: String,
    },
    /// The texts of a column of results pass the 2 GiB that an Arrow text column holds.
    #[error("the texts of `{column}` are longer than 2 GiB together; hand out smaller batches, or split the census")]
    TooLong {
        /// The column.
        column: &'static str,
    },
    /// Two rows of results have one key where each must have its own.
    #[error("{table}: {key} stands in two rows; compare the results of one census with those of another")]
    KeyTwice {
        /// The table.
        table: &'static str,
        /// The key.
        key: String,
    },
    /// A batch of results could not be put together.
    #[error("a batch of results could not be put together: {0}; please report it")]
    Build(#[source] arrow_schema::ArrowError),
}

impl From<gov_site_compliance::compare::KeyTwice> for ArrowError {
    fn from(twice: gov_site_compliance::compare::KeyTwice) -> ArrowError {
        ArrowError::KeyTwice { table: twice.table, key: twice.key }
    }
}
