//! What the commands on saved pages share: templates and budget.

use gov_site_pages::{Budget, Templates};

use crate::{args::PageReading, failure::Failure};

/// Templates and budget of a run.
pub struct Reading {
    pub templates: Templates,
    pub budget: Budget,
}

impl Reading {
    pub fn of(args: &PageReading) -> Result<Reading, Failure> {
        let templates = match &args.templates {
            Some(path) => {
                let text = std::fs::read_to_string(path).map_err(|error| Failure::at(path, error))?;
                Templates::parse(&text).map_err(|error| Failure::input_text(format!("{}: {error}", path.display())))?
            }
            None => Templates::default(),
        };
        Ok(Reading { templates, budget: Budget::of_bytes(args.max_bytes) })
    }
}
