//! Secrets in the output of the command-line tool.

use crate::runtime::cli::mask::{Lines, Mask};

fn mask() -> Mask {
    Mask::new(&["secret", "token", "clé"], &["token"], false)
}

fn body(body: &[u8]) -> Vec<u8> {
    mask().body(body).into_owned()
}

fn text(body: &str) -> String {
    String::from_utf8(mask().body(body.as_bytes()).into_owned()).unwrap()
}

#[test]
fn valid_json_stays_as_it_is_but_for_secrets() {
    let cases = [
        (r#"{"secret":"x"}"#, r#"{"secret":"********"}"#),
        (
            "\u{feff} { \"a\" : 1.10 ,\r\n \"Secret\"\t: \"x\\\"y\\\\\" , \"b\": [ ] }\n",
            "\u{feff} { \"a\" : 1.10 ,\r\n \"Secret\"\t: \"********\" , \"b\": [ ] }\n",
        ),
        // A name can be escaped, and a value be of any type.
        (r#"{"\u0073ecret":"x"}"#, r#"{"\u0073ecret":"********"}"#),
        (r#"{"secret":12e3,"a":2}"#, r#"{"secret":"********","a":2}"#),
        (r#"{"secret":true}"#, r#"{"secret":"********"}"#),
        (r#"{"secret":null}"#, r#"{"secret":null}"#),
        (
            r#"[{"secret":{"a":"}","secret":[1]}},{"secret":["]",{}]}]"#,
            r#"[{"secret":"********"},{"secret":"********"}]"#,
        ),
        (
            r#"{"clé":"x","cl\u00e9":"y"}"#,
            r#"{"clé":"********","cl\u00e9":"********"}"#,
        ),
        // Shown this once; a value of that name; no member at all.
        (r#"{"token":"x"}"#, r#"{"token":"x"}"#),
        (
            r#"{"name":"secret","a":":"}"#,
            r#"{"name":"secret","a":":"}"#,
        ),
        (r#""secret""#, r#""secret""#),
    ];
    for (given, expected) in cases {
        assert_eq!(text(given), expected, "{given}");
    }
    let deep = |inner: &str| format!("{}{inner}{}", "[".repeat(5000), "]".repeat(5000));
    assert_eq!(
        text(&deep(r#"{"secret":"x"}"#)),
        deep(r#"{"secret":"********"}"#)
    );
}

#[test]
fn what_is_not_json_loses_its_secrets_too() {
    assert_eq!(text(r#"{"secret":"x"#), r#"{"secret":"[hidden]""#);
    assert_eq!(
        text(r#"<p>{"secret":"x"}</p>"#),
        r#"<p>{"secret":"[hidden]"}</p>"#
    );
    assert_eq!(
        body(b"\xff{\"secret\":\"a\xffb\",\"cl\xc3\xa9\":\"x\"}\xfe"),
        b"\xff{\"secret\":\"[hidden]\",\"cl\xc3\xa9\":\"[hidden]\"}\xfe"
    );
    assert_eq!(body(b"\xff\x00 plain"), b"\xff\x00 plain");
    // A text that is not declared as JSON is only changed when it is some.
    let mut mask = mask();
    let cut = br#"{"secret":"x"#;
    assert_eq!(mask.text(cut).as_ref(), cut);
    assert_eq!(
        mask.text(br#"{"secret":"x"}"#).as_ref(),
        br#"{"secret":"********"}"#
    );
}

#[test]
fn streams_are_masked_whatever_pieces_they_come_in() {
    let given = "{\"secret\":\"x\"}\n\
                 {\"a\": \"secret\"}\r\n\
                 \u{1e}{\"secret\":\"y\"}\n\
                 event: data\r\rdata: {\"secret\":\"z\"}\r\r\
                 : note\ndata: {\"secret\":\ndata:  \"x\",\ndata: \"a\":1}\n\n\
                 data:{\"secret\":null}\n\n\
                 data: [DONE]\n\n\
                 data: {\"secret\":\"last\"}";
    let expected = "{\"secret\":\"********\"}\n\
                    {\"a\": \"secret\"}\r\n\
                    \u{1e}{\"secret\":\"********\"}\n\
                    event: data\r\rdata: {\"secret\":\"********\"}\r\r\
                    : note\ndata: {\"secret\":\ndata:  \"********\",\ndata: \"a\":1}\n\n\
                    data:{\"secret\":null}\n\n\
                    data: [DONE]\n\n\
                    data: {\"secret\":\"********\"}";
    for size in [1, 2, 3, 7, given.len()] {
        let (mut mask, mut lines, mut shown) = (mask(), Lines::default(), Vec::new());
        for piece in given.as_bytes().chunks(size) {
            shown.extend(lines.push(&mut mask, piece).unwrap());
        }
        shown.extend(lines.end(&mut mask));
        let shown = String::from_utf8(shown).unwrap();
        assert_eq!(shown, expected, "pieces of {size}");
    }
}

#[test]
fn a_line_is_passed_on_as_soon_as_it_has_ended_and_has_a_limit() {
    let (mut mask, mut lines) = (mask(), Lines::default());
    let first = lines
        .push(&mut mask, b"{\"secret\":\"x\"}\n{\"sec")
        .unwrap();
    assert_eq!(first, b"{\"secret\":\"********\"}\n");
    let event = lines.push(&mut mask, b"ret\":1}\ndata: 1\n\n").unwrap();
    assert_eq!(event, b"{\"secret\":\"********\"}\ndata: 1\n\n");
    let long = vec![b'x'; 1 << 20];
    let is_refused = (0..17).any(|_| lines.push(&mut mask, &long).is_none());
    assert!(is_refused);
    let mut lines = Lines::default();
    let line = [b"data: ".as_slice(), &long, b"\n"].concat();
    let is_refused = (0..17).any(|_| lines.push(&mut mask, &line).is_none());
    assert!(is_refused);
}
