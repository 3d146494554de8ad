//! Lists whose cursors are ids of items or in headers, and whose pages are asked for with properties of parameters and
//! of bodies.

use serde::Deserialize;
use serde_json::{Value, json};

use crate::runtime::call::Call;
use crate::runtime::error::Error;
use crate::runtime::next_page::{End, Next, query};
use crate::runtime::operation::{Operation, Parameter, ParameterStyle};
use crate::runtime::page_body::body;
use crate::runtime::page_cursor::{header, value_at};
use crate::runtime::page_property::property;
use crate::runtime::pages::{ItemStream, Paging};
use crate::support::{Shop, Step, answer, answer_with, run};

const LIST: Operation = Operation {
    parameters: &[
        Parameter::query("after"),
        Parameter {
            style: ParameterStyle::DeepObject,
            ..Parameter::query("page")
        },
    ],
    auth: Some(&[&["bearer"]]),
    name: "things.list",
    path: "/v0/things",
    ..Operation::GET
};

const SEARCH: Operation = Operation {
    auth: Some(&[&["bearer"]]),
    name: "things.search",
    path: "/v0/things/search",
    ..Operation::POST
};

#[derive(Clone, Debug, Deserialize)]
struct Page {
    data: Vec<Value>,
    more: Option<bool>,
    pages: Option<i64>,
    next: Option<String>,
}

const fn paging(next: Next<Page>) -> Paging<Page, Value> {
    Paging {
        next,
        items: |page| page.data,
    }
}

/// With the id of the last item, until `more` is false.
const ID: Paging<Page, Value> = paging(Next::Cursor(query("after"), |answer, page| {
    value_at(answer, "/data/-/id").filter(|_| page.more != Some(false))
}));
const HEADER: Paging<Page, Value> = paging(Next::Cursor(query("after"), |answer, _| {
    header(answer, "x-after-cursor")
}));
const PROPERTY: Paging<Page, Value> = paging(Next::Number(
    property("page/number"),
    1,
    |page| Some(page.data.len()),
    End::Total(|page| page.pages),
));
const PROPERTY_CURSOR: Paging<Page, Value> = paging(Next::Token(property("page/after"), |page| {
    page.next.as_deref()
}));
const BODY: Paging<Page, Value> = paging(Next::Token(body("/page~1/cursor"), |page| {
    page.next.as_deref()
}));
const BODY_OFFSET: Paging<Page, Value> = paging(Next::Offset(
    body("/offset"),
    0,
    |page| Some(page.data.len()),
    End::Total(|page| page.pages),
));

fn list(shop: &Shop) -> Call<Page> {
    Call::json(&shop.core, &LIST)
}

fn search(shop: &Shop, body: &Value) -> Call<Page> {
    let call: Call<Page> = Call::json(&shop.core, &SEARCH);
    call.with_json(body)
}

/// All items, and the queries that were sent.
fn all(
    call: Call<Page>,
    paging: &'static Paging<Page, Value>,
    shop: &Shop,
) -> (Vec<Value>, Vec<String>) {
    let items = run(ItemStream::new(call, paging).try_collect()).unwrap();
    let queries = shop.wire.urls().into_iter();
    let queries = queries.map(|url| {
        url.split_once('?')
            .map_or("", |(_, query)| query)
            .to_owned()
    });
    (items, queries.collect())
}

fn page(body: Value) -> Step {
    answer(200, Box::leak(body.to_string().into_boxed_str()))
}

fn headed(cursor: &str, data: Value) -> Step {
    let body = json!({ "data": data }).to_string();
    answer_with(
        200,
        &[("x-after-cursor", cursor)],
        Box::leak(body.into_boxed_str()),
    )
}

fn bodies(shop: &Shop) -> Vec<Value> {
    let sent = shop.wire.sent().into_iter();
    sent.map(|sent| serde_json::from_slice(&sent.body).unwrap())
        .collect()
}

