// warning[W0205]: the header `X-Odd` is read as text
//   --> response_headers.yaml:20:13
//    |
// 20 |             X-Odd: {schema: {type: object, properties: {a: {type: string}}}}
//    |             ^^^^^
//

// src/headers.rs

use jiff::Timestamp;

use crate::models::{ListPetsXCache, ListPetsXMeta};
use crate::runtime::header::Header;

/// How many there are.
///
/// `X-Total`
pub const X_TOTAL: Header<i32> = Header::json("X-Total");

/// `X-Cache`
pub const X_CACHE: Header<ListPetsXCache> = Header::text("X-Cache");

/// `X-Tags`
pub const X_TAGS: Header<Vec<String>> = Header::texts("X-Tags");

/// `Expires`
pub const EXPIRES: Header<Timestamp> = Header::text("Expires");

/// Use `X-Total` instead.
///
/// `X-Old`
#[deprecated(note = "Use `X-Total` instead.")]
pub const X_OLD: Header<bool> = Header::json("X-Old");

/// `X-Meta`
pub const X_META: Header<ListPetsXMeta> = Header::json("X-Meta");

/// `X-Odd`
pub const X_ODD: Header<String> = Header::text("X-Odd");

/// What is wrong.
///
/// `X-Why`
pub const X_WHY: Header<String> = Header::text("X-Why");
