//! Comparison of groups (reading 20).

use alloc::{
    collections::BTreeMap,
    format,
    string::{String, ToString},
    vec::Vec,
};
use core::cmp::Ordering;

use super::{Census, Decision, SitePlace, SiteResult, percent};
use crate::{model::Role, verdict::Status};

/// What sites are grouped by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum GroupBy {
    /// Role of the site.
    Role,
    /// Level of government.
    Level,
    /// Division.
    Division,
    /// Level and role together.
    LevelRole,
}

impl GroupBy {
    /// The code in JSON.
    pub const fn code(self) -> &'static str {
        match self {
            GroupBy::Role => "role",
            GroupBy::Level => "level",
            GroupBy::Division => "division",
            GroupBy::LevelRole => "level_role",
        }
    }
}

/// One group of sites.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// What it groups by.
    pub by: GroupBy,
    /// Its name: a code, `city/department`, or the division.
    pub name: String,
    /// Its name as officials read it.
    pub title: String,
    /// Sites to be judged.
    pub total: u64,
    /// Of them, judged.
    pub assessed: u64,
    /// Of them, unqualified.
    pub unqualified: u64,
    /// Sites due to be closed, excluded ones included.
    pub closures_due: u64,
    /// Of them, closed in time.
    pub closures_in_time: u64,
    /// Whether the census names it as better.
    pub better: bool,
    portal: Portal,
}

/// The portal of a division, best first: its verdict, `None` last, and its measured ÷ limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Portal {
    status: Option<Status>,
    ratio: (u128, u128),
}

impl Group {
    /// Unqualified ÷ assessed in percent with two places.
    pub fn unqualified_rate(&self) -> Option<String> {
        percent(self.unqualified, self.assessed, 2)
    }

    fn empty(by: GroupBy, name: String, title: String) -> Group {
        let portal = Portal { status: None, ratio: (0, 1) };
        Group { by, name, title, total: 0, assessed: 0, unqualified: 0, closures_due: 0, closures_in_time: 0, better: false, portal }
    }

    fn add(&mut self, site: &SiteResult, place: &SitePlace, census: &Census) {
        self.closures_due += u64::from(place.close_due_on.is_some());
        self.closures_in_time += u64::from(place.closed_in_time);
        let Decision::Judged(verdict) = &site.result else { return };
        self.total += 1;
        self.assessed += u64::from(verdict.status != Status::NotAssessed);
        self.unqualified += u64::from(verdict.status == Status::Unqualified);
        if place.role == Role::Portal {
            // Several portals: the worst counts.
            self.portal.status = self.portal.status.max(Some(verdict.status));
            let ratio = verdict.worst_ratio(&census.standard);
            if compare(ratio, self.portal.ratio).is_gt() {
                self.portal.ratio = ratio;
            }
        }
    }

    /// Best first: portal's verdict, share closed in time, share unqualified, portal's margin, name.
    fn rank(&self, other: &Group) -> Ordering {
        let portal = |group: &Group| group.portal.status.map_or(3, |status| status as u8);
        portal(self)
            .cmp(&portal(other))
            .then_with(|| compare(other.in_time(), self.in_time()))
            .then_with(|| compare(self.share_unqualified(), other.share_unqualified()))
            .then_with(|| compare(self.portal.ratio, other.portal.ratio))
            .then_with(|| self.name.cmp(&other.name))
    }

    /// Nothing due to close counts as all in time.
    fn in_time(&self) -> (u128, u128) {
        if self.closures_due == 0 { (1, 1) } else { (u128::from(self.closures_in_time), u128::from(self.closures_due)) }
    }

    /// A group without a judged site stands behind all others.
    fn share_unqualified(&self) -> (u128, u128) {
        if self.assessed == 0 { (2, 1) } else { (u128::from(self.unqualified), u128::from(self.assessed)) }
    }
}

fn compare(left: (u128, u128), right: (u128, u128)) -> Ordering {
    (left.0 * right.1).cmp(&(right.0 * left.1))
}

impl Census {
    /// All groups, by kind and name, with the better ones marked.
    pub fn groups(&self) -> Vec<Group> {
        let mut groups: BTreeMap<(GroupBy, String), Group> = BTreeMap::new();
        for site in &self.sites {
            let Some(place) = &site.place else { continue };
            for (by, name, title) in names(place) {
                let group = groups.entry((by, name.clone())).or_insert_with(|| Group::empty(by, name, title));
                group.add(site, place, self);
            }
        }
        let mut groups: Vec<Group> = groups.into_values().collect();
        self.mark_better(&mut groups);
        groups
    }

    fn mark_better(&self, groups: &mut [Group]) {
        let totals = self.totals();
        let all = (u128::from(totals.unqualified), u128::from(totals.assessed()));
        for group in groups.iter_mut().filter(|group| group.by != GroupBy::Division && group.assessed > 0) {
            group.better = compare(group.share_unqualified(), all).is_lt();
        }
        let unranked = self.standard.clause_of("group_comparison").map_or(&[][..], |clause| clause.select("unranked_divisions"));
        let mut ranked: Vec<&mut Group> = groups.iter_mut().filter(|group| group.by == GroupBy::Division && !unranked.contains(&group.name)).collect();
        ranked.sort_by(|left, right| left.rank(right));
        ranked.into_iter().take(self.header.name_best).for_each(|group| group.better = true);
    }

    /// Names of the better divisions, best first.
    pub fn better_divisions(&self) -> Vec<String> {
        let mut better: Vec<Group> = self.groups().into_iter().filter(|group| group.by == GroupBy::Division && group.better).collect();
        better.sort_by(Group::rank);
        better.into_iter().map(|group| group.name).collect()
    }
}

fn names(place: &SitePlace) -> [(GroupBy, String, String); 4] {
    let (role, level) = (place.role, place.level);
    [
        (GroupBy::Role, role.code().to_string(), format!("{}网站", role.chinese())),
        (GroupBy::Level, level.code().to_string(), format!("{}网站", level.chinese())),
        (GroupBy::Division, place.division.clone(), place.division.clone()),
        (GroupBy::LevelRole, format!("{}/{}", level.code(), role.code()), format!("{}{}", level.chinese(), role.chinese())),
    ]
}
