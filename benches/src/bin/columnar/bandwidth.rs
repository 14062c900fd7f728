//! Reading memory: a sum over a gigabyte, each thread its share.

use std::{hint::black_box, thread};

use crate::{
    Outcome, Task,
    line::{Line, timed},
};

const WORDS: usize = 1 << 27;

pub fn read(task: &Task) -> Outcome<Line> {
    let words: Vec<u64> = (0..WORDS as u64).collect();
    let share = WORDS.div_ceil(task.threads.max(1));
    let ((), seconds) = timed(|| {
        thread::scope(|scope| {
            for part in words.chunks(share) {
                scope.spawn(move || black_box(part.iter().fold(0, |sum: u64, word| sum.wrapping_add(*word))));
            }
        });
        Ok(())
    })?;
    Ok(Line { seconds, rows: WORDS as u64, bytes: Some(8 * WORDS as u64), ..Line::default() })
}