#[test]
fn the_id_of_the_last_item_asks_for_the_next_page() {
    let shop = Shop::new([
        page(json!({"data": [{"id": "a"}, {"id": "b c"}], "more": true})),
        page(json!({"data": [{"id": 7}]})),
        page(json!({"data": [{"id": "d"}], "more": false})),
    ]);
    let (items, queries) = all(list(&shop), &ID, &shop);
    assert_eq!(items.len(), 4);
    assert_eq!(queries, ["", "after=b%20c", "after=7"]);
}

#[test]
fn an_empty_page_and_an_item_without_an_id_are_the_end() {
    for last in [
        json!({"data": []}),
        json!({"data": [{"id": null}]}),
        json!({"data": [{}]}),
    ] {
        let shop = Shop::new([
            page(json!({"data": [{"id": "a"}], "more": true})),
            page(last),
        ]);
        let (_, queries) = all(list(&shop), &ID, &shop);
        assert_eq!(queries, ["", "after=a"]);
    }
}

#[test]
fn a_header_holds_the_next_cursor() {
    let shop = Shop::new([
        headed("x/1", json!([1])),
        headed("x2", json!([])),
        headed("", json!([2])),
    ]);
    let (items, queries) = all(list(&shop), &HEADER, &shop);
    assert_eq!(items, [1, 2]);
    assert_eq!(queries, ["", "after=x%2F1", "after=x2"]);
    let shop = Shop::new([page(json!({"data": [1]}))]);
    assert_eq!(all(list(&shop), &HEADER, &shop).0, [1]);
}

#[test]
fn a_property_of_a_parameter_is_set_beside_others() {
    let pages = || {
        [
            page(json!({"data": [1, 2], "pages": 2})),
            page(json!({"data": [3], "pages": 2})),
        ]
    };
    let shop = Shop::new(pages());
    let (items, queries) = all(list(&shop), &PROPERTY, &shop);
    assert_eq!(items, [1, 2, 3]);
    assert_eq!(queries, ["page%5Bnumber%5D=1", "page%5Bnumber%5D=2"]);

    let shop = Shop::new(pages());
    let call = list(&shop).query("page", json!({"size": 2}));
    let (_, queries) = all(call, &PROPERTY, &shop);
    assert!(
        queries
            .iter()
            .all(|query| query.contains("page%5Bsize%5D=2")),
        "{queries:?}"
    );

    let shop = Shop::new([page(json!({"data": [9], "pages": 5}))]);
    let call = list(&shop).query("page", json!({"number": 5}));
    assert_eq!(all(call, &PROPERTY, &shop).1, ["page%5Bnumber%5D=5"]);

    let shop = Shop::new([
        page(json!({"data": [1], "next": "n"})),
        page(json!({"data": [2]})),
    ]);
    let (_, queries) = all(list(&shop), &PROPERTY_CURSOR, &shop);
    assert_eq!(queries, ["", "page%5Bafter%5D=n"]);
}

#[test]
fn a_body_asks_for_the_next_page() {
    let shop = Shop::new([
        page(json!({"data": [1], "next": "a"})),
        page(json!({"data": [], "next": "b"})),
        page(json!({"data": [2], "next": null})),
    ]);
    let given = json!({"text": "x", "page/": {"size": 1}});
    let (items, _) = all(search(&shop, &given), &BODY, &shop);
    assert_eq!(items, [1, 2]);
    assert_eq!(
        bodies(&shop),
        [
            given,
            json!({"text": "x", "page/": {"size": 1, "cursor": "a"}}),
            json!({"text": "x", "page/": {"size": 1, "cursor": "b"}}),
        ]
    );

    // Objects that the caller left out are made.
    let shop = Shop::new([
        page(json!({"data": [1], "next": "a"})),
        page(json!({"data": []})),
    ]);
    all(search(&shop, &json!({"page/": null})), &BODY, &shop);
    assert_eq!(bodies(&shop)[1], json!({"page/": {"cursor": "a"}}));

    let shop = Shop::new([
        page(json!({"data": [1, 2], "pages": 7})),
        page(json!({"data": [3], "pages": 7})),
    ]);
    let (items, _) = all(search(&shop, &json!({"offset": 4})), &BODY_OFFSET, &shop);
    assert_eq!(items, [1, 2, 3]);
    assert_eq!(bodies(&shop)[1], json!({"offset": 6}));
}

