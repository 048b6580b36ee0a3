//! Long lists, a page at a time.

/// A part of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page<'a, T> {
    /// How many rows stand before it.
    pub before: usize,
    pub rows: &'a [T],
    /// The number of the page behind it, where there is one.
    pub next: Option<u16>,
}

/// A page of `size` rows, counted from 0; in place of one behind the last, the last.
pub fn page<T>(all: &[T], size: usize, number: u16) -> Page<'_, T> {
    let last = all.len().div_ceil(size).saturating_sub(1);
    let number = usize::from(number).min(last);
    let before = number * size;
    let end = all.len().min(before + size);
    let next = u16::try_from(number + 1).ok().filter(|_| number < last);
    Page { before, rows: &all[before..end], next }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_shown_in_pages_and_the_last_has_the_rest() {
        let all = ["a", "b", "c", "d", "e"];
        let check = |many: usize, number, before, rows: &[&str], next| {
            assert_eq!(
                page(&all[..many], 2, number),
                Page { before, rows, next },
                "{many} {number}"
            );
        };
        check(0, 0, 0, &[], None);
        check(0, 7, 0, &[], None);
        check(2, 0, 0, &["a", "b"], None);
        check(5, 0, 0, &["a", "b"], Some(1));
        check(5, 1, 2, &["c", "d"], Some(2));
        check(5, 2, 4, &["e"], None);
        check(5, u16::MAX, 4, &["e"], None);
    }
}
