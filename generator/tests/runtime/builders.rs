//! The macros behind generated builders, written here as the generator writes them.

use serde::Deserialize;

use crate::runtime::builder::call_builder;
use crate::runtime::call::Call;
use crate::runtime::client::Core;
use crate::runtime::error::Error;
use crate::runtime::next_page::{Next, query};
use crate::runtime::options::CallOptions;
use crate::runtime::pages::{Paging, page_builder};
use crate::runtime::response::Response;
use crate::runtime::retry::Retries;
use crate::support::{CREATE, GET, LIST, NewThing, Shop, Thing, answer, answer_with, ok, run};

/// Creates a thing.
#[derive(Clone, Debug)]
pub struct CreateThing(Call<Thing>, NewThing);

call_builder!(
    CreateThing,
    Call<Thing>,
    #[sets(watched)]
    NewThing
);

#[test]
fn a_raw_response_is_not_decoded() {
    let shop = Shop::new([
        answer(200, "not what is described"),
        answer(404, "{}"),
        answer(200, "{}"),
    ]);
    let call = CreateThing::new(&shop.core, "n");
    let options = CallOptions::new().header("Accept", "application/xml");
    let raw = call.clone().options(options).with_raw_response();
    let response = run(raw).unwrap();
    assert_eq!(shop.wire.only().header("accept"), Some("application/xml"));
    assert_eq!(response.status(), 200);
    assert_eq!(response.body(), "not what is described");
    let error = run(call.with_raw_response()).unwrap_err();
    assert_eq!(error.status().map(|status| status.as_u16()), Some(404));
    let list = ListThings::new(&shop.core).with_raw_response();
    assert_eq!(run(list).unwrap().into_body(), "{}");
}

impl NewThing {
    fn watched(mut self, is_watched: bool) -> Self {
        self.client_id = is_watched.then(|| "watched".to_owned());
        self
    }
}

