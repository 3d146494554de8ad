//! Calls of a payment service as people try them first.

use std::collections::{BTreeMap, HashMap};

use calls_payments::models::Limit;
use calls_payments::serde_json::{self, json};
use calls_payments::{Error, CallsPayments};

/// Makes all calls.
pub async fn calls(client: CallsPayments) -> Result<(), Error> {
    let payments = client.payments();
    let tags = HashMap::from([("order", "42")]);
    let line = serde_json::Map::from_iter([("line".to_owned(), json!(1))]);
    payments
        .create(100)
        .tags([("order", "42")])
        .metadata([("order", "42")])
        .limits([("day", Limit::Integer(5))])
        .details(json!({"order": 42}))
        .history([json!({"order": 42})])
        .await?;
    payments
        .create(100)
        .tags(tags.clone())
        .metadata("")
        .limits([("day", 5)])
        .details(tags)
        .history([line])
        .await?;
    payments
        .create(100)
        .tags([(String::from("order"), String::from("42"))])
        .metadata(BTreeMap::from([("order".to_owned(), "42".to_owned())]))
        .limits(vec![("day", "five")])
        .details([("order", json!(42)), ("paid", json!(true))])
        .await
}

fn main() {}
