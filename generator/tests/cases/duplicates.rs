// warning[W0102]: `name` is given twice; the last one counts
//   --> duplicates.yaml:18:9
//    |
// 18 |         name: {type: string}
//    |         ^^^^
//    |
//   ::: duplicates.yaml:17:9
//    |
// 17 |         name: {type: integer}
//    |         ---- first given here
//
// warning[W0102]: `type` is given twice; the last one counts
//   --> duplicates.yaml:19:7
//    |
// 19 |       type: object
//    |       ^^^^
//    |
//   ::: duplicates.yaml:15:7
//    |
// 15 |       type: object
//    |       ---- first given here
//

// src/models/pet.rs

use serde::{Deserialize, Serialize};

use crate::runtime::object::object;

#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct Pet {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

object!(Pet => Serialize, Deserialize);
