//! Switches: readings of the rules that are less than 85 % sure, each with its default first.

use alloc::string::String;

/// Declares the switches: one closed list each, and the struct that holds a value of each.
macro_rules! switches {
    ($($name:ident $field:ident $key:literal $number:literal $percent:literal { $($variant:ident $code:literal $chinese:literal),+ })+) => {
        $(switch! { $name $key { $($variant $code $chinese),+ } })+

        /// A value of every switch.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
        pub struct Readings { $(#[doc = $key] pub $field: $name),+ }

        /// Every switch: key, number of the reading, how sure the default is, codes of its values (the default first).
        pub const SWITCHES: &[Switch] = &[$(Switch { key: $key, reading: $number, percent: $percent, values: &[$($code),+] }),+];

        impl Readings {
            /// The code of a switch's value.
            pub fn get(&self, key: &str) -> Option<&'static str> {
                match key { $($key => Some(self.$field.code()),)+ _ => None }
            }

            /// The readings with one switch set.
            pub fn with(mut self, key: &str, value: &str) -> Result<Readings, ReadingError> {
                match key {
                    $($key => self.$field = $name::read(value).ok_or_else(|| ReadingError::Value { value: value.into(), known: &[$($code),+] })?,)+
                    _ => return Err(ReadingError::Key(key.into())),
                }
                Ok(self)
            }
        }
    };
}

macro_rules! switch {
    ($name:ident $key:literal { $first:ident $first_code:literal $first_chinese:literal $(, $variant:ident $code:literal $chinese:literal)* }) => {
        #[doc = $key]
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
        pub enum $name { #[doc = $first_chinese] #[default] $first, $(#[doc = $chinese] $variant),* }

        impl $name {
            /// Code of the value.
            pub const fn code(self) -> &'static str {
                match self { $name::$first => $first_code, $($name::$variant => $code),* }
            }

            /// Reads a code.
            pub fn read(code: &str) -> Option<$name> {
                match code { $first_code => Some($name::$first), $($code => Some($name::$variant),)* _ => None }
            }
        }
    };
}

switches! {
    VisitSlots visit_slots "visit_slots" 10 60 { TenMinutes "ten_minutes" "每日二十个不同的十分钟时段", None "none" "每日二十次" }
    SuspectedStatus suspected_status "suspected_status" 10 75 { Possible "possible" "存疑", Failed "failed" "计为失败", Ok "ok" "计为成功" }
    CountedColumns counted_columns "counted_columns" 12 80 { Listing "listing" "只计有信息列表的栏目", All "all" "全部栏目" }
    BlankInCore blank_in_core "blank_in_core" 14 60 { No "no" "空白栏目不计入①", Yes "yes" "空白栏目计入①" }
    BlankTakesDeduction blank_takes_deduction "blank_takes_deduction" 14 70 { Yes "yes" "空白栏目按类别扣分", No "no" "空白栏目不按类别扣分" }
    LateAnswersCount late_answers_count "late_answers_count" 16 70 { Yes "yes" "逾期答复也计入", No "no" "只计未答复" }
    Extension extension "extension" 17 75 { WithinFirstLimit "within_first_limit" "首个时限内批准的延期有效", AnyTime "any_time" "任何时候批准的延期有效" }
    Promise promise "promise" 17 70 { ShorterBinds "shorter_binds" "较短的承诺有效", AlwaysBinds "always_binds" "承诺一律有效", Ignored "ignored" "不计承诺" }
    OverdueTotal overdue_total "overdue_total" 17 65 { LateAndOpen "late_and_open" "逾期答复与逾期未复", Open "open" "只计逾期未复" }
}

/// One switch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Switch {
    /// Key in `[readings]`.
    pub key: &'static str,
    /// Number of the reading.
    pub reading: u8,
    /// How sure the default is, in percent.
    pub percent: u8,
    /// Codes of its values, the default first.
    pub values: &'static [&'static str],
}

/// A switch or a value that does not exist.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReadingError {
    /// No such switch.
    #[error("there is no reading `{0}`")]
    Key(String),
    /// No such value.
    #[error("`{value}` is none of its values: {}", .known.join(", "))]
    Value {
        /// As written.
        value: String,
        /// The values there are.
        known: &'static [&'static str],
    },
}
