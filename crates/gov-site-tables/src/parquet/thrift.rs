//! Walks Thrift's compact protocol without building anything: what a footer or a page header claims is known before the
//! Parquet reader reserves memory for it.

/// Groups and lists nest no deeper than this in any table.
const DEEPEST: usize = 24;
/// Schema elements, row groups, columns of a row group: a list of structures that is longer is no table of a census.
const LONGEST_LIST: u64 = 1 << 15;

const STOP: u8 = 0;
const TRUE: u8 = 1;
const FALSE: u8 = 2;
pub(super) const I32: u8 = 5;
pub(super) const LIST: u8 = 9;
pub(super) const STRUCT: u8 = 12;

/// A place in bytes of the compact protocol. Every step is `None` where the bytes end or make no sense.
#[derive(Clone)]
pub(super) struct Walk<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Walk<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Walk<'a> {
        Walk { bytes, at: 0 }
    }

    /// Bytes walked so far.
    pub(super) fn position(&self) -> usize {
        self.at
    }

    /// Walks a structure; `each` gets number and type of every field and says whether it walked the value itself.
    pub(super) fn structure(&mut self, each: &mut dyn FnMut(&mut Walk<'a>, i16, u8) -> Option<bool>) -> Option<()> {
        self.fields(each, 0)
    }

    /// A whole number of any width.
    pub(super) fn number(&mut self) -> Option<i64> {
        let raw = self.varint()?;
        Some((raw >> 1) as i64 ^ -((raw & 1) as i64))
    }

    /// Type and length of a list that begins here.
    pub(super) fn list(&mut self) -> Option<(u8, u64)> {
        let head = self.byte()?;
        let (kind, short) = (head & 0x0f, u64::from(head >> 4));
        let length = if short == 15 { self.varint()? } else { short };
        let fits = length <= (self.bytes.len() - self.at) as u64 && (kind != STRUCT || length <= LONGEST_LIST);
        fits.then_some((kind, length))
    }

    fn fields(&mut self, each: &mut dyn FnMut(&mut Walk<'a>, i16, u8) -> Option<bool>, depth: usize) -> Option<()> {
        let mut last = 0_i16;
        loop {
            let head = self.byte()?;
            let (kind, delta) = (head & 0x0f, i16::from(head >> 4));
            if kind == STOP {
                return Some(());
            }
            last = if delta == 0 { i16::try_from(self.number()?).ok()? } else { last.checked_add(delta)? };
            if !each(self, last, kind)? {
                self.skip(kind, depth)?;
            }
        }
    }

    fn skip(&mut self, kind: u8, depth: usize) -> Option<()> {
        if depth > DEEPEST {
            return None;
        }
        match kind {
            TRUE | FALSE => Some(()),
            3 => self.advance(1),
            4..=6 => self.varint().map(|_| ()),
            7 => self.advance(8),
            8 => {
                let length = self.varint()?;
                self.advance(usize::try_from(length).ok()?)
            }
            LIST | 10 => self.skip_list(depth),
            11 => self.skip_map(depth),
            STRUCT => self.fields(&mut |_, _, _| Some(false), depth + 1),
            13 => self.advance(16),
            _ => None,
        }
    }

    fn skip_list(&mut self, depth: usize) -> Option<()> {
        let (kind, length) = self.list()?;
        (0..length).try_for_each(|_| self.skip_item(kind, depth))
    }

    fn skip_map(&mut self, depth: usize) -> Option<()> {
        let length = self.varint()?;
        if length == 0 {
            return Some(());
        }
        let kinds = self.byte()?;
        (0..length).try_for_each(|_| self.skip_item(kinds >> 4, depth).and_then(|()| self.skip_item(kinds & 0x0f, depth)))
    }

    /// Outside structures a flag takes a byte.
    fn skip_item(&mut self, kind: u8, depth: usize) -> Option<()> {
        if [TRUE, FALSE].contains(&kind) { self.advance(1) } else { self.skip(kind, depth + 1) }
    }

    fn varint(&mut self) -> Option<u64> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Some(number);
            }
        }
        None
    }

    fn byte(&mut self) -> Option<u8> {
        let byte = *self.bytes.get(self.at)?;
        self.at += 1;
        Some(byte)
    }

    fn advance(&mut self, count: usize) -> Option<()> {
        let end = self.at.checked_add(count).filter(|end| *end <= self.bytes.len())?;
        self.at = end;
        Some(())
    }
}
