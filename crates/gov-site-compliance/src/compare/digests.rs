//! Which rows of two sides differ, told by 16 bytes a row.

use alloc::vec::Vec;

use sha2::{Digest, Sha256};

/// Digests of the rows of one side, in whatever order: what of SHA-256 tells billions of rows apart, so that no row that somebody
/// made up can pass for another one.
#[derive(Clone, Debug, Default)]
pub struct Digests(Vec<u128>);

/// Digests of rows that one side has more often than the other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Differing(Vec<u128>);

impl Digests {
    /// Adds the digest of a row.
    pub fn push(&mut self, digest: u128) {
        self.0.push(digest);
    }

    /// Rows that were added.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What the two sides do not have alike.
    pub fn differing(mut self, mut other: Digests) -> Differing {
        self.0.sort_unstable();
        other.0.sort_unstable();
        let (mut left, mut right) = (self.0.as_slice(), other.0.as_slice());
        let mut differing = Vec::new();
        while let Some(digest) = [left.first(), right.first()].into_iter().flatten().min().copied() {
            if take(&mut left, digest) != take(&mut right, digest) {
                differing.push(digest);
            }
        }
        Differing(differing)
    }
}

/// How often a digest stands at the front, and takes it off.
fn take(digests: &mut &[u128], digest: u128) -> usize {
    let count = digests.iter().take_while(|next| **next == digest).count();
    *digests = &digests[count..];
    count
}

impl Differing {
    /// Whether rows of this digest differ.
    pub fn contains(&self, digest: u128) -> bool {
        self.0.binary_search(&digest).is_ok()
    }

    /// Whether both sides have the same rows.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// The digest of cells, each with its length before it.
pub(super) fn of_cells<'a>(cells: impl IntoIterator<Item = &'a [u8]>) -> u128 {
    let mut hash = Sha256::new();
    for cell in cells {
        hash.update((cell.len() as u64).to_le_bytes());
        hash.update(cell);
    }
    hash.finalize().iter().take(16).fold(0, |digest, byte| digest << 8 | u128::from(*byte))
}
