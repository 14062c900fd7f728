//! The same texts in every type that means the same.

use std::sync::Arc;

use arrow_array::{
    Array, ArrayRef, BooleanArray, DictionaryArray, LargeStringArray, NullArray, PrimitiveArray, RecordBatch, StringArray, StringViewArray, types::*,
};
use arrow_schema::{Field, Schema};
use gov_site_compliance::{Day, Field as TableField, Kind, Micros, Moment};

use super::{columnar_rows::Table, parquet_files::table};

/// Choices that a number decides.
pub struct Dice(pub u64);

impl Dice {
    /// A number below `sides`.
    pub fn below(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % sides.max(1)
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }
}

/// How a table is dressed.
#[derive(Clone, Copy)]
pub struct Dress {
    /// Whether columns may be dictionaries of numbers, truths and dates, and texts dictionaries with nulls among their values.
    pub any_dictionary: bool,
    /// Whether columns have the types that most writers give them, so that rows can stay in their batches.
    pub usual: bool,
    /// Whether Chinese headings name the columns.
    pub chinese: bool,
    /// Whether columns without any filled cell are left out.
    pub leave_out: bool,
}

impl Dress {
    pub fn of(dice: &mut Dice, any_dictionary: bool) -> Dress {
        Dress { any_dictionary, usual: dice.below(4) > 0, chinese: dice.below(3) == 0, leave_out: dice.below(2) == 0 }
    }
}

type Cells<'a> = [Option<&'a str>];
/// An array of cells, `None` where one of them would mean something else in its type.
type Build = fn(&Cells<'_>) -> Option<ArrayRef>;

/// The rows `from..to` of a table, each column in a type of its own, as a slice of something longer.
pub fn batch(name: &str, rows: &Table, from: usize, to: usize, dress: Dress, dice: &mut Dice) -> RecordBatch {
    let known = table(name);
    let (before, after) = (dice.below(3), dice.below(3));
    let mut columns: Vec<(Field, ArrayRef)> = Vec::new();
    for (position, field) in rows.fields.iter().enumerate() {
        let field = &known.fields[known.position(field).unwrap()];
        let is_blank = rows.rows.iter().all(|row| row[position].is_empty());
        if dress.leave_out && is_blank && !field.compulsory {
            continue;
        }
        let mut texts: Vec<&str> = rows.rows[from..to].iter().map(|row| row[position].as_str()).collect();
        let (first, last) = (texts.first().copied().unwrap_or_default(), texts.last().copied().unwrap_or_default());
        texts.splice(0..0, std::iter::repeat_n(last, before));
        texts.extend(std::iter::repeat_n(first, after));
        let array = array(field, &texts, dress, dice).slice(before, to - from);
        let heading = if dress.chinese { field.heading } else { field.name };
        columns.insert(dice.below(columns.len() + 1), (Field::new(heading, array.data_type().clone(), true), array));
    }
    let (fields, arrays): (Vec<Field>, Vec<ArrayRef>) = columns.into_iter().unzip();
    RecordBatch::try_new(Arc::new(Schema::new(fields)), arrays).unwrap()
}

fn array(field: &TableField, texts: &[&str], dress: Dress, dice: &mut Dice) -> ArrayRef {
    let typed = if dress.usual { usual(field) } else { typed(field.kind) };
    let build = if !typed.is_empty() && (dress.usual || dice.below(4) > 0) { dice.pick(typed) } else { dice.pick(TEXTS) };
    let is_text = TEXTS.contains(&build);
    let in_dictionary = dice.below(3) == 0 && (is_text || dress.any_dictionary && !dress.usual);
    // An empty cell is null, or a text without a sign.
    let cell = |text: &&'_ str, dice: &mut Dice| if text.is_empty() && (!is_text || dice.below(2) == 0) { None } else { Some(text.to_string()) };
    let owned: Vec<Option<String>> = texts.iter().map(|text| cell(text, dice)).collect();
    let cells: Vec<Option<&str>> = owned.iter().map(Option::as_deref).collect();
    // Views in a dictionary cannot be written to Parquet.
    let value = if dress.any_dictionary { build } else { TEXTS[0] };
    let built = if in_dictionary { dictionary(&cells, value, dress, dice) } else { build(&cells) };
    built.or_else(|| dice.pick(TEXTS)(&cells)).unwrap()
}

fn texts(cells: &Cells<'_>) -> Option<ArrayRef> {
    Some(Arc::new(StringArray::from_iter(cells)))
}

const TEXTS: &[Build] = &[texts, |cells| Some(Arc::new(LargeStringArray::from_iter(cells))), |cells| Some(Arc::new(StringViewArray::from_iter(cells)))];

/// The types that are folded without a look at single cells; ids are numbers of any width.
fn usual(field: &TableField) -> &'static [Build] {
    match field.kind {
        Kind::Text if field.name == "column_id" => &[integers::<Int64Type>, integers::<Int32Type>, integers::<UInt64Type>, integers::<UInt8Type>, texts],
        Kind::Text | Kind::Word(_) => &[],
        Kind::Integer | Kind::Millis => &[integers::<Int64Type>, integers::<Int32Type>, integers::<Int16Type>],
        Kind::Bool => &[truths],
        Kind::Day => &[days],
        Kind::Moment => &[instants::<TimestampMicrosecondType>, instants::<TimestampSecondType>, civil::<TimestampMillisecondType>],
    }
}

