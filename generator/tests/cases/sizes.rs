// src/models/book.rs

use serde::{Deserialize, Serialize};

use crate::models::{Author, Page};
use crate::runtime::object::object;

/// `Book`.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct Book {
    /// The member `first`.
    pub first: Box<Page>,
    /// The member `last`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last: Option<Box<Page>>,
    /// The member `pages`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pages: Option<Vec<Page>>,
    /// The member `author`.
    pub author: Author,
}

object!(Book => Serialize, Deserialize);

// src/models/page.rs

use serde::{Deserialize, Serialize};

use crate::models::Part;
use crate::runtime::object::object;

/// `Page`.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct Page {
    /// The member `head`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub head: Option<Part>,
    /// The member `body`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<Part>,
    /// The member `foot`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub foot: Option<Part>,
}

object!(Page => Serialize, Deserialize);

// src/models/author.rs

use serde::{Deserialize, Serialize};

use crate::models::Publisher;
use crate::runtime::object::object;

/// `Author`.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct Author {
    /// The member `publisher`.
    pub publisher: Box<Publisher>,
}

object!(Author => Serialize, Deserialize);

// src/models/publisher.rs

use serde::{Deserialize, Serialize};

use crate::models::Author;
use crate::runtime::object::object;

/// `Publisher`.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct Publisher {
    /// The member `founder`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub founder: Option<Box<Author>>,
}

object!(Publisher => Serialize, Deserialize);
