//! Reading lines that anybody may have written.

use std::io::{self, BufRead, Read};

/// A longer line is cut rather than read into memory: 1 MiB.
pub const LONGEST: u64 = 1 << 20;

/// What programs on Windows write at the beginning of a text in UTF-8.
pub const BYTE_ORDER_MARK: &str = "\u{FEFF}";

/// The next line; one that is too long is cut there, and the rest of it skipped. `None` at the end.
pub fn next(input: &mut impl BufRead) -> io::Result<Option<Vec<u8>>> {
    let mut line = Vec::new();
    if input.by_ref().take(LONGEST).read_until(b'\n', &mut line)? == 0 {
        return Ok(None);
    }
    if line.len() as u64 == LONGEST && !line.ends_with(b"\n") {
        input.skip_until(b'\n')?;
    }
    Ok(Some(line))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_too_long_is_cut_and_the_next_is_whole() {
        let mut text = vec![b'a'; LONGEST as usize + 7];
        text.extend_from_slice(b"\nb");
        let mut input = text.as_slice();
        assert_eq!(next(&mut input).unwrap().unwrap().len() as u64, LONGEST);
        assert_eq!(next(&mut input).unwrap().unwrap(), b"b");
        assert_eq!(next(&mut input).unwrap(), None);
    }
}
