//! The spans of attempts.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::process::Command;
use std::sync::{Arc, Mutex};

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

use crate::runtime::transport_error::TransportErrorKind;
use crate::support::{Shop, answer, fail, ok, run};

type Fields = BTreeMap<String, String>;

/// Keeps the fields of every span.
#[derive(Clone, Default)]
struct Spans(Arc<Mutex<Vec<Fields>>>);

struct Fill<'a>(&'a mut Fields);

impl Visit for Fill<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        let value = format!("{value:?}").trim_matches('"').to_owned();
        self.0.insert(field.name().to_owned(), value);
    }
}

impl Subscriber for Spans {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        let mut spans = self.0.lock().unwrap();
        let mut fields = Fields::new();
        span.record(&mut Fill(&mut fields));
        spans.push(fields);
        Id::from_u64(spans.len() as u64)
    }

    fn record(&self, span: &Id, values: &Record<'_>) {
        let mut spans = self.0.lock().unwrap();
        let index = usize::try_from(span.into_u64()).unwrap() - 1;
        values.record(&mut Fill(&mut spans[index]));
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn event(&self, _: &Event<'_>) {}
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

/// Set in a process that runs one test.
const ALONE: &str = "SDKGEN_TEST_ALONE";

/// Runs in a process of its own: a call of another test, which has no subscriber, may settle at the same time that
/// nobody wants the spans of this place in the code.
#[test]
fn each_attempt_is_a_span() {
    if std::env::var_os(ALONE).is_none() {
        let output = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "trace::each_attempt_is_a_span"])
            .env(ALONE, "1")
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stdout);
        assert!(
            output.status.success() && said.contains("1 passed"),
            "{said}"
        );
        return;
    }
    let spans = Spans::default();
    let shop = Shop::new([fail(TransportErrorKind::Connect), answer(503, ""), ok()]);
    tracing::subscriber::with_default(spans.clone(), || run(shop.get("a b")).unwrap());
    let spans = spans.0.lock().unwrap();
    let of = |index: usize, name: &str| spans[index].get(name).map(String::as_str);
    assert_eq!(spans.len(), 3);
    let told = [
        ("otel.name", "GET /v0/things/{id}"),
        ("otel.kind", "client"),
        ("operation", "things.get"),
        ("http.request.method", "GET"),
        ("url.full", "https://api.shop.test/v0/things/a%20b"),
        ("url.template", "/v0/things/{id}"),
        ("server.address", "api.shop.test"),
        ("server.port", "443"),
    ];
    for (name, value) in told {
        assert_eq!(of(0, name), Some(value), "{name}");
    }
    assert_eq!(of(0, "error.type"), Some("connect"));
    assert_eq!(of(0, "http.request.resend_count"), None);
    assert_eq!(of(1, "http.response.status_code"), Some("503"));
    assert_eq!(of(1, "error.type"), Some("503"));
    assert_eq!(of(1, "otel.status_code"), Some("ERROR"));
    assert_eq!(of(2, "http.request.resend_count"), Some("2"));
    assert_eq!(of(2, "http.response.status_code"), Some("200"));
    assert_eq!(of(2, "error.type"), None);
}
