//! Generates N sites of 60 columns, 600 updates and 140 visits in memory, folds and judges them: `census_scaling N`.

use std::{env, process::ExitCode, time::Instant};

use benches::{CHECKPOINT, declared, end, rules, tables, updates, visits};
use gov_site_compliance::{
    Calendar, Census, Fold, Plan, Registry, Standard,
    census::{Evidence, Header, Judged},
    facts::{NoColumns, SiteIndex},
    verdict::Status,
};

fn main() -> ExitCode {
    let Some(sites) = env::args().nth(1).and_then(|text| text.parse::<u64>().ok()) else {
        eprintln!("usage: census_scaling SITES, such as census_scaling 1000");
        return ExitCode::from(2);
    };
    end(run(sites))
}

fn run(sites: u64) -> Result<String, Box<dyn std::error::Error>> {
    let (standard, plan) = rules()?;
    let started = Instant::now();
    let registry = Registry::settle(tables(sites), &standard, &[], &mut |_| {});
    let fold = fold(sites, &registry, &plan);
    let census = judge(&registry, &fold, &standard, &plan)?;
    let unqualified = census.verdicts().filter(|verdict| verdict.status == Status::Unqualified).count();
    Ok(format!("sites {sites} verdicts {} unqualified {unqualified} {:.3} seconds", census.verdicts().count(), started.elapsed().as_secs_f64()))
}

fn fold(sites: u64, registry: &Registry, plan: &Plan) -> Fold {
    let mut fold = Fold::new(registry);
    for site in 0..sites {
        for update in updates(site) {
            let _ = fold.push_update(registry, plan, &update);
        }
        for visit in visits(site) {
            let _ = fold.push_visit(registry, plan, &visit);
        }
    }
    fold
}

fn judge(registry: &Registry, fold: &Fold, standard: &Standard, plan: &Plan) -> Result<Census, Box<dyn std::error::Error>> {
    let declared = declared();
    let evidence = Evidence { registry, fold, declared: &declared, elsewhere: &NoColumns, rejected: &[], nameless_sites: 0 };
    let calendar = Calendar::embedded();
    let header = Header {
        title: "benchmark".into(),
        issuer: String::new(),
        document_no: None,
        period_from: plan.period_from,
        period_to: None,
        checkpoint: CHECKPOINT,
        visits_until: CHECKPOINT,
        reconstruction: false,
        name_best: 3,
        upcoming_checks: Vec::new(),
    };
    let mut judged = Judged::default();
    let mut findings = 0_u64;
    for position in 0..registry.sites.len() {
        judged.push(&evidence, standard, plan, &calendar, SiteIndex(position as u32), &mut |_| findings += 1);
    }
    Ok(judged.close(&evidence, header, standard, plan, &calendar, false)?)
}
