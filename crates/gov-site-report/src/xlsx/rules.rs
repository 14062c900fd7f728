//! Colours by rule.

use rust_xlsxwriter::{ConditionalFormatCell, ConditionalFormatCellRule, ConditionalFormatDataBar, ConditionalFormatType, Format, Worksheet};

use super::{
    XlsxError,
    formats::{AMBER, DARK_AMBER, DARK_GREEN, DARK_RED, GREEN, RED},
};

/// From this share of a limit on, a site is close to it. Colours hang on it, and nothing else.
const NEAR: f64 = 0.8;

/// How cells of a column get their colour.
#[derive(Clone, Copy)]
pub(super) enum Rule {
    /// Red where the cell holds the word.
    Red(&'static str),
    /// Amber where the cell holds the word.
    Amber(&'static str),
    /// Green where the cell holds the word.
    Green(&'static str),
    /// Red above zero.
    RedAboveZero,
    /// A bar up to the limit; amber near it, red from it on.
    Margin,
}

impl Rule {
    /// Applies the rule to rows 1 to `last` of a column.
    pub(super) fn apply(self, sheet: &mut Worksheet, column: u16, last: u32) -> Result<(), XlsxError> {
        let mut add = |rule: ConditionalFormatCell| sheet.add_conditional_format(1, column, last, column, &rule).map(|_| ());
        match self {
            Rule::Red(word) => add(cell(ConditionalFormatCellRule::EqualTo(word), red()))?,
            Rule::Amber(word) => add(cell(ConditionalFormatCellRule::EqualTo(word), amber()))?,
            Rule::Green(word) => add(cell(ConditionalFormatCellRule::EqualTo(word), green()))?,
            Rule::RedAboveZero => add(cell(ConditionalFormatCellRule::GreaterThan(0), red()))?,
            Rule::Margin => {
                let bar = ConditionalFormatDataBar::new().set_fill_color(AMBER).set_solid_fill(true).set_border_off(true);
                let bar = bar.set_minimum(ConditionalFormatType::Number, 0).set_maximum(ConditionalFormatType::Number, 1);
                sheet.add_conditional_format(1, column, last, column, &bar)?;
                let mut add = |rule: ConditionalFormatCell| sheet.add_conditional_format(1, column, last, column, &rule).map(|_| ());
                add(cell(ConditionalFormatCellRule::GreaterThanOrEqualTo(1), Format::new().set_bold().set_font_color(DARK_RED)))?;
                add(cell(ConditionalFormatCellRule::GreaterThanOrEqualTo(NEAR), Format::new().set_bold().set_font_color(DARK_AMBER)))?;
            }
        }
        Ok(())
    }
}

fn cell<T: rust_xlsxwriter::IntoConditionalFormatValue>(rule: ConditionalFormatCellRule<T>, format: Format) -> ConditionalFormatCell {
    ConditionalFormatCell::new().set_rule(rule).set_format(format).set_stop_if_true(true)
}

fn red() -> Format {
    Format::new().set_background_color(RED).set_font_color(DARK_RED)
}

fn amber() -> Format {
    Format::new().set_background_color(AMBER).set_font_color(DARK_AMBER)
}

fn green() -> Format {
    Format::new().set_background_color(GREEN).set_font_color(DARK_GREEN)
}
