//! A single value of JSON: whatever is nested below it is refused where it begins, unread.

use std::fmt;

use serde::de::{Error, MapAccess, SeqAccess, Visitor};

use crate::{Code, Problem};

/// A value without parts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Scalar<'a> {
    /// null
    Null,
    /// true or false
    Bool(bool),
    /// A whole number that fits 64 bits.
    Whole(i128),
    /// Any other number.
    Number(f64),
    /// Text.
    Text(&'a str),
}

/// Where a problem is kept until the reader of JSON has stopped: its own errors quote the values that they are about.
pub(crate) type Refusal = Option<Problem>;

/// Stops the reader for a reason.
pub(crate) fn refuse<E: Error>(refusal: &mut Refusal, problem: Problem) -> E {
    *refusal = Some(problem);
    E::custom("refused")
}

/// Reads one value and hands it to `take`.
pub(crate) struct Leaf<'a> {
    pub take: &'a mut dyn FnMut(Scalar<'_>) -> Result<(), Problem>,
    pub refusal: &'a mut Refusal,
    /// What and where, for the message when something is nested here.
    pub place: &'a dyn Fn() -> String,
}

impl Leaf<'_> {
    fn give<E: Error>(self, scalar: Scalar<'_>) -> Result<(), E> {
        (self.take)(scalar).map_err(|problem| refuse(self.refusal, problem))
    }

    fn nested<E: Error>(self) -> E {
        let message = format!("{}: a single value belongs here, nothing may be nested; send a text, a number, true, false or null", (self.place)());
        refuse(self.refusal, Problem::new(Code::TooDeep, message))
    }
}

/// Lets a visitor stand where serde wants a seed.
macro_rules! seed {
    ($visitor:ident $value:ty = $method:ident) => {
        impl<'de> serde::de::DeserializeSeed<'de> for $visitor<'_> {
            type Value = $value;

            fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<$value, D::Error> {
                deserializer.$method(self)
            }
        }
    };
}
pub(crate) use seed;

seed!(Leaf() = deserialize_any);

impl<'de> Visitor<'de> for Leaf<'_> {
    type Value = ();

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a text, a number, true, false or null")
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        self.give(Scalar::Null)
    }

    fn visit_bool<E: Error>(self, truth: bool) -> Result<(), E> {
        self.give(Scalar::Bool(truth))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<(), E> {
        self.give(Scalar::Whole(number.into()))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<(), E> {
        self.give(Scalar::Whole(number.into()))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<(), E> {
        self.give(Scalar::Number(number))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        self.give(Scalar::Text(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, _: A) -> Result<(), A::Error> {
        Err(self.nested())
    }

    fn visit_map<A: MapAccess<'de>>(self, _: A) -> Result<(), A::Error> {
        Err(self.nested())
    }
}
