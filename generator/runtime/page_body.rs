//! Pages that are asked for with a property of the request body.

use serde_json::{Map, Value};

use super::draft::Draft;
use super::next_page::PageInput;

/// A property of a JSON body, as a JSON pointer.
pub const fn body(pointer: &'static str) -> PageInput {
    PageInput {
        name: pointer,
        get: |call, pointer| parsed(call).pointer(pointer).cloned(),
        set,
    }
}

/// Sets the property, with the objects that it is in. The rest of the body stays as the caller has it.
fn set(call: &mut Draft, pointer: &'static str, value: Value) {
    let mut body = parsed(call);
    let mut place = &mut body;
    for name in pointer.split('/').skip(1) {
        if !place.is_object() {
            *place = Map::new().into();
        }
        let name = name.replace("~1", "/").replace("~0", "~");
        place = &mut place[name];
    }
    *place = value;
    call.set_bytes(serde_json::to_vec(&body));
}

/// The body, `null` when there is none.
fn parsed(call: &Draft) -> Value {
    let body = call.bytes().unwrap_or_default();
    serde_json::from_slice(body).unwrap_or_default()
}
