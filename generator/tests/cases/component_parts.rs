// src/models/mod.rs

//! What is sent and received.

mod list_books;
mod not_found_error;
mod page_response_item;
mod sort;
mod unauthorized_error;

pub use self::list_books::ListBooksShape;
pub use self::not_found_error::NotFoundError;
pub use self::page_response_item::PageResponseItem;
pub use self::sort::Sort;
pub use self::unauthorized_error::UnauthorizedError;