#[test]
fn a_whole_body_goes_in_place_of_all_but_the_flag_of_the_method() {
    let shop = Shop::new([ok()]);
    let create = CreateThing::new(&shop.core, "a").client_id("c1");
    run(create.with_body(NewThing::named("b")).send()).unwrap();
    let sent = shop.wire.only();
    assert_eq!(sent.body, r#"{"names":["b"],"client_id":"watched"}"#);
}

impl CreateThing {
    fn new(core: &Core, name: &str) -> Self {
        CreateThing(Call::json(core, &CREATE), NewThing::named(name))
    }

    /// Sets the idempotency key.
    pub fn client_id(mut self, client_id: impl Into<String>) -> Self {
        self.1.client_id = Some(client_id.into());
        self
    }
}

/// Lists things.
#[derive(Clone, Debug)]
pub struct ListThings(Call<ThingPage>);

call_builder!(ListThings, Call<ThingPage>);

impl ListThings {
    fn new(core: &Core) -> Self {
        ListThings(Call::json(core, &LIST))
    }

    /// Sets the size of a page.
    pub fn limit(self, limit: u64) -> Self {
        Self(self.0.query("limit", limit))
    }
}

#[derive(Clone, Debug, Deserialize)]
pub struct ThingPage {
    things: Vec<Thing>,
    next_page_token: Option<String>,
}

const LIST_PAGES: Paging<ThingPage, Thing> = Paging {
    next: Next::Token(query("page_token"), |page| page.next_page_token.as_deref()),
    items: |page| page.things,
};

page_builder!(ListThings -> ThingPage, Thing, LIST_PAGES);

#[test]
fn a_builder_can_be_awaited_sent_or_asked_for_the_response() {
    let shop = Shop::new([
        ok(),
        ok(),
        answer_with(201, &[("x-request-id", "r1")], r#"{"id":"t2"}"#),
    ]);
    let create = || CreateThing::new(&shop.core, "a").client_id("c1");
    assert_eq!(run(async { create().await }).unwrap().id, "t1");
    assert_eq!(run(create().send()).unwrap().id, "t1");
    let response: Response<Thing> = run(create().with_response()).unwrap();
    assert_eq!(
        (response.status().as_u16(), response.request_id()),
        (201, Some("r1"))
    );
    assert_eq!(response.headers()["x-request-id"], "r1");
    assert_eq!(
        format!("{response:?}"),
        r#"Response { status: 201, attempts: 1, body: Thing { id: "t2" }, .. }"#
    );
    assert_eq!(response.into_body().id, "t2");
    assert_eq!(
        shop.wire.sent()[0].body,
        r#"{"names":["a"],"client_id":"c1"}"#
    );
}

#[test]
fn a_call_takes_more_for_its_query() {
    let shop = Shop::new([ok(), ok()]);
    let options = || CallOptions::new().query("trace id", "a&b").query("x", "");
    run(shop.get("1").query("expand", "all").options(options())).unwrap();
    run(shop.get("1").options(options())).unwrap();
    let base = "https://api.shop.test/v0/things/1";
    assert_eq!(
        shop.wire.urls(),
        [
            format!("{base}?expand=all&trace%20id=a%26b&x="),
            format!("{base}?trace%20id=a%26b&x="),
        ]
    );
}

#[cfg(feature = "blocking")]
#[test]
fn a_builder_works_without_async() {
    let page = || answer(200, r#"{"things":[{"id":"t1"},{"id":"t2"}]}"#);
    let shop = Shop::new([ok(), page(), page(), page()]);
    let thing = CreateThing::new(&shop.core, "a").send_blocking().unwrap();
    assert_eq!(thing.id, "t1");
    let first = ListThings::new(&shop.core).send_blocking().unwrap();
    assert_eq!(first.things.len(), 2);
    let items = ListThings::new(&shop.core).iter_blocking();
    let items: Result<Vec<Thing>, Error> = items.collect();
    assert_eq!(items.unwrap().len(), 2);
    let mut pages = ListThings::new(&shop.core).pages_blocking();
    assert_eq!(pages.next().unwrap().unwrap().things.len(), 2);
    assert!(pages.next().is_none());
}

#[test]
fn a_builder_takes_options() {
    let shop = Shop::new([answer(500, "")]);
    let once = CallOptions::new().retries(Retries::none());
    run(CreateThing::new(&shop.core, "a")
        .client_id("c1")
        .options(once))
    .unwrap_err();
    assert_eq!(shop.wire.count(), 1);
}

#[test]
fn a_builder_without_a_body_can_do_the_same() {
    let shop = Shop::new([answer(500, "")]);
    let once = CallOptions::new().retries(Retries::none());
    run(ListThings::new(&shop.core).options(once).with_response()).unwrap_err();
    assert_eq!(shop.wire.count(), 1);
}

#[test]
fn a_builder_of_a_list_streams() {
    let pages = || {
        [
            answer(200, r#"{"things":[{"id":"a"}],"next_page_token":"n"}"#),
            answer(200, r#"{"things":[{"id":"b"}]}"#),
        ]
    };
    let shop = Shop::new(pages().into_iter().chain(pages()));
    let things = run(ListThings::new(&shop.core).limit(1).stream().try_collect()).unwrap();
    assert_eq!(things, [Thing { id: "a".into() }, Thing { id: "b".into() }]);
    assert_eq!(
        run(ListThings::new(&shop.core).pages().try_collect())
            .unwrap()
            .len(),
        2
    );
    assert_eq!(
        shop.wire.urls()[1],
        "https://api.shop.test/v0/things?limit=1&page_token=n"
    );
}

#[test]
fn nothing_happens_before_the_first_poll() {
    let shop = Shop::new([]);
    drop(shop.get("t1").send());
    drop(CreateThing::new(&shop.core, "a").send());
    drop(ListThings::new(&shop.core).stream());
    assert_eq!(shop.wire.count(), 0);
}

#[test]
fn answers_of_other_kinds() {
    let shop = Shop::new([
        answer(204, ""),
        answer(200, "\u{0}\u{1}"),
        answer(200, "text"),
        answer(200, r#"{"id":"t1"}"#),
        answer(204, ""),
        answer(204, ""),
    ]);
    let core = &shop.core;
    run(Call::empty(core, &LIST)).unwrap();
    let download = run(Call::download(core, &LIST)).unwrap();
    assert_eq!(run(download.bytes()).unwrap(), &b"\x00\x01"[..]);
    assert_eq!(run(Call::text(core, &LIST)).unwrap(), "text");
    assert!(
        run(Call::<Option<Thing>, _>::optional(core, &LIST))
            .unwrap()
            .is_some()
    );
    assert_eq!(
        run(Call::<Option<Thing>, _>::optional(core, &LIST)).unwrap(),
        None
    );
    let error = run(Call::<Thing>::json(core, &LIST)).unwrap_err();
    assert_eq!(
        error.to_string(),
        "things.list: cannot decode the answer: the answer has no body"
    );
}

#[test]
fn calls_and_streams_go_into_tasks() {
    fn goes<T: Send + 'static>(_: T) {}
    fn shared<T: Send + Sync + Clone + 'static>(_: &T) {}
    fn moves<T: Unpin>(_: &T) {}

    let shop = Shop::new([]);
    shared(&shop.core);
    goes(shop.get("t1"));
    goes(shop.get("t1").send());
    goes(shop.get("t1").with_response());
    goes(shop.get("t1").into_future());
    goes(CreateThing::new(&shop.core, "a"));
    goes(CreateThing::new(&shop.core, "a").into_future());
    goes(async move {
        let mut stream = ListThings::new(&shop.core).stream();
        moves(&stream);
        while let Some(thing) = stream.next().await {
            thing?;
        }
        let mut pages = ListThings::new(&shop.core).pages();
        moves(&pages);
        pages.next().await;
        Ok::<_, Error>(())
    });
}

#[test]
fn a_call_can_be_cloned_whatever_it_gives() {
    struct NotClone;
    fn clones<T: Clone>(_: &T) {}
    impl<'de> Deserialize<'de> for NotClone {
        fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            serde::de::IgnoredAny::deserialize(deserializer).map(|_| NotClone)
        }
    }
    let shop = Shop::new([ok(), ok()]);
    let call = Call::<NotClone>::json(&shop.core, &GET).path("id", "t1");
    clones(&call);
    run(call.clone()).unwrap();
    run(call).unwrap();
}
