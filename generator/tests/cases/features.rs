// src/models/mod.rs

//! What is sent and received.

#[cfg(any(feature = "pets", feature = "stores"))]
mod address;
#[cfg(feature = "pets")]
mod pet;
mod problem;
#[cfg(feature = "stores")]
mod store;

#[cfg(any(feature = "pets", feature = "stores"))]
pub use self::address::Address;
#[cfg(feature = "pets")]
pub use self::pet::Pet;
pub use self::problem::Problem;
#[cfg(feature = "stores")]
pub use self::store::{Store, StoreSize};
