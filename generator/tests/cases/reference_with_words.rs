// warning[W0208]: `application/json` is not a type; the reference beside it says what it is
//   --> reference_with_words.yaml:29:17
//    |
// 29 |           type: application/json
//    |                 ^^^^^^^^^^^^^^^^
//

// src/models/adoption.rs

use serde::{Deserialize, Serialize};

use crate::models::Person;
use crate::runtime::object::object;

#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct Adoption {
    /// Who takes the pet home.
    pub owner: Person,
    /// Who was there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub witness: Option<Person>,
}

object!(Adoption => Serialize, Deserialize);

// src/models/person.rs

use serde::{Deserialize, Serialize};

use crate::runtime::object::object;

/// Somebody.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct Person {
    /// First and last name.
    pub name: String,
}

object!(Person => Serialize, Deserialize);
