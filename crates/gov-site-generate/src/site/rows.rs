//! The rows of a site in the tables that are written cell by cell.

use super::{CHECKPOINT, Column, Home, Review, Site, Ticket, moment};
use crate::{
    ids::{IdForm, SiteIds},
    sheet::Cell,
};

const DIVISIONS: &[&str] = &["市本级", "张店区", "淄川区", "博山区", "周村区", "临淄区", "桓台县", "高青县", "沂源县"];

fn day(day: Option<i32>) -> Cell {
    day.map_or(Cell::Empty, Cell::Day)
}

/// Yes or nothing: an empty cell is a no here.
fn mark(yes: bool) -> Cell {
    if yes { Cell::Bool(true) } else { Cell::Empty }
}

fn truth(value: Option<bool>) -> Cell {
    value.map_or(Cell::Empty, Cell::Bool)
}

impl Site {
    /// Its row of the table of sites.
    pub(crate) fn row(&self) -> Vec<Cell> {
        let division = DIVISIONS[(self.index % DIVISIONS.len() as u64) as usize];
        let sponsor = if self.effect.lost { Cell::Empty } else { format!("示例单位{}", self.index).into() };
        vec![
            self.code.clone().into(),
            format!("示例网站{}", self.index).into(),
            format!("http://www.s{}.example.cn/", self.index).into(),
            self.role.into(),
            (if division == "市本级" { "city" } else { "county" }).into(),
            division.into(),
            sponsor,
            mark(self.is_navigation),
            day(self.opened_on),
        ]
    }

    /// Its rows of the table of columns, in the order of their ids.
    pub(crate) fn column_rows<'a>(&'a self, ids: &'a SiteIds, form: IdForm) -> impl Iterator<Item = Vec<Cell>> + 'a {
        let more = |place: usize| self.more_columns.iter().filter(move |column| column.place == place);
        let rows = self.columns.iter().flat_map(move |column| std::iter::once(column).chain(more(column.place)));
        rows.map(move |column| self.column_row(column, ids, form))
    }

    fn column_row(&self, column: &Column, ids: &SiteIds, form: IdForm) -> Vec<Cell> {
        let parent = column.parent.map(|(site, place)| if site == self.index { ids.cell(place) } else { form.site(site).cell(place) });
        let name = if column.name.is_empty() { Cell::Empty } else { format!("{}{}", column.name, column.place).into() };
        let home = column.home != Home::No;
        vec![
            ids.cell(column.place),
            self.code.clone().into(),
            name,
            column.kind.map(|(word, _)| word).into(),
            parent.unwrap_or(Cell::Empty),
            format!("/c{}/", column.address).into(),
            truth(column.lists_items),
            mark(home && !self.is_navigation),
            mark(home && self.is_navigation),
            if column.redirects { "http://www.other.example.cn/".into() } else { Cell::Empty },
            mark(column.is_finished),
            day(column.opened_on),
            day(column.closed_on),
        ]
    }

    /// Its two channels.
    pub(crate) fn channel_rows(&self) -> [Vec<Cell>; 2] {
        let channel = |number: u8, name: &'static str, kind: &'static str| {
            let promised = self.index.is_multiple_of(5);
            vec![
                self.channel_id(number).into(),
                self.code.clone().into(),
                name.into(),
                kind.into(),
                if promised { Cell::Integer(5) } else { Cell::Empty },
                promised.then_some("working").into(),
            ]
        };
        [channel(1, "领导信箱", "consultation"), channel(2, "意见征集", "survey")]
    }

    fn channel_id(&self, number: u8) -> String {
        format!("H{}-{number}", self.index)
    }

    pub(crate) fn ticket_row(&self, ticket: &Ticket) -> Vec<Cell> {
        vec![
            format!("T{}-{}", self.index, ticket.number).into(),
            self.code.clone().into(),
            self.channel_id(ticket.channel).into(),
            format!("示例单位{}", self.index).into(),
            Cell::Day(ticket.submitted_on),
            Cell::Day(ticket.submitted_on),
            day(ticket.answered_on),
            ticket.reply_kind.into(),
            mark(ticket.complex),
            day(ticket.extended_on),
            truth(ticket.valid),
            truth(ticket.needs_reply),
        ]
    }

    pub(crate) fn review_row(&self, review: &Review) -> Vec<Cell> {
        vec![
            format!("R{}-{}", self.index, review.number).into(),
            self.code.clone().into(),
            "serious_error".into(),
            review.kind.into(),
            review.status.into(),
            Cell::Moment(moment(CHECKPOINT - 9, 36_000)),
        ]
    }
}
