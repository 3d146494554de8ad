//! Lists in pages.

use std::pin::Pin;
use std::task::{Context, Poll, Waker};

use futures_core::Stream;
use serde::Deserialize;

use crate::runtime::call::Call;
use crate::runtime::error::Error;
use crate::runtime::next_page::{Next, query};
use crate::runtime::pages::{ItemStream, PageStream, Paging};
use crate::support::{LIST, Shop, Step, answer, ok, run};

#[derive(Clone, Debug, PartialEq, Deserialize)]
struct Page {
    things: Vec<u32>,
    next_page_token: Option<String>,
}

const PAGING: Paging<Page, u32> = Paging {
    next: Next::Token(query("page_token"), |page| page.next_page_token.as_deref()),
    items: |page| page.things,
};

fn list(shop: &Shop) -> Call<Page> {
    Call::json(&shop.core, &LIST).query("limit", 2)
}

fn items(shop: &Shop) -> ItemStream<u32> {
    ItemStream::new(list(shop), &PAGING)
}

/// Everything the stream gives until it ends, and that it stays ended.
fn drain(mut stream: ItemStream<u32>) -> Vec<Result<u32, Error>> {
    run(async {
        let mut all = Vec::new();
        while let Some(item) = stream.next().await {
            all.push(item);
        }
        assert!(stream.next().await.is_none());
        all
    })
}

fn page(body: &'static str) -> Step {
    answer(200, body)
}

