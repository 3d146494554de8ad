// src/models/book.rs

use serde::{Deserialize, Serialize};

use crate::models::{Author, Page};
use crate::runtime::object::object;

#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct Book {
    pub first: Box<Page>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last: Option<Box<Page>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pages: Option<Vec<Page>>,
    pub author: Author,
}

object!(Book => Serialize, Deserialize);

// src/models/page.rs

use serde::{Deserialize, Serialize};

use crate::models::Part;
use crate::runtime::object::object;

#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct Page {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub head: Option<Part>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<Part>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub foot: Option<Part>,
}

object!(Page => Serialize, Deserialize);

// src/models/author.rs

use serde::{Deserialize, Serialize};

use crate::models::Publisher;
use crate::runtime::object::object;

#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct Author {
    pub publisher: Box<Publisher>,
}

object!(Author => Serialize, Deserialize);

// src/models/publisher.rs

use serde::{Deserialize, Serialize};

use crate::models::Author;
use crate::runtime::object::object;

#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct Publisher {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub founder: Option<Box<Author>>,
}

object!(Publisher => Serialize, Deserialize);
