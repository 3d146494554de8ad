//! Decode errors name the place and show no secret; redaction works on any text.

use std::collections::BTreeMap;

use bytes::Bytes;
use http::StatusCode;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};
use serde_json::{Value, json};

use crate::runtime::arms::arm;
use crate::runtime::decode;
use crate::runtime::error::{DecodeError, Error};
use crate::runtime::redact::redact;
use crate::runtime::secret::Secret;
use crate::runtime::union::{Tagged, one_of};

const SECRETS: &[&str] = &["secret", "token"];

/// What each secret in these tests looks like.
const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

#[track_caller]
fn failure<T: DeserializeOwned>(body: impl Into<Bytes>) -> DecodeError {
    let result = decode::json::<T>(
        "webhooks.list",
        Some(StatusCode::OK),
        SECRETS,
        &|| vec!["am_key".to_owned()],
        &body.into(),
    );
    let Err(Error::Decode(error)) = result else {
        panic!("it should not decode")
    };
    for shown in [error.to_string(), format!("{error:?}")] {
        assert!(!shown.contains("whsec_"), "{shown}");
        assert!(!shown.contains("MfKQ"), "{shown}");
    }
    assert!(error.excerpt().chars().count() <= 200);
    *error
}

/// Path, message and excerpt.
fn parts<T: DeserializeOwned>(body: impl Into<Bytes>) -> (String, String, String) {
    let error = failure::<T>(body);
    (
        error.path().to_owned(),
        error.message().to_owned(),
        error.excerpt().to_owned(),
    )
}

fn strings(path: &str, message: &str, excerpt: &str) -> (String, String, String) {
    (path.to_owned(), message.to_owned(), excerpt.to_owned())
}

#[derive(Debug, Deserialize)]
#[allow(dead_code)]
struct List {
    webhooks: Vec<Webhook>,
}

#[derive(Debug, Deserialize)]
#[allow(dead_code)]
struct Webhook {
    webhook_id: String,
    secret: Secret,
    size: Option<i64>,
    labels: Option<BTreeMap<String, Vec<u8>>>,
    agent_armor: Option<Armor>,
    keys: Option<Vec<Key>>,
}

#[derive(Debug, Deserialize)]
#[allow(dead_code)]
struct Key {
    token: u64,
}

#[derive(Debug)]
#[allow(dead_code)]
enum Armor {
    Complete(Complete),
    Other(Value),
}

#[derive(Debug, Deserialize)]
#[allow(dead_code)]
struct Complete {
    completed_at: Date,
    next: Option<Either>,
}

/// A type whose error quotes what it was given, as those of other crates do.
#[derive(Debug)]
struct Date;

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        match text.as_str() {
            "today" => Ok(Date),
            _ => Err(serde::de::Error::custom(format_args!(
                "{text:?} is no date, for {text} is not"
            ))),
        }
    }
}

impl<'de> Deserialize<'de> for Armor {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let armor = Tagged::read(deserializer, "status")?;
        match armor.tag() {
            "complete" => armor.decode().map(Armor::Complete),
            _ => Ok(Armor::Other(armor.into_value())),
        }
    }
}

#[derive(Debug)]
#[allow(dead_code)]
enum Either {
    Key(Key),
    Number(u64),
}

impl<'de> Deserialize<'de> for Either {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        one_of(
            deserializer,
            "Either",
            &[&arm("Key", Either::Key), &arm("Number", Either::Number)],
        )
    }
}

fn list(webhook: Value) -> String {
    let mut complete = json!({"webhook_id": "w1", "secret": SECRET});
    for (name, value) in webhook.as_object().unwrap() {
        complete[name] = value.clone();
    }
    json!({"webhooks": [complete]}).to_string()
}

// --- what fits

