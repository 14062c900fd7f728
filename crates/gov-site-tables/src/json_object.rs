//! One object of JSON with its keys as they stand, repeated ones too, and its values as texts.

use std::fmt;

use gov_site_compliance::RejectCode;
use serde::{
    Deserialize, Deserializer,
    de::{MapAccess, Visitor},
};
use serde_json::value::RawValue;

use crate::held::Held;

/// The keys and values of an object.
pub(crate) struct Object<'a>(pub Vec<(String, Value<'a>)>);

/// A value as it is written.
pub(crate) struct Value<'a>(&'a RawValue);

impl Value<'_> {
    /// The cell: a number is its decimal text, as an id would be.
    pub(crate) fn held(&self) -> Held<'static> {
        let written = self.0.get();
        match written.as_bytes().first() {
            Some(b'"') => match serde_json::from_str::<String>(written) {
                Ok(text) => Held::own(text),
                Err(_) => Held::unreadable(RejectCode::NotUtf8, "UTF-8 文字", ""),
            },
            Some(b'{' | b'[') => Held::unreadable(RejectCode::NestedValue, "一个文字或数值", ""),
            _ => match written {
                "null" => Held::Empty,
                "true" => Held::Bool(true),
                "false" => Held::Bool(false),
                number => Held::own(number),
            },
        }
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Object<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Entries)
    }
}

/// Takes the entries one by one: a map would keep the last of two with one key.
struct Entries;

impl<'de> Visitor<'de> for Entries {
    type Value = Object<'de>;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Object<'de>, A::Error> {
        let mut entries = Vec::new();
        while let Some((key, value)) = map.next_entry::<String, &RawValue>()? {
            entries.push((key, Value(value)));
        }
        Ok(Object(entries))
    }
}
