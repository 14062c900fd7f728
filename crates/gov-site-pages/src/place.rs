//! Places of nodes: what a place shares with the last one is written once.

use crate::outline::{At, Page, What};

/// Elements of a place. Deeper ones are rare, and 100,000 of them would fill the memory.
const DEPTH: usize = 48;

/// The path to the last place.
#[derive(Default)]
pub(crate) struct Places {
    path: String,
    /// The elements of the path, and where the text of each ends.
    open: Vec<(At, usize)>,
    new: Vec<At>,
}

impl Places {
    /// The place of a node, quickly where it stands near the last one.
    pub(crate) fn of(&mut self, page: &Page<'_>, at: At) -> String {
        let here = std::iter::once(at).chain(page.ancestors(at)).find(|at| page.tag(*at).is_some()).unwrap_or(at);
        self.open.truncate(self.open.partition_point(|(open, _)| page.subtree(*open).contains(&here)));
        let top = self.open.last().map(|(open, _)| *open);
        self.new.clear();
        self.new.extend(std::iter::once(here).chain(page.ancestors(here)).take_while(|at| Some(*at) != top).filter(|at| page.tag(*at).is_some()));
        self.path.truncate(self.open.last().map_or(0, |(_, end)| *end));
        while let Some(at) = self.new.pop() {
            self.step(page, at);
        }
        self.path[..self.open.get(DEPTH - 1).map_or(self.path.len(), |(_, end)| *end)].to_owned()
    }

    fn step(&mut self, page: &Page<'_>, at: At) {
        let node = &page.nodes[at];
        let What::Element(_, element) = node.what else { return };
        if !self.path.is_empty() {
            self.path.push('>');
        }
        self.path.push_str(element.name());
        if node.depth > 1 {
            self.path.push_str(":nth-child(");
            push_number(&mut self.path, node.nth);
            self.path.push(')');
        }
        self.open.push((at, self.path.len()));
    }
}

/// Appends a number without the machinery of formatting: places are written by the thousand.
fn push_number(out: &mut String, number: u32) {
    if number >= 10 {
        push_number(out, number / 10);
    }
    out.push(char::from(b'0' + (number % 10) as u8));
}
