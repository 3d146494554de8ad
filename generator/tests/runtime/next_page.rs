//! Lists whose pages are counted, or are at URLs.

use serde::Deserialize;

use crate::runtime::call::Call;
use crate::runtime::error::Error;
use crate::runtime::link::next_link;
use crate::runtime::next_page::{End, Next, query};
use crate::runtime::operation::{Operation, Parameter};
use crate::runtime::options::CallOptions;
use crate::runtime::pages::{ItemStream, PageStream, Paging};
use crate::support::{KEY, Shop, Step, answer, answer_with, run};

const LIST: Operation = Operation {
    parameters: &[
        Parameter::query("limit"),
        Parameter::query("offset"),
        Parameter::query("page"),
        Parameter::query("cursor"),
        Parameter::header("X-Region"),
    ],
    auth: Some(&[&["bearer"]]),
    name: "things.list",
    path: "/v0/things",
    ..Operation::GET
};

/// The same, with the credential in the query.
const KEYED: Operation = Operation {
    parameters: &[Parameter::query("limit")],
    auth: Some(&[&["query"]]),
    name: "things.list",
    path: "/v0/things",
    ..Operation::GET
};

#[derive(Clone, Debug, Deserialize)]
struct Page {
    things: Vec<u32>,
    total: Option<i64>,
    more: Option<bool>,
    next: Option<String>,
}

const fn paging(next: Next<Page>) -> Paging<Page, u32> {
    Paging {
        next,
        items: |page| page.things,
    }
}

const OFFSET: Paging<Page, u32> = paging(Next::Offset(
    query("offset"),
    0,
    |page| Some(page.things.len()),
    End::Empty,
));
const OFFSET_TOTAL: Paging<Page, u32> = paging(Next::Offset(
    query("offset"),
    0,
    |page| Some(page.things.len()),
    End::Total(|page| page.total),
));
const OFFSET_FROM_1: Paging<Page, u32> = paging(Next::Offset(
    query("offset"),
    1,
    |page| Some(page.things.len()),
    End::Total(|page| page.total),
));
const OFFSET_MORE: Paging<Page, u32> = paging(Next::Offset(
    query("offset"),
    0,
    |page| Some(page.things.len()),
    End::More(|page| page.more),
));
const NUMBER: Paging<Page, u32> = paging(Next::Number(
    query("page"),
    1,
    |page| Some(page.things.len()),
    End::Empty,
));
const NUMBER_TOTAL: Paging<Page, u32> = paging(Next::Number(
    query("page"),
    1,
    |page| Some(page.things.len()),
    End::Total(|page| page.total),
));
const NUMBER_FROM_0: Paging<Page, u32> = paging(Next::Number(
    query("page"),
    0,
    |page| Some(page.things.len()),
    End::Total(|page| page.total),
));
const URL: Paging<Page, u32> = paging(Next::Url(|page| page.next.as_deref()));
const TOKEN_OR_URL: Paging<Page, u32> = paging(Next::TokenOrUrl(query("cursor"), |page| {
    page.next.as_deref()
}));
const LINK: Paging<Vec<u32>, u32> = Paging {
    next: Next::Header(next_link),
    items: |page| page,
};

const BASE: &str = "https://api.shop.test/v0/things";

fn list(shop: &Shop) -> Call<Page> {
    Call::json(&shop.core, &LIST)
}

/// All items of pages with these bodies, and what was asked for.
fn all(paging: &'static Paging<Page, u32>, pages: &[&'static str]) -> (Vec<u32>, Vec<String>) {
    let shop = Shop::new(pages.iter().map(|body| answer(200, body)));
    let stream = ItemStream::new(list(&shop).query("limit", 2), paging);
    let items = run(stream.try_collect()).unwrap();
    assert_eq!(shop.wire.count(), pages.len());
    let queries = shop.wire.urls().into_iter();
    let queries = queries.map(|url| url.replace(&format!("{BASE}?limit=2"), ""));
    (items, queries.collect())
}