#[test]
fn an_answer_that_fits_is_decoded() {
    let decode = |body: &'static [u8]| {
        decode::json::<BTreeMap<String, u8>>("x", None, &[], &Vec::new, &Bytes::from_static(body))
            .unwrap()
    };
    assert_eq!(
        decode(br#"{"a":1}"#),
        BTreeMap::from([(String::from("a"), 1)])
    );
    assert_eq!(
        decode(b"\xef\xbb\xbf {\"a\":1}\n"),
        BTreeMap::from([(String::from("a"), 1)])
    );
}

// --- where

#[test]
fn the_error_says_what_failed_and_keeps_the_body() {
    let body = list(json!({"size": "ten"}));
    let error = failure::<List>(body.clone());

    assert_eq!(error.operation(), "webhooks.list");
    assert_eq!(error.status(), Some(StatusCode::OK));
    assert_eq!(error.raw_body(), &body);
    assert_eq!(
        error.to_string(),
        "webhooks.list: cannot decode the answer at webhooks[0].size: invalid type: string, expected i64 (in `\"ten\"`)"
    );
}

#[test]
fn the_path_goes_through_options_lists_and_odd_keys() {
    let body = list(json!({"labels": {"X-Env": [1], "a b": [1, 300]}}));
    assert_eq!(
        parts::<List>(body),
        strings(
            "webhooks[0].labels[\"a b\"][1]",
            "invalid value: integer, expected u8",
            "300"
        )
    );
    assert_eq!(
        parts::<Vec<u8>>("[1,-2]"),
        strings("[1]", "invalid value: integer, expected u8", "-2")
    );
}

#[test]
fn the_path_goes_through_unions() {
    let body = list(json!({"agent_armor": {"status": "complete", "completed_at": "never"}}));
    assert_eq!(
        parts::<List>(body),
        strings(
            "webhooks[0].agent_armor.completed_at",
            "\"never\" is no date, for never is not",
            "\"never\""
        )
    );

    // A missing tag is missing in the union's object.
    let body = list(json!({"agent_armor": {"state": "complete"}}));
    assert_eq!(
        parts::<List>(body),
        strings(
            "webhooks[0].agent_armor",
            "missing field `status`",
            "{\"state\":\"complete\"}"
        )
    );

    let body = list(
        json!({"agent_armor": {"status": "complete", "completed_at": "today", "next": {"x": "y"}}}),
    );
    assert_eq!(
        parts::<List>(body),
        strings(
            "webhooks[0].agent_armor.next",
            "no type of Either fits: Key: missing field `token`; Number: expected a number, got an object",
            "{\"x\":\"y\"}"
        )
    );
}

