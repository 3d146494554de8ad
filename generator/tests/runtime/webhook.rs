//! Genuine deliveries verify, nothing else does, and nothing that a stranger can send panics.

use std::collections::HashMap;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue};
use serde::Deserialize;

use crate::runtime::error::Error;
use crate::runtime::webhook::{Delivery, Verifier, VerifyError, VerifyReason};

// --- the recorded vectors

#[derive(Deserialize)]
struct Vectors {
    vectors: Vec<Vector>,
}

#[derive(Deserialize)]
struct Vector {
    name: String,
    expect: String,
    secret: String,
    headers: HashMap<String, String>,
    body_base64: String,
    now: u64,
}

#[test]
fn every_vector_gives_what_it_expects() {
    let vectors: Vectors =
        serde_json::from_str(include_str!("../data/signature-vectors.json")).unwrap();
    assert!(vectors.vectors.len() >= 20);

    for vector in vectors.vectors {
        let verifier = Verifier::new(vector.secret).unwrap();
        let body = STANDARD.decode(&vector.body_base64).unwrap();

        let result = verifier.verify_at(&vector.headers, body.clone(), at(vector.now));
        match vector.expect.as_str() {
            "ok" => assert_eq!(result.unwrap().body(), &body, "{}", vector.name),
            "fail" => assert!(result.is_err(), "{}", vector.name),
            other => panic!("{}: what is {other}?", vector.name),
        }
    }
}

// --- one delivery, whole and damaged

const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const NOW: u64 = 1_614_265_330;
const BODY: &[u8] = br#"{"test": 2432232314}"#;
const GOOD: &str = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
const WRONG: &str = "v1,wZeM6UtTkW6PympnfBhRiR/q26YiRUj58myMoezgPo0=";
const ID: (&str, &str) = ("svix-id", "msg_p5jXN8AQM9LWM0D4loKWxJek");
const TIME: (&str, &str) = ("svix-timestamp", "1614265330");

fn at(seconds: u64) -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(seconds)
}

fn verifier() -> Verifier {
    Verifier::new(SECRET).unwrap()
}

fn verify<V: AsRef<[u8]>>(headers: Vec<(&str, V)>) -> Result<Delivery, VerifyError> {
    verifier().verify_at(headers, BODY, at(NOW))
}

fn with_signature(signature: impl AsRef<[u8]>) -> Result<Delivery, VerifyError> {
    let headers = [
        ("svix-id", ID.1.as_bytes()),
        ("svix-timestamp", TIME.1.as_bytes()),
    ];
    verify(
        headers
            .into_iter()
            .chain([("svix-signature", signature.as_ref())])
            .collect(),
    )
}

fn with_timestamp(timestamp: impl AsRef<[u8]>) -> Result<Delivery, VerifyError> {
    let headers = [
        ("svix-id", ID.1.as_bytes()),
        ("svix-signature", GOOD.as_bytes()),
    ];
    verify(
        headers
            .into_iter()
            .chain([("svix-timestamp", timestamp.as_ref())])
            .collect(),
    )
}

#[track_caller]
fn refuses(result: Result<Delivery, VerifyError>, reason: VerifyReason) {
    assert_eq!(result.unwrap_err().reason(), reason);
}

#[test]
fn a_delivery_says_what_was_signed() {
    let delivery = with_signature(GOOD).unwrap();
    assert_eq!(delivery.id(), ID.1);
    assert_eq!(delivery.timestamp(), at(NOW));
    assert_eq!(delivery.body(), BODY);
    assert_eq!(delivery.clone().into_body(), BODY);
    assert!(!format!("{delivery:?}").contains("test"), "{delivery:?}");
}

#[test]
fn junk_signatures_are_refused() {
    let long = "v1,".repeat(10_000);
    for junk in [
        "v1,",
        ",",
        "v1",
        "abc",
        "v1,AAAA,BBBB",
        "v1,!!!!",
        "v1,====",
        "v1,é",
        "v1a,AAAA",
        "v2,AAAA",
        "V1,AAAA",
        " , ",
        &long,
        WRONG,
        &GOOD.replace("v1,", "v2,"),
        &GOOD.replace("v1,", "v1a,"),
        &GOOD.replace("v1,", "v1, "),
        &GOOD.replace("v1,", ""),
        &GOOD.replace('=', ""),
        &GOOD.replace('+', "-").replace('/', "_"),
        &GOOD.replace('=', "=="),
        &format!("{GOOD}x"),
    ] {
        assert!(with_signature(junk).is_err(), "{junk}");
    }
    refuses(with_signature(""), VerifyReason::MissingHeader);
    refuses(with_signature(WRONG), VerifyReason::NoMatch);
    refuses(with_signature(b"\xff\xfe\x00"), VerifyReason::NoMatch);
}

