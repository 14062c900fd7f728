//! Everything that can be odd about a site: one variant each, with a function of its own that changes the plan of the site, and with it
//! what is true of it. A site has one anomaly at most; one that needs more ordinary columns than the site has is left out.

mod columns;
mod parents;
mod sites;
mod tickets;
mod updates;
mod visits;

use crate::{options::Options, random::Stream, site::Site};

type Apply = fn(&mut Site, &Options, &mut Stream) -> bool;

macro_rules! anomalies {
    ($($(#[doc = $doc:literal])+ $variant:ident $name:literal $apply:path),+ $(,)?) => {
        /// What is odd about a site, and what it does to the truth. `+1` stands for one proven instance, `+0..1` for one that is
        /// possible and not proven; a count that is possibly on its limit and not proven to be is not assessed. A ragged CSV row is
        /// missing from the list, since Parquet cannot hold one and both formats shall hold the same rows.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Anomaly { $($(#[doc = $doc])+ $variant),+ }

        impl Anomaly {
            /// All anomalies.
            ///
            /// ```
            /// use gov_site_generate::Anomaly;
            /// assert!(Anomaly::ALL.contains(&Anomaly::ParentCycle));
            /// assert_eq!(Anomaly::ParentCycle.name(), "parent_cycle");
            /// ```
            pub const ALL: &'static [Anomaly] = &[$(Anomaly::$variant),+];

            /// Name in `truth/anomalies.csv`.
            pub const fn name(self) -> &'static str {
                match self { $(Anomaly::$variant => $name),+ }
            }

            fn function(self) -> Apply {
                match self { $(Anomaly::$variant => $apply),+ }
            }
        }
    };
}

anomalies! {
    /// A column without any item: +1 blank and overdue.
    BlankColumn "blank_column" columns::blank,
    /// Up to three columns of news, notices or policies without an item in their window: each +1 core and overdue.
    StaleColumns "stale_columns" columns::stale,
    /// A news column whose only item shows no date (`not_shown`): stale, not blank; +1 core and overdue.
    UndatedItem "undated_item" updates::undated,
    /// A stale news column with an item whose date the supplier could not read: +0..1 core and overdue.
    UnreadableItem "unreadable_item" updates::unreadable,
    /// A stale news column with an item whose date cell holds no date (rejected row): +0..1 core and overdue.
    BadDateCell "bad_date_cell" updates::bad_date,
    /// A news column whose only item is dated 1899 (rejected row that proves an item): not blank; +0..1 core and overdue.
    DateOutOfRange "date_out_of_range" updates::out_of_range,
    /// A stale column with an item dated later than it was observed, before the checkpoint: an update all the same; no effect.
    FutureDatedItem "future_dated_item" updates::future_dated,
    /// A news column whose only item is dated after the checkpoint: not blank, but stale; +1 core and overdue.
    ItemAfterCheckpoint "item_after_checkpoint" updates::after_checkpoint,
    /// A stale news column with an item without the compulsory address (rejected row): +0..1 core and overdue.
    MissingAddress "missing_address" updates::missing_address,
    /// Updates of a column that is not in the table of columns: rejected, charged to nobody; no effect.
    UnknownColumn "unknown_column" updates::unknown_column,
    /// One row of an update twice: both count as they stand; no effect.
    RepeatedUpdate "repeated_update" updates::repeated,
    /// One row of the table of columns twice: collapses; no effect.
    RepeatedColumn "repeated_column" columns::repeated,
    /// Two rows of one column with different names: both rejected; +0..2 in all clauses on columns.
    ConflictingColumn "conflicting_column" columns::conflicting,
    /// A column whose parent belongs to another site: rejected, +0..1 in all clauses on columns; leaves without items may be headings.
    ForeignParent "foreign_parent" parents::foreign,
    /// Two columns above each other: rejected, +0..2 in all clauses on columns; leaves without items may be headings.
    ParentCycle "parent_cycle" parents::cycle,
    /// A heading of news over three columns without a kind, one of them stale by the kind inherited: +1 core and overdue.
    ColumnTree "column_tree" parents::tree,
    /// A column with neither kind nor parent: rejected, +0..1 in all clauses on columns.
    ColumnWithoutKind "column_without_kind" columns::without_kind,
    /// A column with a kind that is in no list: rejected, +0..1 in all clauses on columns.
    UnknownWord "unknown_word" columns::unknown_word,
    /// A column without its compulsory name: rejected, +0..1 in all clauses on columns.
    MissingName "missing_name" columns::missing_name,
    /// A stale column that redirects: leaves all counts.
    RedirectingColumn "redirecting_column" columns::redirecting,
    /// A stale column on a finished topic: leaves all counts.
    FinishedTopic "finished_topic" columns::finished,
    /// A stale column that was closed on the checkpoint or before: leaves all counts.
    ClosedColumn "closed_column" columns::closed,
    /// A news column without an update that was opened inside its window: excused, no effect.
    OpenedInWindow "opened_in_window" columns::opened,
    /// Two stale news columns with one address: the smaller id stays; +1 core and overdue.
    RepeatedAddress "repeated_address" columns::repeated_address,
    /// A stale column with an approved exemption: leaves all counts.
    ApprovedExemption "approved_exemption" sites::approved_exemption,
    /// A stale news column with an exemption that nobody approved: +1 core and overdue.
    UnapprovedExemption "unapproved_exemption" sites::unapproved_exemption,
    /// A stale news column with an exemption whose row is rejected: it may leave; +0..1 core and overdue.
    RejectedExemption "rejected_exemption" sites::rejected_exemption,
    /// The site is exempt from one clause on columns: not applicable there.
    ExemptClause "exempt_clause" sites::exempt_clause,
    /// Somebody did not see all columns (incomplete, a gap, more items than rows): stale and blank ones are only possible, and the
    /// clauses on columns cannot pass.
    CoverageIncomplete "coverage_incomplete" sites::coverage_incomplete,
    /// A rejected coverage row on all columns: as an incomplete one.
    RejectedCoverage "rejected_coverage" sites::rejected_coverage,
    /// A stale news column that could not be read (login needed): +0..1 core and overdue.
    CoverageGap "coverage_gap" sites::coverage_gap,
    /// Visits that the monitor spoiled, or a whole day of them: they leave the count; under twenty slots a day is not assessed.
    MonitorFault "monitor_fault" visits::monitor_fault,
    /// Visits that met a challenge page, some of them repeated by a person and answered: the others are possible failures.
    ChallengeAndManual "challenge_and_manual" visits::challenge,
    /// Visits with status 403 and the like, as many as the limit: possible failures.
    SuspectedStatus "suspected_status" visits::suspected,
    /// A day with too few visits: visits are not assessed.
    TooFewVisits "too_few_visits" visits::too_few,
    /// A visit whose time is none, or whose status is out of range: rejected, a possible failure.
    BadVisit "bad_visit" visits::bad,
    /// Visits of a site that is not in the registry: rejected, charged to nobody; no effect.
    UnknownSite "unknown_site" visits::unknown_site,
    /// Failed visits to another address than the filed one: not counted.
    VisitElsewhere "visit_elsewhere" visits::elsewhere,
    /// A site that moved and filed its address late, in the visit week: a finding without effect on the outcome.
    MovedAddress "moved_address" sites::moved_address,
    /// A filed address whose row is rejected: visits are not assessed.
    RejectedAddress "rejected_address" sites::rejected_address,
    /// A site opened inside the visit week: visits are not assessed.
    OpenedInWeek "opened_in_week" sites::opened_in_week,
    /// Closed with approval: excluded.
    ClosedSite "closed_site" sites::closed,
    /// Suspended with approval, the checkpoint being the last day: excluded.
    SuspendedSite "suspended_site" sites::suspended,
    /// Exempt with approval: excluded.
    ExemptSite "exempt_site" sites::exempt,
    /// Closed without approval: judged as it stands.
    ClosedUnapproved "closed_unapproved" sites::closed_unapproved,
    /// A state that is in no list: rejected, and nothing of the site is assessed.
    UnknownState "unknown_state" sites::unknown_state,
    /// A site row without its compulsory sponsor: the site stays, and nothing of it is assessed.
    LostSite "lost_site" sites::lost,
    /// A message that waited more than three months: +1.
    UnansweredTicket "unanswered_ticket" tickets::unanswered,
    /// A message answered one day after three months: +1.
    LateAnswer "late_answer" tickets::late,
    /// An answer after the checkpoint, too late: +1.
    AnswerAfterCheckpoint "answer_after_checkpoint" tickets::after_checkpoint,
    /// A complex case with an extension recorded in time: no effect on vetoes.
    ComplexExtension "complex_extension" tickets::complex,
    /// A survey that nobody answered: no consultation, no effect.
    SurveyTicket "survey_ticket" tickets::survey,
    /// An unanswered message of unknown validity: +0..1.
    UnknownValidity "unknown_validity" tickets::unknown_validity,
    /// A message answered before it was submitted: rejected, +0..1.
    DatesOutOfOrder "dates_out_of_order" tickets::out_of_order,
    /// One ticket twice: collapses; no effect.
    RepeatedTicket "repeated_ticket" tickets::repeated,
    /// Two rows of one ticket with different dates: both rejected, +0..2.
    ConflictingTicket "conflicting_ticket" tickets::conflicting,
    /// A confirmed review: +1 serious error.
    ConfirmedReview "confirmed_review" tickets::confirmed_review,
    /// A suspected review: +0..1.
    SuspectedReview "suspected_review" tickets::suspected_review,
    /// A dismissed review: no effect.
    DismissedReview "dismissed_review" tickets::dismissed_review,
    /// Two rows of one review, confirmed and dismissed: both rejected, +0..2.
    ConflictingReview "conflicting_review" tickets::conflicting_review,
}

impl Anomaly {
    /// Changes the plan of a site; false if the site has too few ordinary columns for it.
    pub(crate) fn apply(self, site: &mut Site, options: &Options, stream: &mut Stream) -> bool {
        self.function()(site, options, stream)
    }
}
