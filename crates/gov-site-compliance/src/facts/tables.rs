//! The rows of a census before they are settled.

use alloc::{string::String, vec::Vec};

use crate::{ingest::Place, model::*};

/// A row with its place.
#[derive(Clone, Debug)]
pub struct Placed<R> {
    /// The row.
    pub row: R,
    /// Its file, as a position in [`Tables::files`].
    pub file: u32,
    /// Its line.
    pub line: u64,
}

/// All rows of the tables that are kept in memory; updates and visits stream into a [`super::Fold`] instead.
#[derive(Clone, Debug, Default)]
pub struct Tables {
    /// Names of the files that rows came from.
    pub files: Vec<String>,
    /// Tables that were there, if only with headings.
    pub present: Vec<&'static str>,
    /// 网站
    pub sites: Vec<Placed<Site>>,
    /// 网站状态
    pub site_life: Vec<Placed<SiteLife>>,
    /// 网址变更
    pub site_addresses: Vec<Placed<SiteAddress>>,
    /// 单位
    pub units: Vec<Placed<Unit>>,
    /// 栏目
    pub columns: Vec<Placed<Column>>,
    /// 互动渠道
    pub channels: Vec<Placed<Channel>>,
    /// 豁免
    pub exemptions: Vec<Placed<Exemption>>,
    /// 检查范围
    pub coverage: Vec<Placed<Coverage>>,
    /// 办件
    pub tickets: Vec<Placed<Ticket>>,
    /// 人工检查
    pub reviews: Vec<Placed<Review>>,
    /// 互动活动
    pub activities: Vec<Placed<Activity>>,
    /// 链接
    pub links: Vec<Placed<Link>>,
    /// 办事事项
    pub services: Vec<Placed<Service>>,
    /// 表格附件
    pub service_files: Vec<Placed<ServiceFile>>,
    /// 在线系统
    pub systems: Vec<Placed<System>>,
}

impl Tables {
    /// The place of a row.
    pub fn place<R>(&self, placed: &Placed<R>) -> Place {
        place(&self.files, placed)
    }
}

pub(super) fn place<R>(files: &[String], placed: &Placed<R>) -> Place {
    let file = files.get(placed.file as usize).cloned().unwrap_or_default();
    Place { file: file.into(), row: placed.line }
}
