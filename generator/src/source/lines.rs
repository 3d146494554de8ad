//! Lines, columns and bytes of a text: each is found from the other without reading the text from its beginning.

use std::ops::Range;

/// Characters are counted once every so many bytes, so that a place in a file of a single line costs no more than one
/// in any other.
const STRIDE: usize = 1024;

/// Where a text's lines begin, and how many characters come before every [`STRIDE`] bytes.
#[derive(Debug)]
pub(super) struct Lines {
    starts: Vec<usize>,
    chars: Vec<usize>,
}

impl Lines {
    pub(super) fn of(text: &str) -> Self {
        let ends = memchr::memchr_iter(b'\n', text.as_bytes());
        let mut count = 0;
        let before = |block: &[u8]| {
            let before = count;
            count += block.iter().filter(|byte| begins_char(**byte)).count();
            before
        };
        Self {
            starts: [0].into_iter().chain(ends.map(|end| end + 1)).collect(),
            chars: text.as_bytes().chunks(STRIDE).map(before).collect(),
        }
    }

    /// Line and column of a byte, both from 1; columns count characters.
    pub(super) fn position(&self, text: &str, byte: usize) -> (usize, usize) {
        let line = self.starts.partition_point(|start| *start <= byte).max(1);
        let start = self.starts.get(line - 1).copied().unwrap_or_default();
        let column = self.chars_before(text, byte) - self.chars_before(text, start);
        (line, column + 1)
    }

    /// The bytes of the line that holds `byte`, without its end.
    pub(super) fn line(&self, text: &str, byte: usize) -> Range<usize> {
        let next = self.starts.partition_point(|start| *start <= byte).max(1);
        let start = self.starts.get(next - 1).copied().unwrap_or_default();
        let end = self.starts.get(next).map_or(text.len(), |next| next - 1);
        let line = text.get(start..end).unwrap_or_default();
        start..start + line.trim_end_matches('\r').len()
    }

    /// The byte at which the character with this number begins.
    pub(super) fn byte_of_char(&self, text: &str, number: usize) -> usize {
        let block = self.chars.partition_point(|before| *before <= number);
        let block = block.saturating_sub(1);
        let mut left = number - self.chars.get(block).copied().unwrap_or_default();
        let start = block * STRIDE;
        let bytes = text.as_bytes().get(start..).unwrap_or_default();
        for (index, byte) in bytes.iter().enumerate() {
            if !begins_char(*byte) {
                continue;
            }
            if left == 0 {
                return start + index;
            }
            left -= 1;
        }
        text.len()
    }

    fn chars_before(&self, text: &str, byte: usize) -> usize {
        let byte = byte.min(text.len());
        let block = (byte / STRIDE).min(self.chars.len().saturating_sub(1));
        let before = self.chars.get(block).copied().unwrap_or_default();
        let bytes = text.as_bytes().get(block * STRIDE..byte);
        let bytes = bytes.unwrap_or_default().iter();
        before + bytes.filter(|byte| begins_char(**byte)).count()
    }
}

fn begins_char(byte: u8) -> bool {
    byte & 0b1100_0000 != 0b1000_0000
}

#[cfg(test)]
mod tests {
    use super::Lines;

    #[test]
    fn every_place_is_found_from_its_byte_and_its_number() {
        let text = "é\r\n\nab漢字c\n".repeat(700);
        let lines = Lines::of(&text);
        let (mut line, mut column) = (1, 1);
        for (number, (byte, char)) in text.char_indices().enumerate() {
            assert_eq!(lines.position(&text, byte), (line, column), "byte {byte}");
            assert_eq!(lines.byte_of_char(&text, number), byte);
            match char {
                '\n' => (line, column) = (line + 1, 1),
                _ => column += 1,
            }
        }
        assert_eq!(lines.position(&text, text.len()), (line, column));
        assert_eq!(lines.position(&text, usize::MAX), (line, column));
        let end = text.chars().count();
        assert_eq!(lines.byte_of_char(&text, end), text.len());
        assert_eq!(lines.byte_of_char(&text, end + 9), text.len());
    }

    #[test]
    fn lines_end_before_their_end() {
        let text = "one\r\ntwo\n\nlast";
        let lines = Lines::of(text);
        assert_eq!(lines.line(text, 1), 0..3);
        assert_eq!(lines.line(text, 6), 5..8);
        assert_eq!(lines.line(text, 9), 9..9);
        assert_eq!(lines.line(text, 10), 10..14);
        assert_eq!(Lines::of("").line("", 0), 0..0);
    }
}