#[test]
fn one_bad_item_hides_no_later_good_one() {
    for junk in [
        "v1,",
        ",",
        "abc",
        "v1,AAAA,BBBB",
        "v1,!!!!",
        "v2,AAAA",
        "v1a,AAAA",
        "é",
        WRONG,
        "v1",
    ] {
        for list in [
            format!("{junk} {GOOD}"),
            format!("{GOOD} {junk}"),
            format!(" {junk}  {junk}\t {GOOD} "),
        ] {
            with_signature(&list).unwrap_or_else(|error| panic!("{list}: {error}"));
        }
    }
    with_signature([b"\xff\xfe v1,\xff ", GOOD.as_bytes()].concat()).unwrap();

    // In headers of the same name, and where a proxy joined those.
    verify(vec![
        ("svix-signature", "junk"),
        ID,
        TIME,
        ("svix-signature", WRONG),
        ("svix-signature", GOOD),
    ])
    .unwrap();
    with_signature(format!("{WRONG}, {GOOD}")).unwrap();
    with_signature(format!("{GOOD}, {WRONG}")).unwrap();
    verify(vec![
        ("svix-id", "other"),
        ID,
        ("svix-timestamp", "x"),
        ("svix-timestamp", "1"),
        TIME,
        ("svix-signature", GOOD),
    ])
    .unwrap();
}

#[test]
fn junk_timestamps_are_refused() {
    let huge = "9".repeat(10_000);
    for junk in [
        "x",
        "-1",
        "+1614265330",
        "1614265330.0",
        "1614265330s",
        "0x60377DB2",
        "1e9",
        "１６１４",
        &huge,
        "18446744073709551616",
    ] {
        refuses(with_timestamp(junk), VerifyReason::BadTimestamp);
    }
    for far in [
        "0",
        "1",
        "1614265029",
        "1614265631",
        "9223372036854775807",
        "9223372036854775808",
        "18446744073709551615",
    ] {
        refuses(with_timestamp(far), VerifyReason::Expired);
    }
    refuses(with_timestamp(b"\xff\xff"), VerifyReason::BadTimestamp);
    refuses(with_timestamp(""), VerifyReason::MissingHeader);
    refuses(with_timestamp("  "), VerifyReason::MissingHeader);
    // A time that is near enough, but not the one signed.
    refuses(with_timestamp("1614265331"), VerifyReason::NoMatch);
}

#[test]
fn clocks_of_any_kind() {
    let headers = [ID, TIME, ("svix-signature", GOOD)];
    let verify = |now| verifier().verify_at(&headers, BODY, now);
    for near in [at(NOW - 300), at(NOW + 300)] {
        verify(near).unwrap();
    }
    for far in [
        at(NOW - 301),
        at(NOW + 301),
        at(0),
        UNIX_EPOCH - Duration::from_secs(9),
        at(1 << 40),
    ] {
        refuses(verify(far), VerifyReason::Expired);
    }
    refuses(verifier().verify(&headers, BODY), VerifyReason::Expired);
}

#[test]
fn all_three_headers_of_one_family_are_needed() {
    let signature = ("svix-signature", GOOD);
    for headers in [
        vec![],
        vec![ID, TIME],
        vec![ID, signature],
        vec![TIME, signature],
    ] {
        refuses(verify(headers), VerifyReason::MissingHeader);
    }
    let mixed = vec![ID, TIME, ("webhook-signature", GOOD)];
    refuses(verify(mixed), VerifyReason::MissingHeader);
    refuses(
        verify(vec![("svix-id", ""), TIME, signature]),
        VerifyReason::MissingHeader,
    );

    // Beside a family that does not verify, another one that does.
    verify(vec![
        ("svix-id", "x"),
        ("svix-timestamp", "x"),
        ("svix-signature", "x"),
        ("Webhook-Id", ID.1),
        ("WEBHOOK-TIMESTAMP", TIME.1),
        ("webhook-signature", GOOD),
    ])
    .unwrap();
}

#[test]
fn the_body_counts_to_the_last_byte() {
    let headers = [ID, TIME, ("svix-signature", GOOD)];
    for body in [
        &b""[..],
        b"{}",
        br#"{"test":2432232314}"#,
        b"{\"test\": 2432232314}\n",
    ] {
        refuses(
            verifier().verify_at(&headers, body, at(NOW)),
            VerifyReason::NoMatch,
        );
    }
}

