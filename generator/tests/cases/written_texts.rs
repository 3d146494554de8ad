// warning[W0208]: `version` should be a string, this is a number
//  --> written_texts.yaml:5:34
//   |
// 5 | info: {title: Versions, version: 1.10}
//   |                                  ^^^^
//
// warning[W0401]: a list is never a value of a string; it is left out
//   --> written_texts.yaml:17:40
//    |
// 17 |       enum: [1.10, 2.0, 3, true, 0x1F, [4]]
//    |                                        ^^^
//

// src/models/version.rs

use crate::runtime::string_enum::string_enum;

#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Version {
    /// `1.10`
    Value1_10,
    /// `2.0`
    Value2_0,
    /// `3`
    Value3,
    /// `true`
    True,
    /// `0x1F`
    Value0x1F,
    /// A value that this version does not know, as it is on the wire.
    Unknown(String),
}

string_enum!(Version {
    Value1_10 => "1.10",
    Value2_0 => "2.0",
    Value3 => "3",
    True => "true",
    Value0x1F => "0x1F",
});

// src/models/table.rs

use serde::{Deserialize, Serialize};

use crate::runtime::object::object;

#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct Table {
    #[serde(rename = "1.10")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value_1_10: Option<String>,
    #[serde(rename = "0x1F")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value_0x1_f: Option<String>,
    #[serde(rename = "True")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub r#true: Option<String>,
    #[serde(rename = "200")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value_200: Option<String>,
}

object!(Table => Serialize, Deserialize);