#[test]
fn a_missing_member_shows_the_object_that_lacks_it() {
    assert_eq!(
        parts::<List>(r#"{"webhooks": [{"webhook_id": "w1", "size": 1}]}"#),
        strings(
            "webhooks[0]",
            "missing field `secret`",
            r#"{"size":1,"webhook_id":"w1"}"#
        )
    );
    assert_eq!(
        parts::<List>("{}"),
        strings("", "missing field `webhooks`", "{}")
    );
}

// --- what is no answer at all

#[test]
fn empty_html_null_and_array() {
    assert_eq!(parts::<List>(""), strings("", "the answer has no body", ""));
    assert_eq!(
        parts::<List>(" \n"),
        strings("", "the answer has no body", "")
    );
    assert_eq!(
        parts::<List>("\u{feff}"),
        strings("", "the answer has no body", "")
    );
    assert_eq!(
        parts::<List>("null"),
        strings("", "invalid type: null, expected struct List", "null")
    );
    assert_eq!(
        parts::<List>("[]"),
        strings(
            "",
            "invalid length 0, expected struct List with 1 element",
            "[]"
        )
    );
    assert_eq!(
        parts::<List>("<html><title>502 Bad Gateway</title><p>am_key</html>"),
        strings("", "expected JSON, got HTML or XML", "502 Bad Gateway")
    );
}

#[test]
fn broken_json_shows_the_text_around() {
    let long = format!(
        r#"{{"webhooks": [{{"webhook_id": "{}", oops}}]}}"#,
        "x".repeat(500)
    );
    let (path, message, excerpt) = parts::<List>(long);
    assert_eq!(path, "webhooks[0]");
    assert_eq!(message, "key must be a string");
    assert!(excerpt.ends_with(r#"xxx", oops}]}"#), "{excerpt}");

    let (_, message, excerpt) = parts::<List>("{\"webhooks\":\n[],\n}");
    assert_eq!(message, "trailing comma");
    assert_eq!(excerpt, "{\"webhooks\": [], }");

    assert_eq!(
        parts::<u8>("1 2"),
        strings("", "trailing characters", "1 2")
    );
    assert_eq!(
        parts::<String>(&b"\"a\xff\""[..]),
        strings("", "invalid unicode code point", "\"a\u{fffd}\"")
    );
}

#[test]
fn a_cut_answer_shows_its_end() {
    let body = format!(
        r#"{{"webhooks": [{{"webhook_id": "{}", "size": 1"#,
        "x".repeat(500)
    );
    let (_, message, excerpt) = parts::<List>(body);
    assert_eq!(message, "EOF while parsing an object");
    assert!(excerpt.ends_with(r#"xxx", "size": 1"#), "{excerpt}");
}

#[test]
fn excerpts_and_quotes_are_clipped() {
    let body =
        list(json!({"agent_armor": {"status": "complete", "completed_at": "ä".repeat(1000)}}));
    let (_, message, excerpt) = parts::<List>(body);
    assert!(
        message.starts_with(&format!("\"{}…\" is no date, for ää", "ä".repeat(60))),
        "{message}"
    );
    assert!(message.chars().count() < 510);
    assert_eq!(excerpt.chars().count(), 200);

    let body =
        list(json!({"agent_armor": {"status": "complete", "completed_at": "a\nb\u{1b}[0m"}}));
    let (_, message, _) = parts::<List>(body);
    assert!(!message.contains(char::is_control), "{message:?}");
}

// --- no secret

#[test]
fn a_secret_of_the_wrong_type_is_hidden() {
    for wrong in [
        json!(123_456_789),
        json!([SECRET]),
        json!({"value": SECRET}),
        json!(true),
        json!(null),
    ] {
        let (path, message, excerpt) = parts::<List>(list(json!({"secret": wrong})));
        assert_eq!(path, "webhooks[0].secret");
        assert!(message.starts_with("expected a string, got "), "{message}");
        assert_eq!(excerpt, "[hidden]");
    }
}

#[test]
fn a_secret_that_serde_would_quote_is_hidden() {
    // The member is secret, its type is not `Secret`.
    let (path, message, excerpt) = parts::<List>(list(json!({"keys": [{"token": SECRET}]})));
    assert_eq!(path, "webhooks[0].keys[0].token");
    assert_eq!(message, "invalid type: string, expected u64");
    assert_eq!(excerpt, "[hidden]");

    // In a date, quoted and not; in a union, where the path does not end at it.
    let (_, message, _) = parts::<BTreeMap<String, Date>>(json!({"secret": SECRET}).to_string());
    assert_eq!(message, "\"[hidden]\" is no date, for [hidden] is not");
    let next = json!({"status": "complete", "completed_at": "today", "next": {"TOKEN": SECRET, "token": SECRET}});
    let (_, message, excerpt) = parts::<List>(list(json!({"agent_armor": next})));
    assert_eq!(
        message,
        "no type of Either fits: Key: at `token`: invalid type: string, expected u64; \
         Number: expected a number, got an object"
    );
    assert_eq!(excerpt, r#"{"TOKEN":"[hidden]","token":"[hidden]"}"#);
}

#[test]
fn a_secret_beside_the_error_is_hidden() {
    for secret in [
        json!(SECRET),
        json!([SECRET, 1]),
        json!({"a": {"b": SECRET}}),
        json!(12_345_678),
    ] {
        let body = json!({"webhooks": [{"SECRET": secret, "note": "x", "n": [{"token": secret}]}]});
        assert_eq!(
            parts::<List>(body.to_string()),
            strings(
                "webhooks[0]",
                "missing field `webhook_id`",
                r#"{"SECRET":"[hidden]","n":[{"token":"[hidden]"}],"note":"x"}"#
            )
        );
    }
}

#[test]
fn a_secret_is_hidden_wherever_it_stands_again() {
    let note = format!("your secret is {SECRET}");
    let json = json!({"secret": SECRET, "note": note, "copy": {"json": json!({"token": SECRET}).to_string()}});
    let (_, _, excerpt) = parts::<List>(json.to_string());
    assert_eq!(
        excerpt,
        r#"{"copy":{"json":"{\"token\":\"[hidden]\"}"},"note":"your secret is [hidden]","secret":"[hidden]"}"#
    );
}

#[test]
fn a_secret_member_with_an_escaped_name() {
    let (_, _, excerpt) = parts::<List>(format!(r#"{{"s\u0065cret": "{SECRET}"}}"#));
    assert_eq!(excerpt, r#"{"secret":"[hidden]"}"#);
}

#[test]
fn broken_json_with_a_secret() {
    let whole = list(json!({"size": 1, "keys": [{"token": 1}], "labels": {}}));
    for end in 0..whole.len() {
        let error = failure::<List>(whole[..end].to_owned());
        assert!(!error.to_string().contains("am_key"));
    }
    for body in [
        format!(r#"{{"webhooks": [{{"secret": "{SECRET}" oops}}]}}"#),
        format!(r#"{{"webhooks": [{{"secret" : ["{SECRET}", "{SECRET}"#),
        format!(r#"{{"webhooks": [{{"secret": {{"a": "}}", "b": "{SECRET}"}} oops"#),
        format!("{{\"webhooks\": [{{\"secret\"\n:\n\"{SECRET}\\\"whsec_\" oops"),
        format!(r#"{{"error": "{{\"secret\":\"{SECRET}\"}}" oops"#),
        format!(r#"{{"webhooks": [{{"secret": {SECRET}}}]}}"#),
        format!(r#"<pre>{{"secret": "{SECRET}"}}</pre>"#),
    ] {
        failure::<List>(body);
    }
}

#[test]
fn the_credentials_of_the_client_are_hidden() {
    let (_, message, excerpt) = parts::<BTreeMap<String, Date>>(r#"{"echo": "Bearer am_key!"}"#);
    assert_eq!(
        message,
        "\"Bearer [hidden]!\" is no date, for Bearer [hidden]! is not"
    );
    assert_eq!(excerpt, "\"Bearer [hidden]!\"");

    let (path, _, _) = parts::<BTreeMap<String, Date>>(r#"{"am_key": ""}"#);
    assert_eq!(path, "[hidden]");
}

// --- redaction of any text

#[track_caller]
fn redacts(text: &str, expected: &str) {
    assert_eq!(
        redact(text, SECRETS, &["key/+ %\"1", "am_key", "am_key_2"]),
        expected
    );
}

#[test]
fn members_are_redacted_at_every_level_of_escaping() {
    redacts(r#"{"secret":"a"}"#, r#"{"secret":"[hidden]"}"#);
    redacts(
        r#"{"Secret" : "a\"b\\","x":"y"}"#,
        r#"{"Secret" : "[hidden]","x":"y"}"#,
    );
    redacts(
        r#""{\"secret\":\"a\",\"x\":\"y\"}""#,
        r#""{\"secret\":\"[hidden]\",\"x\":\"y\"}""#,
    );
    redacts(
        r#""{\"secret\":\n \"a\\\"b\",\"x\":1}""#,
        r#""{\"secret\":\n \"[hidden]\",\"x\":1}""#,
    );
    redacts(
        r#""{\"a\":\"{\\\"secret\\\":\\\"b\\\",\\\"c\\\":1}\"}""#,
        r#""{\"a\":\"{\\\"secret\\\":\\\"[hidden]\\\",\\\"c\\\":1}\"}""#,
    );
    redacts("{'secret': 'a', 'x': 1}", "{'secret': '[hidden]', 'x': 1}");
    redacts(
        r#"{"s\u0065cret":"a","\x73ecret":"b"}"#,
        r#"{"s\u0065cret":"[hidden]","\x73ecret":"[hidden]"}"#,
    );
    redacts(
        "%7B%22secret%22%3A%22abc%22%7D",
        "%7B%22secret%22%3A%22[hidden]%22%7D",
    );
    redacts(
        "&amp;quot;token&amp;quot;: &amp;quot;a&amp;quot;, &#034;token&#034;:&#034;b&#034;",
        "&amp;quot;token&amp;quot;: &amp;quot;[hidden]&amp;quot;, &#034;token&#034;:&#034;[hidden]&#034;",
    );
    redacts(
        "&quot;secret&quot;:&quot;a&quot;,",
        "&quot;secret&quot;:&quot;[hidden]&quot;,",
    );
    redacts(
        "&#34;secret&#34;: &#34;a&#34;",
        "&#34;secret&#34;: &#34;[hidden]&#34;",
    );
    redacts(
        r#""\u0022secret\u0022:\u0022a\u0022""#,
        r#""\u0022secret\u0022:\u0022[hidden]\u0022""#,
    );
}

#[test]
fn values_of_any_type_are_redacted_whole() {
    redacts(r#"{"secret":12.5,"x":1}"#, r#"{"secret":"[hidden]","x":1}"#);
    redacts(r#"{"secret":true}"#, r#"{"secret":"[hidden]"}"#);
    redacts(
        r#"{"secret":[1,{"a":"]"},"b"],"x":1}"#,
        r#"{"secret":"[hidden]","x":1}"#,
    );
    redacts(
        r#"{"secret":{"a":["\"}"]},"x":1}"#,
        r#"{"secret":"[hidden]","x":1}"#,
    );
    redacts(
        r#""{\"secret\":[\"a\",\"]\"],\"x\":1}""#,
        r#""{\"secret\":\"[hidden]\",\"x\":1}""#,
    );
    redacts(r#"{"secret":null}"#, r#"{"secret":null}"#);
    redacts(
        "{\"secret\": nullable a b\n}",
        "{\"secret\": \"[hidden]\"\n}",
    );
    redacts(
        r#"{"secret":"a","token":"b"}"#,
        r#"{"secret":"[hidden]","token":"[hidden]"}"#,
    );
}

#[test]
fn what_is_cut_is_redacted_to_its_end() {
    redacts(r#"{"secret":"abc"#, r#"{"secret":"[hidden]""#);
    redacts(r#"{"secret":"abc\"#, r#"{"secret":"[hidden]""#);
    redacts(r#"{"secret":["a", {"b": 1}, "#, r#"{"secret":"[hidden]""#);
    redacts(r#"{"secret":"#, r#"{"secret":"#);
    redacts(
        r#"{"x":"{\"secret\":\"abc"}"#,
        r#"{"x":"{\"secret\":\"[hidden]\""}"#,
    );
    redacts(
        r#"{"x":"{\"secret\":[\"abc\","}"#,
        r#"{"x":"{\"secret\":\"[hidden]\""}"#,
    );
    redacts(
        r#"{"x":"{\"secret\":\"abc\\","y":1}"#,
        r#"{"x":"{\"secret\":\"[hidden]\","y":1}"#,
    );
}

#[test]
fn other_text_stays() {
    for text in [
        "",
        "secret: missing",
        r#"missing field `secret`"#,
        r#"{"secrets":"a","my_secret":"b","kind":"secret"}"#,
        r#"{"a\"b":"\\"}"#,
        "it's \\ & \"so\"",
        "ünï&code;\u{1f4ec}",
        "u0022secretu0022:1",
    ] {
        redacts(text, text);
    }
}

#[test]
fn credentials_are_redacted_in_every_spelling() {
    redacts("key am_key, am_key_2.", "key [hidden], [hidden].");
    redacts("?k=am%5Fkey&k=%61m_key%5f2", "?k=[hidden]&k=[hidden]");
    redacts(r#"a key/+ %"1 b"#, "a [hidden] b");
    redacts(r#""key/+ %\"1""#, r#""[hidden]""#);
    redacts("key%2F%2B%20%25%221 key%2f%2b+%25%221", "[hidden] [hidden]");
    assert_eq!(redact("text", &[], &[""]), "text");
    assert_eq!(redact("üüüü", &[], &["üü"]), "[hidden]");
    redacts(r"am_key am\u005Fkey", "[hidden] [hidden]");
    redacts("am%255Fkey am%25255fkey", "[hidden] [hidden]");
    redacts("am&#95;key am&#x5F;key", "[hidden] [hidden]");
    redacts("key/+ %&quot;1", "[hidden]");
    let nested = Value::from(Value::from(Value::from("key/+ %\"1").to_string()).to_string());
    redacts(&nested.to_string(), r#""\"\\\"[hidden]\\\"\"""#);
    assert_eq!(
        redact(
            r"a \ud83d\ude00\ud83d\ude00 b",
            &[],
            &["\u{1f600}\u{1f600}"]
        ),
        "a [hidden] b"
    );
    redacts(
        r"am\x5fkey am\u{5f}key am&lowbar;key am%5Fkey",
        "[hidden] [hidden] [hidden] [hidden]",
    );
    for odd in ["a\\b\"c&d_e", "line\none\ttwo", "back\\nslash"] {
        let percent: String = odd.bytes().map(|byte| format!("%{byte:02X}")).collect();
        let json = Value::from(odd).to_string();
        let nested = Value::from(json.clone()).to_string();
        for text in [odd, &percent, &json, &nested] {
            let shown = redact(text, &[], &[odd]);
            assert!(
                shown.contains("[hidden]") && shown.len() <= 16,
                "{text}: {shown}"
            );
        }
    }
    // One credential within another, and two that overlap.
    assert_eq!(redact("xabcdefy", &[], &["bcde", "abcdef"]), "x[hidden]y");
    assert_eq!(
        redact("xabcdefghy", &[], &["abcdef", "defgh"]),
        "x[hidden]y"
    );
}

/// A credential of a letter or two must not blank the words of a message.
#[test]
fn short_credentials_are_hidden_as_words() {
    let hidden = |text: &str| redact(text, &[], &["a", "pw1"]);
    assert_eq!(hidden("a bad day, pw1!"), "[hidden] bad day, [hidden]!");
    assert_eq!(hidden("pw12 xpw1 \"pw1\""), "pw12 xpw1 \"[hidden]\"");
}

/// The time must not grow with text times secrets: these would take hours.
#[test]
fn many_secrets_in_a_long_text() {
    let keys: Vec<String> = (0..60_000)
        .map(|number| format!("aaaaaaaa{number:06}"))
        .collect();
    let hidden: Vec<&str> = keys.iter().map(String::as_str).collect();
    let text = "a".repeat(2_000_000) + &keys[59_999];
    let shown = redact(&text, SECRETS, &hidden);
    assert!(shown.ends_with("aaaa[hidden]"), "{}", shown.len());

    let row = json!({ "secret": SECRET, "token": "t".repeat(40), "id": "wh" });
    let mut rows = vec![row; 6_000];
    for (number, row) in rows.iter_mut().enumerate() {
        row["secret"] = format!("{SECRET}{number}").into();
    }
    rows[5_999] = json!({ "id": 1, "note": format!("not {SECRET}7") });
    let body = Value::from(rows).to_string();
    assert!(body.len() < 1_000_000);
    let error = failure::<Vec<Note>>(body.clone());
    assert_eq!(error.path(), "[5999].id");
    assert_eq!(error.excerpt(), "1");
    let error = failure::<Vec<Missing>>(body);
    assert_eq!(error.path(), "[0]");
}

#[derive(Deserialize)]
struct Note {
    #[serde(rename = "id")]
    _id: String,
}

#[derive(Deserialize)]
struct Missing {
    #[serde(rename = "webhook_id")]
    _id: String,
}

/// Of a large body the path is found without keeping all of it, and no excerpt is shown.
#[test]
fn large_bodies_are_not_kept() {
    let mut rows = vec![json!({ "id": "x".repeat(50), "secret": SECRET }); 20_000];
    rows[19_000]["id"] = json!(1);
    let body = Value::from(rows).to_string();
    let error = failure::<Vec<Note>>(body.clone());
    assert_eq!(error.path(), "[19000].id");
    assert_eq!(error.message(), "invalid type: integer, expected a string");
    assert_eq!(error.excerpt(), "");
    assert_eq!(error.raw_body(), &body.as_bytes()[..1024 * 1024]);
    let broken = body.replacen(":1,", ":tru,", 1);
    assert_eq!(failure::<Vec<Note>>(broken).path(), "[19000].id");
    let error = failure::<Vec<Missing>>(body);
    assert_eq!(error.path(), "[0]");
}

/// Whatever stands in a body, showing it is not what breaks.
#[test]
fn any_bytes_can_be_reported() {
    let pieces = [
        "\"", "\\", "secret", ":", "{", "[", "}", "&quot;", "'", "null", "ü", "%", "\\u0022", " ",
        "<",
    ];
    let mut random = 1_u64;
    for _ in 0..5_000 {
        let mut text = String::from("{");
        for _ in 0..12 {
            random = random
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            text.push_str(pieces[(random >> 33) as usize % pieces.len()]);
        }
        redact(&text, SECRETS, &["\"\\", "ü"]);
        let bytes = Bytes::from(text);
        let _ = decode::json::<List>("x", None, SECRETS, &Vec::new, &bytes)
            .map_err(|error| error.to_string());
    }
}

/// JSON Schema counts `1.0` and `1e3` as integers, wherever they stand.
#[test]
fn whole_numbers_are_integers_however_they_are_written() {
    #[derive(Debug, PartialEq, Deserialize)]
    struct Counts {
        one: u8,
        many: Vec<i64>,
        some: Option<i32>,
        by_name: BTreeMap<String, i64>,
        ratio: f64,
    }
    let body =
        r#"{"one":1.0,"many":[1e3,-2.50e1,7],"some":9.0e0,"by_name":{"a":12E2},"ratio":2.0}"#;
    let decode = |body: &'static str| {
        let body = Bytes::from_static(body.as_bytes());
        decode::json::<Counts>("x", None, &[], &Vec::new, &body)
    };
    let counts = decode(body).unwrap();
    assert_eq!((counts.one, counts.many), (1, vec![1000, -25, 7]));
    assert_eq!(
        (counts.some, counts.by_name["a"], counts.ratio),
        (Some(9), 1200, 2.0)
    );
    for bad in [
        r#"{"one":1.5,"many":[],"some":null,"by_name":{},"ratio":2}"#,
        r#"{"one":1e3,"many":[],"some":null,"by_name":{},"ratio":2}"#,
        r#"{"one":1,"many":[1e30],"some":null,"by_name":{},"ratio":2}"#,
    ] {
        assert!(decode(bad).is_err(), "{bad}");
    }
}