#[test]
fn every_item_of_every_page_once() {
    let shop = Shop::new([
        page(r#"{"things":[1,2],"next_page_token":"a b"}"#),
        page(r#"{"things":[],"next_page_token":"c"}"#),
        page(r#"{"things":[3],"next_page_token":null}"#),
    ]);
    assert_eq!(run(items(&shop).try_collect()).unwrap(), [1, 2, 3]);
    assert_eq!(
        shop.wire.urls(),
        [
            "https://api.shop.test/v0/things?limit=2",
            "https://api.shop.test/v0/things?limit=2&page_token=a%20b",
            "https://api.shop.test/v0/things?limit=2&page_token=c",
        ]
    );
}

#[test]
fn the_last_page_may_have_an_empty_token_or_none() {
    for last in [
        r#"{"things":[1],"next_page_token":""}"#,
        r#"{"things":[1]}"#,
    ] {
        let shop = Shop::new([page(last)]);
        assert_eq!(run(items(&shop).try_collect()).unwrap(), [1]);
    }
}

#[test]
fn pages_are_fetched_no_sooner_than_needed() {
    let shop = Shop::new([
        page(r#"{"things":[1,2],"next_page_token":"a"}"#),
        page(r#"{"things":[3]}"#),
    ]);
    let mut stream = items(&shop);
    assert_eq!(shop.wire.count(), 0);
    run(async {
        assert_eq!(stream.next().await.unwrap().unwrap(), 1);
        assert_eq!(stream.next().await.unwrap().unwrap(), 2);
        assert_eq!(shop.wire.count(), 1);
        assert_eq!(stream.next().await.unwrap().unwrap(), 3);
        assert!(stream.next().await.is_none());
    });
}

#[test]
fn a_repeated_token_is_an_error_after_the_items_before_it() {
    for second in ["a", "b"] {
        let again =
            Box::leak(format!(r#"{{"things":[2],"next_page_token":"{second}"}}"#).into_boxed_str());
        let shop = Shop::new([
            page(r#"{"things":[1],"next_page_token":"a"}"#),
            page(again),
            page(r#"{"things":[3],"next_page_token":"a"}"#),
        ]);
        let mut all = drain(items(&shop));
        let error = all.pop().unwrap().unwrap_err();
        assert_eq!(
            error.to_string(),
            "things.list: the service sent the same page token twice"
        );
        assert!(matches!(error, Error::Pagination(_)));
        let expected: &[u32] = if second == "a" { &[1, 2] } else { &[1, 2, 3] };
        let got: Vec<u32> = all.into_iter().map(Result::unwrap).collect();
        assert_eq!(got, expected);
    }
}

#[test]
fn the_token_to_start_with_counts_as_seen() {
    let shop = Shop::new([page(r#"{"things":[1],"next_page_token":"start"}"#)]);
    let all = drain(ItemStream::new(
        list(&shop).query("page_token", "start"),
        &PAGING,
    ));
    assert_eq!(all.len(), 2);
    assert!(matches!(all[1], Err(Error::Pagination(_))));
}

#[test]
fn an_error_surfaces_once_and_ends_the_stream() {
    let shop = Shop::new([
        page(r#"{"things":[1],"next_page_token":"a"}"#),
        answer(404, ""),
    ]);
    let all = drain(items(&shop));
    assert_eq!(*all[0].as_ref().unwrap(), 1);
    assert!(all[1].as_ref().unwrap_err().is_not_found());
    assert_eq!(all.len(), 2);

    let shop = Shop::new([page(r#"{"things":[1],"next_page_token":"a"}"#), page("{}")]);
    let error = run(items(&shop).try_collect()).unwrap_err();
    assert!(
        error
            .to_string()
            .starts_with("things.list: cannot decode the answer: missing field `things`"),
        "{error}"
    );
}

#[test]
fn arguments_are_checked_before_the_first_page() {
    let shop = Shop::new([]);
    let all = drain(ItemStream::new(list(&shop).query("limit", 101), &PAGING));
    assert_eq!(
        all[0].as_ref().unwrap_err().to_string(),
        "things.list: not sent: limit must be at most 100"
    );
    assert_eq!(all.len(), 1);
}

#[test]
fn whole_pages_come_as_they_are() {
    let shop = Shop::new([
        page(r#"{"things":[1,2],"next_page_token":"a"}"#),
        page(r#"{"things":[]}"#),
    ]);
    let pages = run(PageStream::new(list(&shop), &PAGING).try_collect()).unwrap();
    let sizes: Vec<usize> = pages.iter().map(|page| page.things.len()).collect();
    assert_eq!(sizes, [2, 0]);
}

#[test]
fn a_page_under_way_is_not_lost_when_the_consumer_looks_away() {
    /// Answers only when it is polled for the second time.
    struct Slow(bool);
    impl Future for Slow {
        type Output = ();
        fn poll(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<()> {
            if std::mem::replace(&mut self.0, true) {
                Poll::Ready(())
            } else {
                Poll::Pending
            }
        }
    }
    struct SlowWire(crate::support::Wire);
    impl crate::runtime::transport::Transport for SlowWire {
        fn send(
            &self,
            request: http::Request<crate::runtime::transport::Body>,
        ) -> crate::runtime::transport::BoxFuture<
            '_,
            Result<
                http::Response<crate::runtime::transport::Body>,
                crate::runtime::transport_error::TransportError,
            >,
        > {
            Box::pin(async move {
                Slow(false).await;
                self.0.send(request).await
            })
        }
    }
    struct Patient;
    impl crate::runtime::clock::Clock for Patient {
        fn now(&self) -> std::time::SystemTime {
            std::time::SystemTime::UNIX_EPOCH
        }
        fn monotonic(&self) -> std::time::Duration {
            std::time::Duration::ZERO
        }
        fn sleep(&self, _: std::time::Duration) -> crate::runtime::transport::BoxFuture<'_, ()> {
            Box::pin(std::future::pending())
        }
        fn random(&self) -> f64 {
            0.0
        }
    }
    let inner = Shop::new([page(r#"{"things":[1]}"#), ok()]);
    let wire = SlowWire(inner.wire.clone());
    let shop = Shop::with([], |builder| builder.transport(wire).clock(Patient));
    let mut stream = items(&shop);
    let mut context = Context::from_waker(Waker::noop());
    assert!(Pin::new(&mut stream).poll_next(&mut context).is_pending());
    {
        // A `next()` that is dropped while it waits.
        let next = std::pin::pin!(stream.next());
        assert!(matches!(next.poll(&mut context), Poll::Ready(Some(Ok(1)))));
    }
    assert!(run(stream.next()).is_none());
    assert_eq!(inner.wire.count(), 1);
}

#[test]
fn streams_show_no_tokens() {
    let shop = Shop::new([]);
    let pages = PageStream::new(list(&shop).query("page_token", "private"), &PAGING);
    assert_eq!(format!("{pages:?}"), "PageStream(Call(things.list))");
    assert_eq!(format!("{:?}", items(&shop)), "ItemStream { .. }");
}