fn typed(kind: Kind) -> &'static [Build] {
    const INTEGERS: &[Build] = &[
        integers::<Int64Type>,
        integers::<Int32Type>,
        integers::<Int16Type>,
        integers::<Int8Type>,
        integers::<UInt64Type>,
        integers::<UInt32Type>,
        integers::<UInt16Type>,
        integers::<UInt8Type>,
        nothing,
        integers::<Int64Type>,
        integers::<UInt64Type>,
    ];
    match kind {
        Kind::Text | Kind::Integer => INTEGERS,
        Kind::Millis => &[integers::<Int64Type>, integers::<Int32Type>, integers::<UInt64Type>, decimals, decimals, durations, floats, nothing],
        Kind::Bool => &[truths, truths, truths, integers::<Int8Type>, nothing],
        Kind::Day => &[days, days, days, day_millis, civil_days, nothing],
        Kind::Moment => &[
            instants::<TimestampMicrosecondType>,
            instants::<TimestampSecondType>,
            instants::<TimestampMillisecondType>,
            instants::<TimestampNanosecondType>,
            civil::<TimestampMicrosecondType>,
            civil::<TimestampSecondType>,
            civil::<TimestampMillisecondType>,
            civil::<TimestampNanosecondType>,
            nothing,
        ],
        Kind::Word(_) => &[nothing],
    }
}

fn nothing(cells: &Cells<'_>) -> Option<ArrayRef> {
    cells.iter().all(Option::is_none).then(|| Arc::new(NullArray::new(cells.len())) as ArrayRef)
}

/// Values that are written exactly as the cells are.
fn values<T>(cells: &Cells<'_>, value: impl Fn(&str) -> Option<T>) -> Option<Vec<Option<T>>> {
    cells.iter().map(|cell| cell.map_or(Some(None), |text| value(text).map(Some))).collect()
}

fn primitive<T: ArrowPrimitiveType>(cells: &Cells<'_>, value: impl Fn(&str) -> Option<T::Native>) -> Option<PrimitiveArray<T>> {
    Some(PrimitiveArray::from_iter(values(cells, value)?))
}

fn integers<T: ArrowPrimitiveType<Native: TryFrom<i128>>>(cells: &Cells<'_>) -> Option<ArrayRef> {
    let number = |text: &str| text.parse::<i128>().ok().filter(|number| number.to_string() == text);
    Some(Arc::new(primitive::<T>(cells, |text| number(text).and_then(|number| T::Native::try_from(number).ok()))?))
}

fn truths(cells: &Cells<'_>) -> Option<ArrayRef> {
    let truth = |text: &str| match text {
        "true" => Some(true),
        "false" => Some(false),
        _ => None,
    };
    Some(Arc::new(BooleanArray::from(values(cells, truth)?)))
}

fn day(text: &str) -> Option<i32> {
    text.parse::<Day>().ok().filter(|day| day.to_string() == text).map(|day| day.0)
}

fn days(cells: &Cells<'_>) -> Option<ArrayRef> {
    Some(Arc::new(primitive::<Date32Type>(cells, day)?))
}

fn day_millis(cells: &Cells<'_>) -> Option<ArrayRef> {
    Some(Arc::new(primitive::<Date64Type>(cells, |text| Some(i64::from(day(text)?) * 86_400_000))?))
}

