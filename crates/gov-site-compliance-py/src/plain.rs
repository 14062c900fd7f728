//! Values of the crates as plain objects of Python: what `json.loads` makes of their JSON, without the text between.
//!
//! pythonize does the same, for an older pyo3 than Arrow's.

use std::{cell::RefCell, collections::HashMap, fmt};

use foldhash::fast::RandomState;
use pyo3::{
    IntoPyObjectExt,
    prelude::*,
    types::{PyDict, PyList, PyString},
};
use serde::{
    Serialize, Serializer,
    ser::{self, Impossible, SerializeMap, SerializeSeq, SerializeStruct},
};

use crate::error::ComplianceError;

/// The value as dictionaries, lists, texts, numbers, bools and None.
pub fn object<'py>(py: Python<'py>, value: &impl Serialize) -> PyResult<Bound<'py, PyAny>> {
    value.serialize(Plain(py)).map_err(|fault| fault.0)
}

/// Names of fields and of variants by where they stand in the program.
type Words = HashMap<(usize, usize), Py<PyString>, RandomState>;

thread_local! {
    /// Each of them an object once, for all values.
    static WORDS: RefCell<Words> = RefCell::default();
}

fn word<'py>(py: Python<'py>, word: &'static str) -> Bound<'py, PyString> {
    let place = (word.as_ptr().addr(), word.len());
    WORDS.with_borrow_mut(|words| words.entry(place).or_insert_with(|| PyString::intern(py, word).unbind()).bind(py).clone())
}

/// What Python raised meanwhile.
#[derive(Debug)]
struct Fault(PyErr);

impl fmt::Display for Fault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(out)
    }
}

impl std::error::Error for Fault {}

impl From<PyErr> for Fault {
    fn from(error: PyErr) -> Fault {
        Fault(error)
    }
}

impl ser::Error for Fault {
    fn custom<T: fmt::Display>(text: T) -> Fault {
        Fault(ComplianceError::new_err(text.to_string()))
    }
}

/// A kind of value that JSON would write in a form of serde's own; no type of the crates has one.
fn no_form<T>(kind: &str) -> Result<T, Fault> {
    Err(ser::Error::custom(format!("{kind} has no plain form")))
}

#[derive(Clone, Copy)]
struct Plain<'py>(Python<'py>);

type Made<'py> = Result<Bound<'py, PyAny>, Fault>;

macro_rules! as_they_are {
    ($($name:ident: $kind:ty),+) => { $(fn $name(self, value: $kind) -> Made<'py> {
        Ok(value.into_bound_py_any(self.0)?)
    })+ };
}

impl<'py> Serializer for Plain<'py> {
    type Ok = Bound<'py, PyAny>;
    type Error = Fault;
    type SerializeSeq = Items<'py>;
    type SerializeTuple = Impossible<Self::Ok, Fault>;
    type SerializeTupleStruct = Impossible<Self::Ok, Fault>;
    type SerializeTupleVariant = Impossible<Self::Ok, Fault>;
    type SerializeMap = Fields<'py>;
    type SerializeStruct = Fields<'py>;
    type SerializeStructVariant = Impossible<Self::Ok, Fault>;

    as_they_are! {
        serialize_bool: bool, serialize_i8: i8, serialize_i16: i16, serialize_i32: i32, serialize_i64: i64, serialize_u8: u8, serialize_u16: u16,
        serialize_u32: u32, serialize_u64: u64, serialize_f32: f32, serialize_f64: f64, serialize_char: char
    }

    fn serialize_str(self, text: &str) -> Made<'py> {
        Ok(PyString::new(self.0, text).into_any())
    }

    fn serialize_bytes(self, _: &[u8]) -> Made<'py> {
        no_form("bytes")
    }

    fn serialize_none(self) -> Made<'py> {
        Ok(self.0.None().into_bound(self.0))
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Made<'py> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Made<'py> {
        self.serialize_none()
    }

    fn serialize_unit_struct(self, _: &'static str) -> Made<'py> {
        self.serialize_none()
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Made<'py> {
        Ok(word(self.0, variant).into_any())
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Made<'py> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(self, _: &'static str, _: u32, _: &'static str, _: &T) -> Made<'py> {
        no_form("a variant with a value")
    }

    fn serialize_seq(self, length: Option<usize>) -> Result<Items<'py>, Fault> {
        Ok(Items { plain: self, made: Vec::with_capacity(length.unwrap_or(0)) })
    }

    fn serialize_tuple(self, _: usize) -> Result<Self::SerializeTuple, Fault> {
        no_form("a tuple")
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Self::SerializeTupleStruct, Fault> {
        no_form("a tuple")
    }

    fn serialize_tuple_variant(self, _: &'static str, _: u32, _: &'static str, _: usize) -> Result<Self::SerializeTupleVariant, Fault> {
        no_form("a variant with values")
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Fields<'py>, Fault> {
        Ok(Fields { plain: self, made: PyDict::new(self.0), key: None })
    }

    fn serialize_struct(self, _: &'static str, length: usize) -> Result<Fields<'py>, Fault> {
        self.serialize_map(Some(length))
    }

    fn serialize_struct_variant(self, _: &'static str, _: u32, _: &'static str, _: usize) -> Result<Self::SerializeStructVariant, Fault> {
        no_form("a variant with values")
    }
}

/// A list that is being made.
struct Items<'py> {
    plain: Plain<'py>,
    made: Vec<Bound<'py, PyAny>>,
}

impl<'py> SerializeSeq for Items<'py> {
    type Ok = Bound<'py, PyAny>;
    type Error = Fault;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Fault> {
        self.made.push(value.serialize(self.plain)?);
        Ok(())
    }

    fn end(self) -> Made<'py> {
        Ok(PyList::new(self.plain.0, self.made)?.into_any())
    }
}

/// A dictionary that is being made, of a structure or of a map.
struct Fields<'py> {
    plain: Plain<'py>,
    made: Bound<'py, PyDict>,
    key: Option<Bound<'py, PyAny>>,
}

impl<'py> SerializeStruct for Fields<'py> {
    type Ok = Bound<'py, PyAny>;
    type Error = Fault;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), Fault> {
        Ok(self.made.set_item(word(self.plain.0, name), value.serialize(self.plain)?)?)
    }

    fn end(self) -> Made<'py> {
        Ok(self.made.into_any())
    }
}

impl<'py> SerializeMap for Fields<'py> {
    type Ok = Bound<'py, PyAny>;
    type Error = Fault;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Fault> {
        self.key = Some(key.serialize(self.plain)?);
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Fault> {
        let key = self.key.take().map_or_else(|| no_form("a value without its key"), Ok)?;
        Ok(self.made.set_item(key, value.serialize(self.plain)?)?)
    }

    fn end(self) -> Made<'py> {
        Ok(self.made.into_any())
    }
}
