//! Formats of cells.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

/// On every computer with Chinese Excel or WPS; LibreOffice takes its own Song.
const FONT: &str = "宋体";
const LINE: Color = Color::RGB(0xBFBFBF);

pub(super) const RED: Color = Color::RGB(0xFFC7CE);
pub(super) const DARK_RED: Color = Color::RGB(0x9C0006);
pub(super) const AMBER: Color = Color::RGB(0xFFEB9C);
pub(super) const DARK_AMBER: Color = Color::RGB(0x7F6000);
pub(super) const GREEN: Color = Color::RGB(0xC6EFCE);
pub(super) const DARK_GREEN: Color = Color::RGB(0x006100);
pub(super) const BLUE: Color = Color::RGB(0xDDEBF7);
pub(super) const GREY: Color = Color::RGB(0x7F7F7F);

/// A cell in the font of the workbook.
pub(super) fn base() -> Format {
    Format::new().set_font_name(FONT).set_font_size(10.5).set_align(FormatAlign::Top)
}

/// A cell of a table.
pub(super) fn bordered() -> Format {
    base().set_border(FormatBorder::Thin).set_border_color(LINE)
}

/// Formats of the cells of results.
pub(super) struct Formats {
    pub heading: Format,
    /// The second line of a heading.
    pub name: Format,
    pub strong: Format,
    pub text: Format,
    pub id: Format,
    pub word: Format,
    pub count: Format,
    pub percent: Format,
    pub share: Format,
    pub day: Format,
    pub moment: Format,
}

impl Formats {
    pub(super) fn new() -> Formats {
        Formats {
            heading: bordered().set_bold().set_background_color(BLUE).set_align(FormatAlign::Center).set_align(FormatAlign::VerticalCenter).set_text_wrap(),
            name: Format::new().set_font_name("Arial").set_font_size(8).set_font_color(GREY),
            strong: Format::new().set_font_name(FONT).set_font_size(10.5).set_bold(),
            text: bordered().set_text_wrap(),
            id: bordered().set_num_format("@"),
            word: bordered().set_align(FormatAlign::Center),
            count: bordered().set_num_format("0"),
            percent: bordered().set_num_format("0.00"),
            share: bordered().set_num_format("0.0%"),
            day: bordered().set_num_format("yyyy-mm-dd").set_align(FormatAlign::Center),
            moment: bordered().set_num_format("yyyy-mm-dd hh:mm:ss").set_align(FormatAlign::Center),
        }
    }

    /// The formats of a list of labels and values, where all begins at the left.
    pub(super) fn of_list() -> Formats {
        let left = |format: Format| format.set_align(FormatAlign::Left).set_text_wrap();
        let Formats { heading, name, strong, text, id, word, count, percent, share, day, moment } = Formats::new();
        let (heading, id, word, count, percent) = (left(heading), left(id), left(word), left(count), left(percent));
        Formats { heading, name, strong, text, id, word, count, percent, share, day, moment }
    }
}
