//! Ends reading that is under way.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use crate::FolderError;

/// A handle by which another thread ends the reading of a folder or of frames: it then fails with [`FolderError::Stopped`] within
/// a batch, apart from the moment in which the registry is settled.
///
/// ```
/// use gov_site_compliance::{Plan, facts::Setting, standard::Library};
/// use gov_site_tables::{Folder, FolderError};
/// # let dir = tempfile::tempdir()?;
/// # std::fs::write(dir.path().join("census.toml"), "checkpoint = 2017-11-29\n")?;
/// # std::fs::write(dir.path().join("sites.csv"), "site_code,site_name,home_url,role,level,division,sponsor\n")?;
/// let folder = Folder::open(dir.path())?;
/// let stop = folder.stop();
/// std::thread::spawn(move || stop.stop()).join().unwrap();
/// # let standard = Library::embedded().resolve("zibo-2017")?;
/// # let checkpoint = "2017-11-29".parse()?;
/// # let plan = Plan::compile(&[&standard], Setting { checkpoint, visits_until: checkpoint, period_from: checkpoint })?;
/// assert!(matches!(folder.read(&standard, &plan, &mut Vec::new(), &mut |_| {}), Err(FolderError::Stopped)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Stop(Arc<AtomicBool>);

impl Stop {
    /// Ends the reading, now or when it begins.
    pub fn stop(&self) {
        self.0.store(true, Ordering::Release);
    }

    /// Whether the reading is to end: for long work of other crates.
    pub fn is_stopped(&self) -> bool {
        self.0.load(Ordering::Acquire)
    }

    pub(crate) fn check(&self) -> Result<(), FolderError> {
        if self.is_stopped() { Err(FolderError::Stopped) } else { Ok(()) }
    }
}