/// A kind, the call that it is for, and a page of it that always leads to the same next one.
type Kind = (
    &'static Paging<Page, Value>,
    fn(&Shop) -> Call<Page>,
    fn(i64) -> Step,
);

const KINDS: [Kind; 6] = [
    (&ID, list, |_| {
        page(json!({"data": [{"id": "a"}], "more": true}))
    }),
    (&HEADER, list, |_| headed("a", json!([1]))),
    (&PROPERTY, list, |_| page(json!({"data": [1], "pages": 9}))),
    (&PROPERTY_CURSOR, list, |_| {
        page(json!({"data": [1], "next": "a"}))
    }),
    (
        &BODY,
        |shop| search(shop, &json!({})),
        |_| page(json!({"data": [1], "next": "a"})),
    ),
    (
        &BODY_OFFSET,
        |shop| search(shop, &json!({})),
        |_| page(json!({"data": [1], "pages": 9})),
    ),
];

#[test]
fn no_kind_goes_on_for_ever() {
    for (index, (paging, call, page)) in KINDS.into_iter().enumerate() {
        let shop = Shop::new([page(1), page(2)]);
        let mut stream = ItemStream::new(call(&shop), paging);
        run(async {
            for _ in 0..2 {
                assert!(stream.next().await.unwrap().is_ok(), "{index}");
            }
            let error = stream.next().await.unwrap().unwrap_err();
            assert!(matches!(error, Error::Pagination(_)), "{index}: {error}");
            assert!(error.to_string().ends_with("twice"), "{index}: {error}");
            assert!(stream.next().await.is_none());
        });
    }
}

#[test]
fn a_cursor_that_the_caller_gave_counts_as_seen() {
    type Make = fn(&Shop) -> Call<Page>;
    let calls: [(_, Make, Step); 3] = [
        (
            &ID,
            |shop| list(shop).query("after", "a"),
            page(json!({"data": [{"id": "a"}]})),
        ),
        (
            &PROPERTY_CURSOR,
            |shop| list(shop).query("page", json!({"after": "a"})),
            page(json!({"data": [1], "next": "a"})),
        ),
        (
            &BODY,
            |shop| search(shop, &json!({"page/": {"cursor": "a"}})),
            page(json!({"data": [1], "next": "a"})),
        ),
    ];
    for (paging, call, page) in calls {
        let shop = Shop::new([page]);
        let outcome = run(ItemStream::new(call(&shop), paging).try_collect());
        assert!(matches!(outcome, Err(Error::Pagination(_))));
        assert_eq!(shop.wire.count(), 1);
    }
}

#[test]
fn an_error_in_the_middle_ends_every_kind() {
    for (paging, call, page) in KINDS {
        let shop = Shop::new([page(1), answer(404, "")]);
        let mut stream = ItemStream::new(call(&shop), paging);
        run(async {
            assert!(stream.next().await.unwrap().is_ok());
            assert!(stream.next().await.unwrap().unwrap_err().is_not_found());
            assert!(stream.next().await.is_none());
        });
        assert_eq!(shop.wire.count(), 2);
    }
}

#[test]
fn a_stream_that_is_dropped_asks_for_nothing_more() {
    for (paging, call, page) in KINDS {
        let shop = Shop::new([page(1)]);
        let mut stream = ItemStream::new(call(&shop), paging);
        run(async { assert!(stream.next().await.unwrap().is_ok()) });
        drop(stream);
        assert_eq!(shop.wire.count(), 1);
    }
}
