//! Ids of columns: the n-th column of the table has an id in one of three forms.

use crate::{
    options::{Ids, Options},
    random::{derive, mix},
    sheet::Cell,
};

/// Makes ids. Columns of a site are in the order of their ids, whatever the form.
#[derive(Clone, Copy, Debug)]
pub(crate) struct IdForm {
    form: Ids,
    seed: u64,
    columns: u64,
    width: usize,
}

/// Ids of the columns of one site, ascending.
pub(crate) struct SiteIds {
    form: IdForm,
    first: u64,
    /// Only for sparse ids, which must be sorted.
    sparse: Vec<i64>,
}

impl IdForm {
    pub(crate) fn of(options: &Options) -> IdForm {
        // Ids beyond the columns are of the same width: one a site at most.
        let width = (options.all_columns() + options.sites).to_string().len().max(8);
        IdForm { form: options.ids, seed: options.seed, columns: options.columns, width }
    }

    pub(crate) fn is_text(&self) -> bool {
        self.form == Ids::Text
    }

    /// Ids of the columns of a site.
    pub(crate) fn site(self, index: u64) -> SiteIds {
        let first = index * self.columns;
        let mut sparse = Vec::new();
        if self.form == Ids::Sparse {
            sparse.extend((first..first + self.columns).map(|number| self.sparse(number)));
            sparse.sort_unstable();
        }
        SiteIds { form: self, first, sparse }
    }

    /// The id with a number of its own beyond the columns.
    pub(crate) fn beyond(&self, number: u64) -> Cell {
        self.cell(number, || self.sparse(number))
    }

    fn cell(&self, number: u64, sparse: impl Fn() -> i64) -> Cell {
        match self.form {
            Ids::Dense => Cell::Integer(number as i64),
            Ids::Sparse => Cell::Integer(sparse()),
            Ids::Text => Cell::Text(self.text(number).into()),
        }
    }

    /// `C00000042-xy`, put together by hand: shuffled rows need one each.
    pub(crate) fn text(&self, number: u64) -> String {
        let check = derive(self.seed, number);
        let mut text = String::with_capacity(self.width + 4);
        text.push('C');
        let mut unit = 10u64.pow(self.width as u32 - 1);
        while unit > 0 {
            text.push(char::from(b'0' + (number / unit % 10) as u8));
            unit /= 10;
        }
        text.push('-');
        text.extend([0, 8].map(|shift| char::from(b'a' + ((check >> shift) % 26) as u8)));
        text
    }

    /// A bijection on 63 bits.
    fn sparse(&self, number: u64) -> i64 {
        const MASK: u64 = i64::MAX as u64;
        let once = number.wrapping_add(mix(self.seed)).wrapping_mul(0xbf58_476d_1ce4_e5b9) & MASK;
        let twice = (once ^ (once >> 31)).wrapping_mul(0x94d0_49bb_1331_11eb) & MASK;
        (twice ^ (twice >> 32)) as i64
    }
}

impl SiteIds {
    /// Id of the n-th column of the site.
    pub(crate) fn cell(&self, column: usize) -> Cell {
        self.form.cell(self.first + column as u64, || self.sparse[column])
    }

    /// Sparse ids of the site, ascending; none in the other forms.
    pub(crate) fn sparse(&self) -> &[i64] {
        &self.sparse
    }
}
