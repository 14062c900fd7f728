//! What came of one clause, with what was measured.

use alloc::{collections::BTreeSet, format, string::String};

use serde::{Deserialize, Serialize};

use super::Deduction;
use crate::{
    model::{Day, Gap},
    standard::{Amount, Clause, Effect, Limit},
    wire::known::{self, Word},
};

/// The four outcomes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum Judgement {
    /// The limit is not reached, whatever the gaps hide.
    Pass,
    /// The limit is reached for certain.
    Fail,
    /// The clause is not for this site, and why.
    NotApplicable(&'static str),
    /// The gaps decide.
    NotAssessed,
}

#[derive(Deserialize)]
enum JudgementWord {
    Pass,
    Fail,
    NotApplicable(Word),
    NotAssessed,
}

known::read_through!(Judgement, JudgementWord);

impl From<JudgementWord> for Judgement {
    fn from(word: JudgementWord) -> Judgement {
        match word {
            JudgementWord::Pass => Judgement::Pass,
            JudgementWord::Fail => Judgement::Fail,
            JudgementWord::NotApplicable(Word(why)) => Judgement::NotApplicable(why),
            JudgementWord::NotAssessed => Judgement::NotAssessed,
        }
    }
}

impl Judgement {
    /// The code in JSON and tables.
    pub const fn code(&self) -> &'static str {
        match self {
            Judgement::Pass => "pass",
            Judgement::Fail => "fail",
            Judgement::NotApplicable(_) => "not_applicable",
            Judgement::NotAssessed => "not_assessed",
        }
    }

    /// The word as officials read it.
    pub const fn chinese(&self) -> &'static str {
        match self {
            Judgement::Pass => "达标",
            Judgement::Fail => "不达标",
            Judgement::NotApplicable(_) => "不适用",
            Judgement::NotAssessed => "未评估",
        }
    }
}

/// What a family counts, for sentences.
#[derive(Clone, Copy, Debug)]
pub struct Phrase {
    /// English: "visits failed".
    pub english: &'static str,
    /// Chinese, between whole and count: "次访问中"; empty where the limit is no share.
    pub chinese_of: &'static str,
    /// Chinese, after the count, beginning with a measure word of one sign: "次失败".
    pub chinese: &'static str,
}

impl Phrase {
    /// The measure word (量词), with which `chinese` begins: 次.
    fn counter(&self) -> &'static str {
        self.chinese.char_indices().nth(1).map_or(self.chinese, |(end, _)| &self.chinese[..end])
    }
}

/// A count between two bounds beside its limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Measure {
    /// Proven.
    pub certain: u64,
    /// At most, if every gap hides one more.
    pub possible: u64,
    /// Of how many, where the limit is a share.
    pub of: Option<u64>,
    /// The smallest count that reaches the limit.
    pub limit: u64,
    /// The limit as a share, where it is one: above and below the line.
    pub share: Option<(u64, u64)>,
}

impl Measure {
    /// A count beside a limit.
    pub fn of_count(certain: u64, possible: u64, limit: &Limit) -> Measure {
        Measure { certain, possible, of: None, limit: limit.from(0), share: None }
    }

    /// A share beside a limit.
    pub fn of_share(certain: u64, possible: u64, of: u64, limit: &Limit) -> Measure {
        let share = match limit.amount {
            Amount::Share { numerator, denominator } => Some((numerator, denominator)),
            _ => None,
        };
        Measure { certain, possible, of: Some(of), limit: limit.from(of), share }
    }

    /// certain ≥ limit: fail; possible < limit: pass; otherwise not assessed (reading 2).
    pub fn decide(&self) -> Judgement {
        if self.certain >= self.limit {
            Judgement::Fail
        } else if self.possible < self.limit {
            Judgement::Pass
        } else {
            Judgement::NotAssessed
        }
    }

    /// Measured ÷ limit as a fraction: the margin of reading 20, at 1 or more the limit is reached.
    pub fn ratio(&self) -> (u128, u128) {
        let certain = u128::from(self.certain);
        match (self.share, self.of) {
            (Some((numerator, denominator)), Some(of)) if of > 0 => (certain * u128::from(denominator), u128::from(of) * u128::from(numerator).max(1)),
            _ => (certain, u128::from(self.limit).max(1)),
        }
    }

