//! Tokens that are asked for: from an endpoint, from a provider.

use std::error::Error as StdError;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use crate::runtime::client::Core;
use crate::runtime::client_builder::Builder;
use crate::runtime::clock::SystemClock;
use crate::runtime::error::Error;
use crate::runtime::operation::Operation;
use crate::runtime::retry::Retries;
use crate::runtime::token::{Token, TokenProvider};
use crate::runtime::transport::BoxFuture;
use crate::support::{Shop, Step, answer, run};

const IT: Operation = Operation {
    name: "it.get",
    id: "getIt",
    path: "/it",
    auth: Some(&[&["bearer"]]),
    ..Operation::GET
};

const ENDPOINT: (&str, &str) = ("bearer", "https://login.shop.test/token");

const TOKEN: &str = r#"{"access_token":"t-one","token_type":"Bearer","expires_in":3600}"#;

fn by_client(builder: Builder<Core>) -> Builder<Core> {
    builder.client_credentials(ENDPOINT, "me:i", "s3cret+", ["read", "write"])
}

fn shop(script: impl IntoIterator<Item = Step>) -> Shop {
    Shop::without_key(script, by_client)
}

fn call(shop: &Shop) -> Result<(), Error> {
    run(shop.call(&IT))
}

#[test]
fn a_token_is_asked_for_once_and_kept_while_it_is_good() {
    let shop = shop([
        answer(200, TOKEN),
        answer(204, ""),
        answer(204, ""),
        answer(200, r#"{"access_token":"t-two"}"#),
        answer(204, ""),
    ]);
    call(&shop).unwrap();
    call(&shop).unwrap();
    let sent = shop.wire.sent();
    assert_eq!(sent[0].method, "POST");
    assert_eq!(sent[0].url, "https://login.shop.test/token");
    assert_eq!(
        sent[0].body,
        "grant_type=client_credentials&scope=read%20write"
    );
    assert_eq!(
        sent[0].header("content-type"),
        Some("application/x-www-form-urlencoded")
    );
    // RFC 6749, section 2.3.1: both are encoded before they are joined.
    assert_eq!(
        sent[0].header("authorization"),
        Some("Basic bWUlM0FpOnMzY3JldCUyQg==")
    );
    for sent in &sent[1..] {
        assert_eq!(sent.url, "https://api.shop.test/it");
        assert_eq!(sent.header("authorization"), Some("Bearer t-one"));
        assert!(sent.headers["authorization"].is_sensitive());
    }
    // It is asked for again a little before it goes stale.
    shop.clock.advance(Duration::from_secs(3575));
    call(&shop).unwrap();
    assert_eq!(
        shop.wire.sent()[4].header("authorization"),
        Some("Bearer t-two")
    );
}

#[test]
fn a_token_that_is_taken_back_is_replaced_once() {
    let shop = shop([
        answer(200, TOKEN),
        answer(401, ""),
        answer(200, r#"{"access_token":"t-two"}"#),
        answer(204, ""),
    ]);
    call(&shop).unwrap();
    assert_eq!(
        shop.wire.sent()[3].header("authorization"),
        Some("Bearer t-two")
    );

    let again = || answer(200, TOKEN);
    let shop = self::shop([again(), answer(401, ""), again(), answer(401, "")]);
    let error = call(&shop).unwrap_err();
    assert_eq!(error.status().unwrap(), 401);
    assert_eq!(shop.wire.count(), 4);
}

#[test]
fn a_secret_that_is_not_taken_from_the_header_goes_into_the_form() {
    let shop = shop([
        answer(401, r#"{"error":"invalid_client"}"#),
        answer(200, TOKEN),
        answer(204, ""),
    ]);
    call(&shop).unwrap();
    let second = &shop.wire.sent()[1];
    assert_eq!(second.header("authorization"), None);
    assert_eq!(
        second.body,
        "grant_type=client_credentials&scope=read%20write&client_id=me%3Ai&client_secret=s3cret%2B"
    );
}

#[test]
fn a_refusal_says_why_and_shows_no_secret() {
    let refused = || {
        answer(
            400,
            r#"{"error":"invalid_scope","error_description":"s3cret+ may not write"}"#,
        )
    };
    let shop = shop([refused(), refused()]);
    let error = call(&shop).unwrap_err();
    assert!(matches!(error, Error::Token(_)), "{error:?}");
    let text = error.to_string();
    assert!(text.contains("no token for `bearer`"), "{text}");
    assert!(text.contains("400 Bad Request: invalid_scope"), "{text}");
    assert!(!format!("{text}{error:?}").contains("s3cret"), "{text}");

    let shop = self::shop([answer(200, r#"{"token":"x"}"#)]);
    let text = call(&shop).unwrap_err().to_string();
    assert!(text.contains("without a token"), "{text}");
}

#[test]
fn an_endpoint_that_is_busy_is_asked_again() {
    let shop = shop([answer(503, ""), answer(200, TOKEN), answer(204, "")]);
    call(&shop).unwrap();
    let shop = Shop::without_key([answer(503, "")], |builder| {
        by_client(builder).retries(Retries::none())
    });
    let text = call(&shop).unwrap_err().to_string();
    assert!(text.contains("the token endpoint answered 503"), "{text}");
}

#[test]
fn a_refresh_token_is_replaced_by_the_next_one() {
    let shop = Shop::without_key(
        [
            answer(
                200,
                r#"{"access_token":"a","expires_in":10,"refresh_token":"r-two"}"#,
            ),
            answer(204, ""),
            answer(200, r#"{"access_token":"b"}"#),
            answer(204, ""),
        ],
        |builder| builder.refresh_token(ENDPOINT, "me", "", "r-one"),
    );
    call(&shop).unwrap();
    shop.clock.advance(Duration::from_secs(10));
    call(&shop).unwrap();
    let sent = shop.wire.sent();
    assert_eq!(
        sent[0].body,
        "grant_type=refresh_token&refresh_token=r-one&client_id=me"
    );
    assert_eq!(
        sent[2].body,
        "grant_type=refresh_token&refresh_token=r-two&client_id=me"
    );
}

#[test]
fn a_secret_goes_to_no_endpoint_over_plain_http() {
    let build = |url: &'static str, allow: bool| {
        let builder = Builder::<Core>::new(&crate::support::SDK).allow_insecure(allow);
        let builder = builder.client_credentials(("bearer", url), "me", "s", [""; 0]);
        builder.transport(shop([]).wire).build()
    };
    let error = build("http://login.shop.test/token", false).unwrap_err();
    assert!(error.to_string().contains("plain HTTP"), "{error}");
    assert!(build("http://login.shop.test/token", true).is_ok());
    assert!(build("http://127.0.0.1:9/token", false).is_ok());
    let error = build("no url", false).unwrap_err();
    assert!(error.to_string().contains("is no URL"), "{error}");
}

struct Vault(Arc<AtomicUsize>, bool);

impl TokenProvider for Vault {
    fn token(&self) -> BoxFuture<'_, Result<Token, Box<dyn StdError + Send + Sync>>> {
        let number = self.0.fetch_add(1, Ordering::Relaxed);
        let is_open = self.1;
        Box::pin(async move {
            // Lets others run, as a real one does.
            let mut is_first = is_open;
            std::future::poll_fn(|context| {
                context.waker().wake_by_ref();
                match std::mem::take(&mut is_first) {
                    true => Poll::Pending,
                    false => Poll::Ready(()),
                }
            })
            .await;
            match is_open {
                true => Ok(Token::new(format!("v{number}"))),
                false => Err("the vault is shut".into()),
            }
        })
    }
}

#[test]
fn a_provider_is_asked_once_for_many_calls() {
    let asked = Arc::new(AtomicUsize::new(0));
    let vault = Vault(asked.clone(), true);
    let script = std::iter::repeat_with(|| answer(204, "")).take(8);
    let shop = Shop::without_key(script, |builder| {
        let builder = builder.provider("bearer", vault);
        builder.clock(SystemClock::new())
    });
    let mut calls: Vec<_> = (0..8).map(|_| shop.call(&IT).send()).collect();
    let mut context = Context::from_waker(Waker::noop());
    while !calls.is_empty() {
        calls.retain_mut(|call| match call.as_mut().poll(&mut context) {
            Poll::Ready(done) => {
                done.unwrap();
                false
            }
            Poll::Pending => true,
        });
    }
    assert_eq!(asked.load(Ordering::Relaxed), 1);
    for sent in shop.wire.sent() {
        assert_eq!(sent.header("authorization"), Some("Bearer v0"));
    }
}

#[test]
fn a_provider_that_fails_makes_the_call_fail() {
    let vault = Vault(Arc::default(), false);
    let shop = Shop::without_key([], |builder| builder.provider("bearer", vault));
    let error = call(&shop).unwrap_err();
    assert_eq!(
        error.to_string(),
        "no token for `bearer`: the vault is shut"
    );
    assert!(error.source().is_some());
    assert_eq!(shop.wire.count(), 0);
}
