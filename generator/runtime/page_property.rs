//! Pages that are asked for with a property of a query parameter: `page[number]=2`.

use serde_json::{Map, Value};

use super::draft::Draft;
use super::next_page::PageInput;
use super::operation::Place;

/// A property of a query parameter that is an object, with a `/` between their names.
pub const fn property(place: &'static str) -> PageInput {
    PageInput {
        name: place,
        get: |call, place| {
            let (parameter, property) = place.split_once('/')?;
            call.query_value(parameter)?.get(property).cloned()
        },
        set,
    }
}

/// Sets the property. Others of the same parameter, such as the size of a page, stay as the caller has them.
fn set(call: &mut Draft, place: &'static str, value: Value) {
    let Some((parameter, property)) = place.split_once('/') else {
        return;
    };
    let mut object = match call.query_value(parameter) {
        Some(Value::Object(object)) => object.clone(),
        _ => Map::new(),
    };
    object.insert(property.to_owned(), value);
    call.set(Place::Query, parameter, Ok(object.into()));
}
