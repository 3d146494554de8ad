// warning[W0204]: `#/components/schemas/Missing` leads nowhere; this entry of the mapping is left out, and `missing` decodes as `Unknown`
//   --> union_mapping_broken.yaml:23:11
//    |
// 23 |           missing: "#/components/schemas/Missing"
//    |           ^^^^^^^
//
// warning[W0204]: `#/components/schemas/Rond` leads nowhere; this entry of the mapping is left out, and `misspelt` decodes as `Unknown`
//   --> union_mapping_broken.yaml:24:11
//    |
// 24 |           misspelt: "#/components/schemas/Rond"
//    |           ^^^^^^^^
//    |
//    = help: did you mean `#/components/schemas/Round`?
//    = help: an overlay can put it right: {target: "$.components.schemas.Shape.discriminator.mapping", update: {"misspelt": "#/components/schemas/Round"}}
//
// warning[W0204]: `#/components/responses/Gone` is no schema; this entry of the mapping is left out, and `response` decodes as `Unknown`
//   --> union_mapping_broken.yaml:25:11
//    |
// 25 |           response: "#/components/responses/Gone"
//    |           ^^^^^^^^
//
// warning[W0204]: `other.yaml#/Shape` leads nowhere; this entry of the mapping is left out, and `file` decodes as `Unknown`
//   --> union_mapping_broken.yaml:26:11
//    |
// 26 |           file: other.yaml#/Shape
//    |           ^^^^
//
// warning[W0204]: `https://example.com/shape.json` leads nowhere; this entry of the mapping is left out, and `remote` decodes as `Unknown`
//   --> union_mapping_broken.yaml:27:11
//    |
// 27 |           remote: https://example.com/shape.json
//    |           ^^^^^^
//
// warning[W0204]: a mapping leads to schemas by their names, this is a number; this entry of the mapping is left out, and `number` decodes as `Unknown`
//   --> union_mapping_broken.yaml:28:11
//    |
// 28 |           number: 5
//    |           ^^^^^^
//
// warning[W0204]: a mapping leads to schemas by their names, this is null; this entry of the mapping is left out, and `empty` decodes as `Unknown`
//   --> union_mapping_broken.yaml:29:11
//    |
// 29 |           empty:
//    |           ^^^^^
//
// warning[W0204]: `Cube` names no schema; this entry of the mapping is left out, and `name` decodes as `Unknown`
//   --> union_mapping_broken.yaml:30:11
//    |
// 30 |           name: Cube
//    |           ^^^^
//

// src/models/shape.rs

use serde::{Deserialize, Deserializer};
use serde_json::Value;

use crate::models::{Flat, Round};
use crate::runtime::union::{Tagged, arms};

#[non_exhaustive]
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// `round`
    Round(Box<Round>),
    /// `flat`
    Flat(Box<Flat>),
    /// A kind that this version does not know; the JSON as it came.
    Unknown(Value),
}

arms!(Shape {
    Round(Round),
    Flat(Flat),
    Unknown,
} => Serialize);

impl<'de> Deserialize<'de> for Shape {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let tagged = Tagged::read(deserializer, "kind")?;
        match tagged.tag() {
            "round" => tagged.decode().map(Self::Round),
            "flat" => tagged.decode().map(Self::Flat),
            _ => Ok(Self::Unknown(tagged.into_value())),
        }
    }
}
