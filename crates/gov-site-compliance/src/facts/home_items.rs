//! Distinct addresses of the updates of home columns (reading 15): a set of their own, kept for these columns only.

use alloc::{
    collections::{BTreeMap, BTreeSet},
    vec::Vec,
};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::{
    model::{Column, Day, normal_url},
    standard::{Clause, Standard},
};

/// A window in which some clause counts distinct addresses up to the checkpoint, and the number from which on it asks no further.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HomeWindow {
    /// First day.
    pub first: Day,
    /// The number that is enough.
    pub enough: u32,
}

impl HomeWindow {
    /// The family whose clauses count in such a window.
    pub(crate) const FAMILY: &str = "home_update_count";

    /// What a clause of the family counts; `None` for one of another family.
    pub(crate) fn of(clause: &Clause, checkpoint: Day) -> Option<HomeWindow> {
        let (window, updates) = clause.limit("window").zip(clause.limit("updates")).filter(|_| clause.family.name == HomeWindow::FAMILY)?;
        Some(HomeWindow { first: window.window(checkpoint), enough: u32::try_from(updates.from(0)).unwrap_or(u32::MAX) })
    }

    /// Whether who counts in this window knows what the other asks.
    pub(crate) fn answers(self, other: HomeWindow) -> bool {
        self.first == other.first && self.enough >= other.enough
    }
}

/// The windows of all standards of a run, one for each first day.
pub(super) fn windows(standards: &[&Standard], checkpoint: Day) -> Vec<HomeWindow> {
    let mut windows: BTreeMap<Day, u32> = BTreeMap::new();
    for HomeWindow { first, enough } in standards.iter().flat_map(|standard| &standard.clauses).filter_map(|clause| HomeWindow::of(clause, checkpoint)) {
        let most = windows.entry(first).or_default();
        *most = enough.max(*most);
    }
    windows.into_iter().map(|(first, enough)| HomeWindow { first, enough }).collect()
}

/// An address as the first half of the SHA-256 of its normal form: short whatever its length, the same everywhere, and nobody finds two that
/// are one.
type Address = [u64; 2];

/// The dated updates of one or more columns, as distinct addresses by window; nothing for a window without any. A commutative monoid by
/// `push` and `merge`: once there are enough addresses none of them is kept, so a column takes the room of `enough - 1` at most.
///
/// ```
/// use gov_site_compliance::{Day, facts::{HomeItems, HomeWindow}};
/// let window = HomeWindow { first: Day(17_485), enough: 3 };
/// let mut items = HomeItems::default();
/// items.push(&[window], Day(17_490), Some("http://www.a.gov.cn/1.html"));
/// items.push(&[window], Day(17_491), Some("HTTP://WWW.A.GOV.CN:80/1.html#top")); // the same in another spelling
/// items.push(&[window], Day(17_484), Some("http://www.a.gov.cn/2.html")); // a day before the window
/// assert_eq!(items.distinct(window), 1);
/// let mut elsewhere = HomeItems::default();
/// for page in 2..10 {
///     elsewhere.push(&[window], Day(17_499), Some(&format!("http://www.a.gov.cn/{page}.html")));
/// }
/// items.merge(&elsewhere);
/// assert_eq!(items.distinct(window), 3, "enough; how many there are beyond is not known");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct HomeItems(Vec<WindowItems>);

/// Updates in one window.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct WindowItems {
    window: HomeWindow,
    addresses: Addresses,
    /// Updates whose address was not handed over.
    #[serde(default, skip_serializing_if = "super::is_zero")]
    unread: u32,
}

/// Distinct addresses, exact below the number that is enough.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum Addresses {
    Few(BTreeSet<Address>),
    Enough,
}

impl HomeItems {
    /// Adds an update that is dated up to the checkpoint. Without an address, since nobody handed it over, it may be any.
    pub fn push(&mut self, windows: &[HomeWindow], day: Day, url: Option<&str>) {
        windows.iter().filter(|window| window.first <= day).for_each(|window| self.window(*window).push(url));
    }

    /// Whether an update of this day would tell anything new.
    pub fn wants(&self, windows: &[HomeWindow], day: Day) -> bool {
        windows.iter().any(|window| window.first <= day && !self.of(*window).is_some_and(|items| items.addresses == Addresses::Enough))
    }