/// The items before the stream breaks, and the message with which it does.
fn broken(call: Call<Page>, paging: &'static Paging<Page, u32>) -> (Vec<u32>, String) {
    let mut stream = ItemStream::new(call, paging);
    run(async {
        let mut items = Vec::new();
        loop {
            match stream.next().await {
                Some(Ok(item)) => items.push(item),
                Some(Err(error)) => {
                    assert!(matches!(error, Error::Pagination(_)), "{error:?}");
                    assert!(stream.next().await.is_none());
                    return (items, error.to_string());
                }
                None => panic!("the stream ended without an error: {items:?}"),
            }
        }
    })
}

fn next(things: &str, url: &str) -> Step {
    let body = format!(r#"{{"things":{things},"next":"{url}"}}"#);
    answer(200, Box::leak(body.into_boxed_str()))
}

#[test]
fn the_next_offset_is_the_number_of_items_so_far() {
    let (items, asked) = all(
        &OFFSET,
        &[
            r#"{"things":[1,2]}"#,
            r#"{"things":[3]}"#,
            r#"{"things":[]}"#,
        ],
    );
    assert_eq!(items, [1, 2, 3]);
    assert_eq!(asked, ["", "&offset=2", "&offset=3"]);
}

#[test]
fn a_list_with_offsets_ends_at_the_total() {
    let (items, asked) = all(
        &OFFSET_TOTAL,
        &[
            r#"{"things":[1,2],"total":3}"#,
            r#"{"things":[3],"total":3}"#,
        ],
    );
    assert_eq!((items.len(), asked.len()), (3, 2));
    let (_, asked) = all(
        &OFFSET_FROM_1,
        &[
            r#"{"things":[1,2],"total":3}"#,
            r#"{"things":[3],"total":3}"#,
        ],
    );
    assert_eq!(asked, ["", "&offset=3"]);
}

#[test]
fn a_total_that_is_missing_or_0_was_not_counted() {
    for total in ["0", "null"] {
        let page = format!(r#"{{"things":[1],"total":{total}}}"#);
        let page: &'static str = Box::leak(page.into_boxed_str());
        let (items, asked) = all(&OFFSET_TOTAL, &[page, r#"{"things":[]}"#]);
        assert_eq!((items.len(), asked.len()), (1, 2));
    }
}

#[test]
fn a_list_ends_where_the_answer_says_that_there_are_no_more() {
    let (items, asked) = all(
        &OFFSET_MORE,
        &[
            r#"{"things":[1],"more":true}"#,
            r#"{"things":[2]}"#,
            r#"{"things":[3],"more":false}"#,
        ],
    );
    assert_eq!(items, [1, 2, 3]);
    assert_eq!(asked, ["", "&offset=1", "&offset=2"]);
}

#[test]
fn an_offset_to_start_with_is_gone_on_from() {
    let shop = Shop::new([
        answer(200, r#"{"things":[8,9],"total":9}"#),
        answer(200, "{}"),
    ]);
    let stream = ItemStream::new(list(&shop).query("offset", 7), &OFFSET_TOTAL);
    assert_eq!(run(stream.try_collect()).unwrap(), [8, 9]);
    assert_eq!(shop.wire.urls(), [format!("{BASE}?offset=7")]);
}

#[test]
fn numbers_go_up_by_1() {
    let (items, asked) = all(
        &NUMBER,
        &[
            r#"{"things":[1,2]}"#,
            r#"{"things":[3]}"#,
            r#"{"things":[]}"#,
        ],
    );
    assert_eq!(items, [1, 2, 3]);
    assert_eq!(asked, ["&page=1", "&page=2", "&page=3"]);
}

#[test]
fn numbered_pages_end_with_the_last_of_so_many() {
    for (paging, asks) in [
        (&NUMBER_TOTAL, ["&page=1", "&page=2"]),
        (&NUMBER_FROM_0, ["&page=0", "&page=1"]),
    ] {
        let (items, asked) = all(
            paging,
            &[
                r#"{"things":[1,2],"total":2}"#,
                r#"{"things":[3],"total":2}"#,
            ],
        );
        assert_eq!(items, [1, 2, 3]);
        assert_eq!(asked, asks);
    }
}

#[test]
fn a_number_to_start_with_is_gone_on_from() {
    for (given, then) in [
        (serde_json::json!(4), "page=5"),
        (serde_json::json!(4.0), "page=5"),
    ] {
        let shop = Shop::new([
            answer(200, r#"{"things":[1]}"#),
            answer(200, r#"{"things":[]}"#),
        ]);
        let stream = ItemStream::new(list(&shop).query("page", given), &NUMBER);
        assert_eq!(run(stream.try_collect()).unwrap(), [1]);
        assert!(
            shop.wire.urls()[1].ends_with(then),
            "{:?}",
            shop.wire.urls()
        );
    }
}

#[test]
fn a_service_that_repeats_its_last_page_is_noticed() {
    let shop = Shop::new([
        answer(200, r#"{"things":[1]}"#),
        answer(200, r#"{"things":[2]}"#),
        answer(200, r#"{"things":[2]}"#),
    ]);
    let (items, message) = broken(list(&shop), &NUMBER);
    assert_eq!(items, [1, 2, 2]);
    assert_eq!(message, "things.list: the service sent the same page twice");
    assert_eq!(shop.wire.count(), 3);
}

#[test]
fn urls_are_followed_as_they_are() {
    let shop = Shop::new([
        next("[1]", "https://api.shop.test/v1/more?c=a%2Fb&limit=9"),
        next("[]", "/v0/things?c=2"),
        next("[2]", "?c=3"),
        next("[3]", "things/4?c=%C3%BC#top"),
        answer(200, r#"{"things":[4]}"#),
    ]);
    let call = list(&shop).query("limit", 2).header("X-Region", "eu");
    let call = call.options(CallOptions::new().header("X-Own", "1"));
    let items = run(ItemStream::new(call, &URL).try_collect()).unwrap();
    assert_eq!(items, [1, 2, 3, 4]);
    assert_eq!(
        shop.wire.urls(),
        [
            "https://api.shop.test/v0/things?limit=2",
            "https://api.shop.test/v1/more?c=a%2Fb&limit=9",
            "https://api.shop.test/v0/things?c=2",
            "https://api.shop.test/v0/things?c=3",
            "https://api.shop.test/v0/things/4?c=%C3%BC",
        ]
    );
    for sent in shop.wire.sent() {
        let bearer = format!("Bearer {KEY}");
        assert_eq!(sent.header("authorization"), Some(bearer.as_str()));
        assert_eq!(sent.header("x-region"), Some("eu"));
        assert_eq!(sent.header("x-own"), Some("1"));
    }
}

#[test]
fn a_url_that_is_missing_or_empty_is_the_end() {
    for last in [
        r#"{"things":[1],"next":""}"#,
        r#"{"things":[1],"next":null}"#,
    ] {
        let (items, _) = all(&URL, &[last]);
        assert_eq!(items, [1]);
    }
}

#[test]
fn no_credential_goes_to_another_origin() {
    for foreign in [
        "https://api.shop.test.evil.test/v0/things",
        "http://api.shop.test/v0/things?page=2",
        "https://api.shop.test:8443/v0/things",
        "//evil.test/v0/things",
        "https://api.shop.test@evil.test/",
    ] {
        let shop = Shop::new([next("[1]", foreign)]);
        let (items, message) = broken(list(&shop), &URL);
        assert_eq!(items, [1]);
        assert_eq!(
            message,
            "things.list: the service named a next page with another scheme, host or port, to which no credential may go"
        );
        assert_eq!(shop.wire.count(), 1);
    }
}

#[test]
fn what_is_no_url_is_not_followed() {
    for text in ["c2Vjb25k", "https://", "http://[", "mailto:a/b"] {
        let shop = Shop::new([next("[1]", text)]);
        let (_, message) = broken(list(&shop), &URL);
        assert!(message.starts_with("things.list: "), "{message}");
        assert_eq!(shop.wire.count(), 1, "{text}");
    }
}

#[test]
fn the_service_does_not_choose_credentials() {
    let shop = Shop::new([
        next("[1]", "https://eve:pw@api.shop.test/v0/things?c=2"),
        answer(200, r#"{"things":[2]}"#),
    ]);
    let items = run(ItemStream::new(list(&shop), &URL).try_collect()).unwrap();
    assert_eq!(items, [1, 2]);
    assert_eq!(shop.wire.urls()[1], format!("{BASE}?c=2"));
}

#[test]
fn urls_must_not_repeat() {
    // The first page's own URL counts as seen.
    let shop = Shop::new([next("[1]", "/v0/things?limit=2")]);
    let (items, message) = broken(list(&shop).query("limit", 2), &URL);
    assert_eq!(items, [1]);
    assert_eq!(
        message,
        "things.list: the service named the same next page twice"
    );

    let shop = Shop::new([
        next("[1]", "?c=2"),
        next("[2]", "?c=3"),
        next("[3]", "?c=2"),
    ]);
    let (items, _) = broken(list(&shop), &URL);
    assert_eq!(items, [1, 2, 3]);
    assert_eq!(shop.wire.count(), 3);
}

#[test]
fn a_key_in_the_query_is_sent_once() {
    let shop = Shop::with(
        [
            next("[1]", "?c=2&key=sk-old&d=%26"),
            next("[2]", "/v0/others?key=sk-old"),
            answer(200, r#"{"things":[3]}"#),
        ],
        |builder| builder.credential("query", KEY.into()),
    );
    let call: Call<Page> = Call::json(&shop.core, &KEYED);
    let items = run(ItemStream::new(call, &URL).try_collect()).unwrap();
    assert_eq!(items, [1, 2, 3]);
    assert_eq!(
        shop.wire.urls(),
        [
            format!("{BASE}?key={KEY}"),
            format!("{BASE}?c=2&d=%26&key={KEY}"),
            format!("https://api.shop.test/v0/others?key={KEY}"),
        ]
    );
}

#[test]
fn a_text_is_followed_when_it_looks_like_a_url() {
    let shop = Shop::new([
        next("[1]", "a/b+c=="),
        next("[2]", "https://api.shop.test/v0/things?cursor=x"),
        next("[3]", "d"),
        next("[4]", "a/b+c=="),
    ]);
    let (items, message) = broken(list(&shop), &TOKEN_OR_URL);
    assert_eq!(items, [1, 2, 3, 4]);
    assert_eq!(
        message,
        "things.list: the service sent the same page token twice"
    );
    assert_eq!(
        shop.wire.urls()[1..],
        [
            format!("{BASE}?cursor=a%2Fb%2Bc%3D%3D"),
            format!("{BASE}?cursor=x"),
            format!("{BASE}?cursor=d"),
        ]
    );
}

#[test]
fn a_list_follows_its_link_headers() {
    let linked = |link, body| answer_with(200, &[("link", link)], body);
    let shop = Shop::new([
        linked(
            r#"<https://api.shop.test/v0/things?page=9>; rel="last", <https://api.shop.test/v0/things?page=2>; rel="next""#,
            "[1,2]",
        ),
        answer(503, ""),
        linked(r#"</v0/things?page=1>; rel=prev"#, "[3]"),
    ]);
    let call: Call<Vec<u32>> = Call::json(&shop.core, &LIST);
    let pages = run(PageStream::new(call, &LINK).try_collect()).unwrap();
    assert_eq!(pages, [vec![1, 2], vec![3]]);
    // The second page was asked for again, as any call is.
    let second = format!("{BASE}?page=2");
    assert_eq!(shop.wire.urls(), [BASE.to_owned(), second.clone(), second]);
}

#[test]
fn links_are_read_as_rfc_8288_says() {
    let next = |values: &[&str]| {
        let mut headers = http::HeaderMap::new();
        for value in values {
            headers.append("link", value.parse().unwrap());
        }
        next_link(&headers).map(str::to_owned)
    };
    for values in [
        &["<a>; rel=next"][..],
        &["<a>;REL=\"NEXT\""],
        &["<b>; rel=\"prev\"", "<a>; rel=\"next\""],
        &["<b>; title=\"x, <c>; rel=next\"; rel=last, <a> ; foo ; rel = \"up next\" "],
        &["<b>; title=\"\\\"; rel=next\", <a>; rel=next"],
        &["<b>; rel=prev; rel=next,<a>;rel=next;rel=prev"],
        &["<b>; rel=next; anchor=\"/other\", <a>; rel=next"],
    ] {
        assert_eq!(next(values).as_deref(), Some("a"), "{values:?}");
    }
    for values in [
        &[][..],
        &[""],
        &["<a>"],
        &["<a; rel=next"],
        &["<a>; rel=nextpage"],
        &["<a>; title=\"rel=next"],
        &["<a>, rel=next"],
    ] {
        assert_eq!(next(values), None, "{values:?}");
    }
}
