//! Which deliveries are genuine: the vectors that other verifiers were asked about, junk of every kind, and secrets
//! that cannot be one.

use std::collections::BTreeMap;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use agentmail_sdk::Error;
use agentmail_sdk::webhook::{Verifier, VerifyReason};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;

const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const ID: &str = "msg_1";
const SECONDS: u64 = 1_700_000_000;
const BODY: &[u8] = b"{}";

#[derive(Deserialize)]
struct Vectors {
    vectors: Vec<Vector>,
}

#[derive(Deserialize)]
struct Vector {
    name: String,
    why: String,
    expect: String,
    secret: String,
    headers: BTreeMap<String, String>,
    body_base64: String,
    now: u64,
}

#[test]
fn every_vector_gets_its_verdict() {
    let vectors: Vectors =
        serde_json::from_str(include_str!("data/signature-vectors.json")).expect("vectors");
    for vector in vectors.vectors {
        let verifier = Verifier::new(vector.secret).expect("the secret is fine");
        let body = STANDARD.decode(vector.body_base64).expect("base64");
        let verdict = match verifier.verify_at(&vector.headers, body, at(vector.now)) {
            Ok(_) => "ok",
            Err(_) => "fail",
        };
        assert_eq!(verdict, vector.expect, "{}: {}", vector.name, vector.why);
    }
}

#[test]
fn junk_in_a_header_is_refused_and_never_a_panic() {
    for junk in junk() {
        for header in ["svix-id", "svix-timestamp", "svix-signature"] {
            let mut headers = genuine();
            headers.insert(header, junk.clone());
            let verdict = verifier().verify_at(&headers, BODY, at(SECONDS));
            let error = verdict.expect_err(&format!("{header}: {junk:?}"));
            assert!(!error.to_string().is_empty());
        }
    }
}

#[test]
fn junk_in_the_body_is_refused() {
    for junk in junk() {
        let verdict = verifier().verify_at(&genuine(), junk, at(SECONDS));
        let error = verdict.expect_err("the signature is of another body");
        assert_eq!(error.reason(), VerifyReason::NoMatch);
    }
}

#[test]
fn a_bad_signature_never_hides_a_good_one() {
    let good = genuine()["svix-signature"].clone();
    for junk in junk() {
        for items in [[&junk, &good], [&good, &junk]] {
            let mut headers = genuine();
            headers.insert("svix-signature", items.map(|item| &item[..]).join(&b' '));
            let verdict = verifier().verify_at(&headers, BODY, at(SECONDS));
            assert!(verdict.is_ok(), "{:?}", headers["svix-signature"]);
        }
    }
}

#[test]
fn the_time_counts_in_both_directions() {
    let reason = |now| {
        let verdict = verifier().verify_at(&genuine(), BODY, now);
        verdict.err().map(|error| error.reason())
    };
    assert_eq!(reason(at(SECONDS - 300)), None);
    assert_eq!(reason(at(SECONDS + 300)), None);
    assert_eq!(reason(at(SECONDS - 301)), Some(VerifyReason::Expired));
    assert_eq!(reason(at(SECONDS + 301)), Some(VerifyReason::Expired));
    let before_1970 = UNIX_EPOCH - Duration::from_secs(1);
    assert_eq!(reason(before_1970), Some(VerifyReason::Expired));
}

#[test]
fn what_is_no_secret_is_refused_without_showing_it() {
    for secret in ["", "whsec_", "hunter2!", "whsec_MfKQ9r8GKYqrTwjUPD8IL", "é"] {
        match Verifier::new(secret) {
            Err(error @ Error::Config(_)) => {
                let text = format!("{error} {error:?}");
                assert!(text.contains("secret"), "{text}");
                let shown = secret.strip_prefix("whsec_").unwrap_or(secret);
                assert!(shown.is_empty() || !text.contains(shown), "{text}");
            }
            other => panic!("{secret:?} makes {other:?}"),
        }
    }
}

fn verifier() -> Verifier {
    Verifier::new(SECRET).expect("the secret is base64")
}

/// The headers of a genuine delivery of [`BODY`].
fn genuine() -> BTreeMap<&'static str, Vec<u8>> {
    let signature = verifier().sign(ID, SECONDS, BODY);
    BTreeMap::from([
        ("svix-id", ID.into()),
        ("svix-timestamp", SECONDS.to_string().into()),
        ("svix-signature", signature.into()),
    ])
}

/// What attackers and broken proxies send.
fn junk() -> Vec<Vec<u8>> {
    let texts = [
        "",
        " ",
        ",",
        "abc",
        "é📬",
        "v1",
        "v1,",
        "v1,,",
        "v1,=",
        "v1,AAAA",
        "v1,AAAA,BBBB",
        "v1,AAAA  v1,BBBB",
        "v2,AAAA",
        "v1,not base64!",
        "-1",
        "+1700000000",
        "1e9",
        "1700000000.0",
        "NaN",
        "18446744073709551615",
        "18446744073709551616",
        "2023-11-14T22:13:20Z",
    ];
    let mut junk: Vec<Vec<u8>> = texts.iter().map(|text| text.as_bytes().to_vec()).collect();
    junk.push(vec![0xff, 0xfe, 0x00]);
    junk.push(vec![b'A'; 1 << 20]);
    junk
}

fn at(seconds: u64) -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(seconds)
}