    /// Adds those of another part.
    pub fn merge(&mut self, other: &HomeItems) {
        for items in &other.0 {
            self.window(items.window).merge(items);
        }
    }

    /// Distinct addresses in a window, or the number that is enough.
    pub fn distinct(&self, window: HomeWindow) -> u64 {
        self.of(window).map_or(0, |items| items.addresses.count(window))
    }

    /// Updates in a window whose addresses are not known.
    pub fn unread(&self, window: HomeWindow) -> u64 {
        self.of(window).map_or(0, |items| u64::from(items.unread))
    }

    /// Whether there is an update in a window.
    pub fn has(&self, window: HomeWindow) -> bool {
        self.of(window).is_some()
    }

    /// Whether updates can amount to them: for those that somebody else folded.
    pub fn is_sound(&self) -> bool {
        let ascend = self.0.windows(2).all(|pair| pair[0].window < pair[1].window);
        ascend && self.0.iter().all(WindowItems::is_sound)
    }

    /// Whether all of them were counted in some of these windows.
    pub fn fit(&self, windows: &[HomeWindow]) -> bool {
        self.0.iter().all(|items| windows.contains(&items.window))
    }

    /// Writes them for the digest of facts, each part behind its length.
    pub(super) fn write(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(&(self.0.len() as u32).to_le_bytes());
        for WindowItems { window, addresses, unread } in &self.0 {
            [window.first.0 as u32, window.enough, *unread].iter().for_each(|number| out.extend_from_slice(&number.to_le_bytes()));
            match addresses {
                Addresses::Enough => out.extend_from_slice(&u32::MAX.to_le_bytes()),
                Addresses::Few(few) => {
                    out.extend_from_slice(&(few.len() as u32).to_le_bytes());
                    few.iter().flatten().for_each(|half| out.extend_from_slice(&half.to_be_bytes()));
                }
            }
        }
    }

    fn of(&self, window: HomeWindow) -> Option<&WindowItems> {
        self.0.iter().find(|items| items.window == window)
    }

    fn window(&mut self, window: HomeWindow) -> &mut WindowItems {
        let position = self.0.partition_point(|items| items.window < window);
        if self.0.get(position).is_none_or(|items| items.window != window) {
            self.0.insert(position, WindowItems { window, addresses: Addresses::Few(BTreeSet::new()), unread: 0 });
        }
        &mut self.0[position]
    }
}

impl WindowItems {
    fn push(&mut self, url: Option<&str>) {
        match (&mut self.addresses, url) {
            (Addresses::Enough, _) => {}
            (Addresses::Few(_), None) => self.unread = self.unread.saturating_add(1),
            (Addresses::Few(few), Some(url)) => {
                few.insert(address(url));
                self.close();
            }
        }
    }

    fn merge(&mut self, other: &WindowItems) {
        self.unread = self.unread.saturating_add(other.unread);
        match (&mut self.addresses, &other.addresses) {
            (Addresses::Few(few), Addresses::Few(more)) => few.extend(more),
            (whole, _) => *whole = Addresses::Enough,
        }
        self.close();
    }

    /// Lets go of everything once there are enough, so that what came first leaves no trace.
    fn close(&mut self) {
        if self.addresses.count(self.window) >= u64::from(self.window.enough) {
            (self.addresses, self.unread) = (Addresses::Enough, 0);
        }
    }

    fn is_sound(&self) -> bool {
        match &self.addresses {
            Addresses::Enough => self.unread == 0,
            Addresses::Few(few) => (few.len() as u64) < u64::from(self.window.enough) && (!few.is_empty() || self.unread > 0),
        }
    }
}

impl Addresses {
    fn count(&self, window: HomeWindow) -> u64 {
        match self {
            Addresses::Few(few) => few.len() as u64,
            Addresses::Enough => u64::from(window.enough),
        }
    }
}

/// Whether updates of a column are kept by address: it stands on the home page or, where that is only navigation, on the second level.
pub fn is_home_column(column: &Column) -> bool {
    column.on_home == Some(true) || column.on_second_level == Some(true)
}

fn address(url: &str) -> Address {
    let digest: [u8; 32] = Sha256::digest(normal_url(url).as_bytes()).into();
    let half = |start: usize| u64::from_be_bytes(core::array::from_fn(|byte| digest[start + byte]));
    [half(0), half(8)]
}