#[test]
fn any_body_verifies_when_it_is_signed() {
    let verifier = verifier();
    for body in [&b""[..], b"\xff\xfe\x00", b"no json", &[b'x'; 100_000]] {
        let headers = [
            ID,
            TIME,
            ("svix-signature", &verifier.sign(ID.1, NOW, body)),
        ];
        assert_eq!(
            verifier
                .verify_at(headers, body.to_vec(), at(NOW))
                .unwrap()
                .body(),
            body
        );
    }
    assert_eq!(verifier.sign(ID.1, NOW, BODY), GOOD);
}

/// Each pair of an id and a time costs a pass over the body, so a stranger must not be able to ask for many.
#[test]
fn of_repeated_headers_the_first_four_are_tried() {
    for (name, genuine) in [ID, TIME] {
        let other = if name == ID.0 { TIME } else { ID };
        let fillers = ["1614265331", "1614265332", "1614265333", "1614265334"];
        let verify_after = |count: usize| {
            let repeated = fillers.into_iter().take(count).chain([genuine]);
            let headers = repeated.map(|value| (name, value));
            verify(headers.chain([other, ("svix-signature", GOOD)]).collect())
        };
        verify_after(3).unwrap();
        refuses(verify_after(4), VerifyReason::NoMatch);
    }
    // The same again is no other.
    verify(vec![
        ID,
        ID,
        ID,
        ID,
        ("svix-id", "x"),
        TIME,
        ("svix-signature", GOOD),
    ])
    .unwrap();
}

// --- how headers and bodies can be handed over

#[test]
fn headers_of_any_shape() {
    let mut map = HeaderMap::new();
    let pairs = [
        ID,
        TIME,
        ("svix-signature", WRONG),
        ("svix-signature", GOOD),
        ("host", "example.com"),
    ];
    for (name, value) in pairs {
        map.append(
            HeaderName::from_static(name),
            HeaderValue::from_static(value),
        );
    }
    let hash: HashMap<String, String> = [ID, TIME, ("svix-signature", GOOD)]
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .into();
    let bytes: Vec<(String, Vec<u8>)> = pairs
        .map(|(name, value)| (name.to_owned(), value.as_bytes().to_vec()))
        .into();
    let text = "{\"test\": 2432232314}";
    let (verifier, now) = (verifier(), at(NOW));

    verifier
        .verify_at(&map, Bytes::from_static(BODY), now)
        .unwrap();
    verifier.verify_at(map.iter(), BODY, now).unwrap();
    verifier.verify_at(&hash, BODY.to_vec(), now).unwrap();
    verifier.verify_at(hash, text, now).unwrap();
    verifier.verify_at(&pairs, text.to_owned(), now).unwrap();
    verifier.verify_at(&pairs[..], text, now).unwrap();
    verifier.verify_at(pairs, text, now).unwrap();
    verifier.verify_at(&bytes, text, now).unwrap();
    verifier.verify_at(bytes, text, now).unwrap();
}

// --- secrets

#[test]
fn a_secret_that_is_none_is_refused() {
    let sound = "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    for bad in [
        "",
        "whsec_",
        "whsec",
        "not base64!",
        "whsec_not base64!",
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaS",
        "whsec_-_-_",
        "whsec_whsec_MfKQ",
        &sound.replace('G', "\n"),
        "whsec_ MfKQ",
        "ü",
    ] {
        let error = Verifier::new(bad).unwrap_err();
        assert!(matches!(error, Error::Config(_)), "{bad}");
        assert!(!format!("{error} {error:?}").contains("MfKQ"), "{error}");
    }
    let spaced = format!(" \t{SECRET}\r\n");
    for good in [SECRET, sound, "whsec_AA==", &spaced] {
        assert_eq!(
            format!("{:?}", Verifier::new(good).unwrap()),
            "Verifier { .. }"
        );
    }
}

#[test]
fn the_error_is_an_ordinary_one() {
    fn is_error<T: std::error::Error + Clone + Send + Sync + 'static>(_: &T) {}
    fn is_shared<T: Clone + Send + Sync + 'static>(_: &T) {}

    let error = with_signature(WRONG).unwrap_err();
    is_error(&error);
    is_shared(&verifier());
    assert_eq!(error.to_string(), "no signature matches the delivery");
}
