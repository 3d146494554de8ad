//! Text for terminals.

use crate::runtime::cli::terminal::{Filter, clean, clipped};

#[test]
fn control_characters_are_made_visible() {
    let cases = [
        ("plain\ttext\n", "plain\ttext\n"),
        ("\u{1b}]0;x\u{7}", "\u{241b}]0;x\u{2407}"),
        ("a\0b\u{8}c\u{7f}", "a\u{2400}b\u{2408}c\u{2421}"),
        ("\u{9b}2J\u{85}", "\u{fffd}2J\u{fffd}"),
        ("\u{202e}abc\u{202c}", "\u{fffd}abc\u{fffd}"),
        ("\u{2066}abc\u{2069}", "\u{fffd}abc\u{fffd}"),
        ("one\r\ntwo\rthree\r", "one\ntwo\u{240d}three\u{240d}"),
        ("\r\r\n", "\u{240d}\n"),
        ("עברית 😀 é", "עברית 😀 é"),
    ];
    for (text, expected) in cases {
        assert_eq!(clean(text), expected, "{text:?}");
    }
}

#[test]
fn the_pieces_of_a_text_do_not_matter() {
    let text = b"\xc2\x9b2J\x1b[31m\xff\x9b\xe2\x80\xaex\r\ny\r\xf0\x9f\x98\x80\xe2\x82";
    let expected = "\u{fffd}2J\u{241b}[31m\u{fffd}\u{fffd}\u{fffd}x\ny\u{240d}😀\u{fffd}";
    for size in [1, 2, 3, 4, 5, text.len()] {
        let mut shown = String::new();
        let mut filter = Filter::default();
        for piece in text.chunks(size) {
            filter.push(piece, &mut shown);
        }
        filter.end(&mut shown);
        assert_eq!(shown, expected, "pieces of {size}");
    }
}

#[test]
fn a_long_text_is_clipped_with_a_remark() {
    assert_eq!(clipped("ééé", 3), "ééé");
    assert_eq!(clipped("éééé!", 3), "ééé… (2 characters more)");
}
