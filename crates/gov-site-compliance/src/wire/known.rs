//! Words that the program itself wrote, read back as what they are in the code.

use alloc::{collections::BTreeSet, format, string::String, vec::Vec};

use serde::{Deserialize, Deserializer, de::Error};

use crate::{census::WARNING_CODES, standard::SWITCHES, verdict::NOT_APPLICABLE};

/// A word out of one of the closed lists.
pub(crate) fn word(text: &str) -> Option<&'static str> {
    let switches = SWITCHES.iter().flat_map(|switch| core::iter::once(&switch.key).chain(switch.values));
    switches.chain(WARNING_CODES).chain(NOT_APPLICABLE).copied().find(|known| *known == text)
}

fn known<E: Error>(text: &str) -> Result<&'static str, E> {
    word(text).ok_or_else(|| E::custom(format!("`{text}` is no word that this release knows")))
}

/// Keys of switches.
pub(crate) fn words<'de, D: Deserializer<'de>>(from: D) -> Result<BTreeSet<&'static str>, D::Error> {
    Vec::<String>::deserialize(from)?.iter().map(|text| known(text)).collect()
}

/// Keys of switches, each with a value.
pub(crate) fn pairs<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<(&'static str, &'static str)>, D::Error> {
    let texts = Vec::<(String, String)>::deserialize(from)?;
    texts.iter().map(|(key, value)| Ok((known(key)?, known(value)?))).collect()
}

/// Reads a type with words of the program through one that holds them as they are read; a derived reader would only take
/// text that lives for ever.
macro_rules! read_through {
    ($kind:ty, $words:ty) => {
        impl<'de> serde::Deserialize<'de> for $kind {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<$kind, D::Error> {
                <$words>::deserialize(from).map(<$kind>::from)
            }
        }
    };
}
pub(crate) use read_through;

/// One word, as a type that can be read.
#[derive(Clone, Copy)]
pub(crate) struct Word(pub &'static str);

impl<'de> Deserialize<'de> for Word {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Word, D::Error> {
        known(&String::deserialize(from)?).map(Word)
    }
}
