//! Rows that documents show, as many as memory can bear.

/// The first rows of many, and how many there are.
pub struct Held<T> {
    rows: Vec<T>,
    most: usize,
    total: u64,
}

impl<T: Clone> Held<T> {
    pub fn new(most: usize) -> Held<T> {
        Held { rows: Vec::new(), most, total: 0 }
    }

    pub fn push(&mut self, row: &T) {
        self.total += 1;
        if self.rows.len() < self.most {
            self.rows.push(row.clone());
        }
    }

    pub fn rows(&self) -> &[T] {
        &self.rows
    }

    pub fn total(&self) -> u64 {
        self.total
    }
}
