//! Texts that the command-line tool reads from shells and files, and writes for shells.

use super::curl::word;
use super::env_file::parse;
use super::line::{Line, Quote};

#[test]
fn words_are_quoted() {
    let cases: [(&[u8], &str); 8] = [
        (b"", "''"),
        (b"$(a) `b` \"c\" \\ !", "'$(a) `b` \"c\" \\ !'"),
        (b"it's", r"'it'\''s'"),
        (b"''", r"\'\'"),
        (b"a\nb\tc", "'a\nb\tc'"),
        (b"a\x1b1\r", r"'a'$'\033''1'$'\015'"),
        (
            "\u{9b}é\u{202e}".as_bytes(),
            r"$'\302\233''é'$'\342\200\256'",
        ),
        (b"a\xffb", r"'a'$'\377''b'"),
    ];
    for (bytes, expected) in cases {
        assert_eq!(word(bytes, &[]), expected);
    }
}

fn read(text: &str) -> Option<(Vec<String>, String, Quote)> {
    Line::read(text).map(|line| (line.before, line.typed, line.quote))
}

#[test]
fn words_lose_their_quotes() {
    let cases: [(&str, &[&str], &str, Quote); 10] = [
        ("t get ", &["t", "get"], "", Quote::None),
        ("t get ep", &["t", "get"], "ep", Quote::None),
        (r"t a\ b c\$", &["t", "a b"], "c$", Quote::None),
        ("t 'a b' 'c", &["t", "a b"], "c", Quote::Single),
        (
            r#"t "a \" \x" "c\\"#,
            &["t", r#"a " \x"#],
            r"c\",
            Quote::Double,
        ),
        ("t '' \"\" '", &["t", "", ""], "", Quote::Single),
        ("t a'$(b)'c", &["t"], "a$(b)c", Quote::None),
        ("t --id=a:b@c", &["t"], "--id=a:b@c", Quote::None),
        ("t a#b", &["t"], "a#b", Quote::None),
        ("t  é  ü", &["t", "é"], "ü", Quote::None),
    ];
    for (text, before, typed, quote) in cases {
        let before = before.iter().map(|&word| word.to_owned()).collect();
        assert_eq!(
            read(text),
            Some((before, typed.to_owned(), quote)),
            "{text}"
        );
    }
}

#[test]
fn what_only_a_shell_knows_is_not_guessed() {
    for text in [
        "t $HOME ",
        "t \"$HOME\" ",
        "t `a` ",
        "t $'a' ",
        "t <(a) ",
        "t > f ",
        "t a | b ",
        "t a\\",
        "t \"a\\",
        "t # a",
        "t 'a\nb",
    ] {
        assert_eq!(read(text), None, "{text}");
    }
}

#[test]
fn values_are_taken_as_written() {
    let cases = [
        ("A=b", Some("b")),
        ("  A = b  ", Some("b")),
        ("export A=b", Some("b")),
        ("export\tA=b", Some("b")),
        ("export \t A=b", Some("b")),
        ("\u{feff}A=b", Some("b")),
        ("\u{feff}export A=b\r\nB=c\r\n", Some("b")),
        ("# A=c\r\n\r\nA=b\r\n", Some("b")),
        ("A=c\nA=b", Some("b")),
        ("A=b\rB=c", Some("b")),
        ("A=b # comment", Some("b")),
        ("A=b\t# comment", Some("b")),
        ("A=b#c", Some("b#c")),
        ("A=#b", Some("#b")),
        ("A= # comment", None),
        ("A=\"b c\" # comment", Some("b c")),
        ("A='b c'# comment", Some("'b c'# comment")),
        ("A='b # c'", Some("b # c")),
        ("A=\"b'c\"", Some("b'c")),
        ("A=\"it's\"", Some("it's")),
        (r#"A="a"b"#, Some(r#""a"b"#)),
        (r#"A="a" "b""#, Some(r#""a" "b""#)),
        (r#"A="b"#, Some(r#""b"#)),
        (r#"A=b""#, Some(r#"b""#)),
        (r#"A="b'"#, Some(r#""b'"#)),
        (r#"A="b\"c\\d\n""#, Some(r#"b"c\d\n"#)),
        (r"A='b\'", Some(r"b\")),
        ("A=$HOME/${B}`c`", Some("$HOME/${B}`c`")),
        ("A='$(b)'", Some("$(b)")),
        ("A=b=c==", Some("b=c==")),
        ("A=", None),
        ("A=''", None),
        ("A", None),
        ("exported=1\nexportA=b", None),
    ];
    for (text, expected) in cases {
        let found = parse(text.as_bytes()).map(|all| all.get("A").cloned());
        assert_eq!(found, Ok(expected.map(str::to_owned)), "{text}");
    }
}

#[test]
fn what_is_not_utf8_is_refused() {
    let wide = |text: &str, mark: &[u8]| {
        let units = text.encode_utf16().flat_map(u16::to_le_bytes);
        [mark, &units.collect::<Vec<u8>>()].concat()
    };
    for bytes in [
        wide("A=b", b"\xff\xfe"),
        wide("A=b", b""),
        b"\xfe\xff\0A\0=".to_vec(),
    ] {
        let refused = parse(&bytes).err().unwrap_or_default();
        assert!(refused.contains("UTF-16"), "{bytes:?}");
    }
    let error = parse(b"A=b\nB=\xe9\n").err().unwrap_or_default();
    assert!(error.contains("line 2"), "{error}");
}