    /// `6 of 672 visits failed, veto from 34`; `4 of 5 blank`; `6 blank, veto from 5`.
    pub fn sentence(&self, clause: &Clause) -> String {
        let (count, phrase) = (self.range(" to "), clause.family.phrase.english);
        let consequence = match clause.effect {
            Effect::Veto => "veto from",
            Effect::Deduct => return self.of.map_or_else(|| format!("{count} {phrase}"), |of| format!("{count} of {of} {phrase}")),
            Effect::Report => "limit",
        };
        match self.of {
            Some(of) => format!("{count} of {of} {phrase}, {consequence} {}", self.limit),
            None if self.certain < self.limit => format!("{count} of {} {phrase}", self.limit),
            None => format!("{count} {phrase}, {consequence} {}", self.limit),
        }
    }

    /// The same in Chinese: `672次访问中6次失败（达到34次即单项否决）`.
    pub fn chinese(&self, clause: &Clause) -> String {
        let (count, phrase) = (self.range("至"), clause.family.phrase);
        let consequence = match clause.effect {
            Effect::Veto => "单项否决",
            Effect::Deduct => {
                return self.of.map_or_else(|| format!("{count}{}", phrase.chinese), |of| format!("{of}{}{count}{}", phrase.chinese_of, phrase.chinese));
            }
            Effect::Report => "不达标",
        };
        let limit = format!("（达到{}{}即{consequence}）", self.limit, phrase.counter());
        match self.of {
            Some(of) => format!("{of}{}{count}{}{limit}", phrase.chinese_of, phrase.chinese),
            None => format!("{count}{}{limit}", phrase.chinese),
        }
    }

    fn range(&self, between: &str) -> String {
        if self.possible > self.certain { format!("{}{between}{}", self.certain, self.possible) } else { format!("{}", self.certain) }
    }
}

/// What came of one clause at one site.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// The decision.
    pub judgement: Judgement,
    /// What was measured, kept for passes as well.
    pub measure: Option<Measure>,
    /// What was counted, where the clause takes points off.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deduction: Option<Deduction>,
    /// What is missing, also where it did not matter.
    pub gaps: BTreeSet<Gap>,
    /// Switches that had something to act on: the verdict may hang on them.
    #[serde(deserialize_with = "known::words")]
    pub readings: BTreeSet<&'static str>,
}

impl Outcome {
    /// The clause is not for this site.
    pub fn not_applicable(why: &'static str) -> Outcome {
        Outcome { judgement: Judgement::NotApplicable(why), measure: None, deduction: None, gaps: BTreeSet::new(), readings: BTreeSet::new() }
    }

    /// Nothing can be said.
    pub fn not_assessed(gap: Gap) -> Outcome {
        Outcome { judgement: Judgement::NotAssessed, measure: None, deduction: None, gaps: BTreeSet::from([gap]), readings: BTreeSet::new() }
    }

    /// What the measure decides.
    pub fn measured(measure: Measure) -> Outcome {
        Outcome { judgement: measure.decide(), measure: Some(measure), deduction: None, gaps: BTreeSet::new(), readings: BTreeSet::new() }
    }

    /// Adds what is missing.
    pub fn with_gaps(mut self, gaps: impl IntoIterator<Item = Gap>) -> Outcome {
        self.gaps.extend(gaps);
        self
    }

    /// Adds switches that had something to act on.
    pub fn with_readings(mut self, readings: impl IntoIterator<Item = &'static str>) -> Outcome {
        self.readings.extend(readings);
        self
    }

    /// A fail that our own bad input could undo is none (reading 2).
    pub fn weakened(mut self, gap: Gap) -> Outcome {
        self.gaps.insert(gap);
        if self.judgement == Judgement::Fail {
            self.judgement = Judgement::NotAssessed;
        }
        for count in self.deduction.iter_mut().flat_map(|deduction| &mut deduction.counts) {
            count.certain = 0;
        }
        self
    }

    /// A pass that rests on something unknown is none.
    pub fn unproven(mut self, gap: Gap) -> Outcome {
        self.gaps.insert(gap);
        if self.judgement == Judgement::Pass {
            self.judgement = Judgement::NotAssessed;
        }
        if let Some(deduction) = &mut self.deduction {
            deduction.open = true;
        }
        self
    }
}

/// One instance that an indicator counted, with the natural key of its evidence.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// The site.
    pub site_code: String,
    /// The clause.
    pub clause: String,
    /// Table of the evidence: `columns`, `visits`, `tickets`, `reviews`, `sites`, `channels`.
    pub table: &'static str,
    /// Key of the row there: column, moment of the visit, ticket, review.
    pub key: String,
    /// Proven, or only possible.
    pub certain: bool,
    /// The day that matters: last update, submission, moment.
    pub day: Option<Day>,
    /// What was seen, in Chinese.
    pub detail: String,
    /// Where the supplier has the row from.
    pub source_ref: Option<String>,
}
