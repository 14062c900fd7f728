//! A census folder under construction.

use std::{fs, path::Path};

use gov_site_compliance::{Plan, Reject, RejectCode, Standard, facts::Setting, standard::Library};
use gov_site_tables::{Evidence, Folder, FolderError};
use tempfile::TempDir;

pub const SITES: &str = "site_code,site_name,home_url,role,level,division,sponsor\n\
    S1,示例一,http://s1.example/,department,city,市本级,示例单位一\n\
    S2,示例二,http://s2.example/,部门,市级,市本级,示例单位二\n";
pub const COLUMNS: &str = "column_id,site_code,column_name,kind\nC1,S1,动态,news\nC2,S2,公告,通知公告\n";
pub const UPDATES: &str = "column_id,url,published_on,title\nC1,http://s1.example/1,2017-11-20,甲\nC1,http://s1.example/2,2017-11-21,乙\n";
pub const VISITS: &str = "site_code,visited_at,vantage,status\nS1,2017-11-20T08:00:00+08:00,v1,200\n";
pub const SETTINGS: &str = "title = \"普查\"\ncheckpoint = 2017-11-29\nperiod = { from = 2017-10-01, to = 2017-12-31 }\n\
    complete = [\"columns\", \"updates\", \"tickets\"]\n";

pub struct Census {
    dir: TempDir,
}

impl Census {
    /// Two sites, two columns, two updates, one visit, all sound.
    pub fn new() -> Census {
        let census = Census { dir: tempfile::tempdir().unwrap() };
        census.write("census.toml", SETTINGS).write("sites.csv", SITES).write("columns.csv", COLUMNS).write("updates.csv", UPDATES).write("visits.csv", VISITS);
        census
    }

    pub fn write(&self, file: &str, bytes: impl AsRef<[u8]>) -> &Census {
        fs::write(self.path().join(file), bytes).unwrap();
        self
    }

    pub fn remove(&self, file: &str) -> &Census {
        fs::remove_file(self.path().join(file)).unwrap();
        self
    }

    pub fn path(&self) -> &Path {
        self.dir.path()
    }

    pub fn open(&self) -> Result<Folder, FolderError> {
        Folder::open(self.path())
    }

    pub fn try_read(&self) -> Result<(Evidence, Vec<Reject>), FolderError> {
        self.try_read_under(&standard())
    }

    pub fn try_read_under(&self, standard: &Standard) -> Result<(Evidence, Vec<Reject>), FolderError> {
        let mut rejects = Vec::new();
        let evidence = self.open()?.read(standard, &plan_of(standard), &mut rejects, &mut |_| {})?;
        for table in &evidence.report.tables {
            assert_eq!(table.rows, table.accepted + table.rejected + table.collapsed, "{table:?}");
        }
        assert_eq!(evidence.report.rejected(), rejects.len() as u64);
        Ok((evidence, rejects))
    }

    pub fn read(&self) -> (Evidence, Vec<Reject>) {
        self.try_read().unwrap()
    }

    /// The message of the error that reading ends in.
    pub fn error(&self) -> String {
        self.try_read().map(|_| ()).unwrap_err().to_string()
    }

    /// File, line, column and code of every rejected row.
    pub fn rejects(&self) -> Vec<(String, u64, &'static str, RejectCode)> {
        let (_, rejects) = self.read();
        rejects.into_iter().map(|reject| (reject.place.file.into_owned(), reject.place.row, reject.column, reject.code)).collect()
    }
}

/// The evidence is that of [`Census::new`].
pub fn assert_same(dressed: &Census) {
    let (plain, _) = Census::new().read();
    let (other, rejects) = dressed.read();
    assert_eq!(rejects, []);
    assert_eq!(other.fold, plain.fold);
    assert_eq!(other.registry.sites, plain.registry.sites);
    assert_eq!(other.registry.columns, plain.registry.columns);
    assert_eq!(other.declared, plain.declared);
}

pub fn standard() -> Standard {
    Library::embedded().resolve("zibo-2017").unwrap().without_deductions()
}

pub fn plan() -> Plan {
    plan_of(&standard())
}

pub fn plan_of(standard: &Standard) -> Plan {
    let day = |text: &str| text.parse().unwrap();
    let setting = Setting { checkpoint: day("2017-11-29"), visits_until: day("2017-11-29"), period_from: day("2017-10-01") };
    Plan::compile(&[standard], setting).unwrap()
}

/// The standard with clauses on the number of home updates: days of the window and updates that are asked for.
pub fn counting(clauses: &[(u32, u32)]) -> Standard {
    let mut text = "id = \"counting\"\nrevision = 1\nextends = \"zibo-2017\"\ntitle = \"本市办法\"\n".to_owned();
    for (number, (days, updates)) in clauses.iter().enumerate() {
        text += &format!(
            "[clause.home_updates_{number}]\nitem = \"首页栏目\"\ntitle = \"首页栏目更新\"\ntext = \"2周内首页栏目更新过少。\"\n\
             indicator = \"home_update_count\"\neffect = \"report\"\ngrade = \"C\"\nsource = \"监测程序\"\n[clause.home_updates_{number}.limits]\n\
             window = {{ amount = {days}, unit = \"days\", edge = \"above\", grade = \"C\", source = \"监测程序\" }}\n\
             updates = {{ amount = {updates}, unit = \"count\", edge = \"at_least\", grade = \"C\", source = \"监测程序\" }}\n"
        );
    }
    let mut library = Library::embedded();
    let id = library.add("counting.toml", &text).unwrap();
    library.resolve(&id).unwrap().without_deductions()
}