fn civil_days(cells: &Cells<'_>) -> Option<ArrayRef> {
    Some(Arc::new(primitive::<TimestampSecondType>(cells, |text| Some(i64::from(day(text)?) * 86_400))?))
}

/// Microseconds in a unit, if nothing is lost.
fn in_unit<T: ArrowTimestampType>(micros: i64) -> Option<i64> {
    use arrow_schema::TimeUnit::{Microsecond, Millisecond, Nanosecond, Second};
    let whole = |divisor: i64| (micros % divisor == 0).then(|| micros / divisor);
    match T::UNIT {
        Second => whole(1_000_000),
        Millisecond => whole(1_000),
        Microsecond => Some(micros),
        Nanosecond => micros.checked_mul(1_000),
    }
}

fn moment(text: &str) -> Option<i64> {
    Moment::parse(text).filter(|moment| moment.to_string() == text).map(|moment| moment.0)
}

fn instants<T: ArrowTimestampType>(cells: &Cells<'_>) -> Option<ArrayRef> {
    Some(Arc::new(primitive::<T>(cells, |text| in_unit::<T>(moment(text)?))?.with_timezone("+00:00")))
}

/// Without a zone: the clock of Shanghai.
fn civil<T: ArrowTimestampType>(cells: &Cells<'_>) -> Option<ArrayRef> {
    Some(Arc::new(primitive::<T>(cells, |text| in_unit::<T>(moment(text)? + 8 * 3_600_000_000))?))
}

/// Milliseconds whose shortest decimal text this is, in microseconds.
fn micros(text: &str) -> Option<i64> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let fraction = fraction.parse::<i64>().ok().filter(|_| fraction.len() == 1)?;
    let micros = whole.parse::<i64>().ok()?.checked_mul(1_000)?.checked_add(fraction * 100)?;
    (micros >= 0 && Micros(micros).to_string() == text).then_some(micros)
}

fn decimals(cells: &Cells<'_>) -> Option<ArrayRef> {
    let decimals = primitive::<Decimal128Type>(cells, |text| micros(text).map(i128::from))?;
    Some(Arc::new(decimals.with_precision_and_scale(30, 3).ok()?))
}

fn durations(cells: &Cells<'_>) -> Option<ArrayRef> {
    Some(Arc::new(primitive::<DurationMicrosecondType>(cells, micros)?))
}

fn floats(cells: &Cells<'_>) -> Option<ArrayRef> {
    let float = |text: &str| text.parse::<f64>().ok().filter(|float| float.abs() < 1e15 && float.to_string() == text);
    Some(Arc::new(primitive::<Float64Type>(cells, float)?))
}

/// Keys of any width; values may stand twice, stand for nothing, or be null.
fn dictionary(cells: &Cells<'_>, build: Build, dress: Dress, dice: &mut Dice) -> Option<ArrayRef> {
    let mut values: Vec<Option<&str>> = Vec::new();
    let mut keys: Vec<Option<usize>> = Vec::new();
    let repeats = dice.below(2) == 0;
    for cell in cells {
        let known = values.iter().position(|value| value == cell);
        let key = match known {
            _ if cell.is_none() && (!dress.any_dictionary || dice.below(2) == 0) => None,
            Some(known) if !(repeats && dice.below(3) == 0) => Some(known),
            _ => {
                values.push(*cell);
                Some(values.len() - 1)
            }
        };
        keys.push(key);
    }
    let values = build(&values)?;
    let dress: fn(&[Option<usize>], ArrayRef) -> ArrayRef = dice.pick(&[
        keyed::<Int8Type>,
        keyed::<Int16Type>,
        keyed::<Int32Type>,
        keyed::<Int64Type>,
        keyed::<UInt8Type>,
        keyed::<UInt16Type>,
        keyed::<UInt32Type>,
        keyed::<UInt64Type>,
    ]);
    Some(dress(&keys, values))
}

fn keyed<K: ArrowDictionaryKeyType<Native: TryFrom<usize>>>(keys: &[Option<usize>], values: ArrayRef) -> ArrayRef {
    let keys: PrimitiveArray<K> = keys.iter().map(|key| key.and_then(|key| K::Native::try_from(key).ok())).collect();
    Arc::new(DictionaryArray::try_new(keys, values).unwrap())
}
