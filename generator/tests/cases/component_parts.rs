// src/models/mod.rs

//! What is sent and received.

mod error404;
mod list_books;
mod page_response_item;
mod sort;
mod unauthorized_error;

pub use self::error404::Error404;
pub use self::list_books::ListBooksShape;
pub use self::page_response_item::PageResponseItem;
pub use self::sort::Sort;
pub use self::unauthorized_error::UnauthorizedError;
