// src/error_body.rs

//! What the service sends when a call fails.

use crate::models::{Invalid, Problem};
use crate::runtime::decoders::decoders;

/// The body of an error answer, typed as the description says for its status.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq)]
pub enum ErrorBody {
    Invalid(Box<Invalid>),
    /// What went wrong.
    Problem(Box<Problem>),
}

decoders!(ErrorBody {
    invalid => Invalid,
    problem => Problem,
});

// src/api/pets.rs

use crate::ErrorBody;
use crate::runtime::{call::Call, client::Core, operation::Operation};

/// Operations: [`count`](Self::count).
#[derive(Clone, Debug)]
pub struct Pets {
    core: Core,
}

impl Pets {
    pub(crate) fn new(core: Core) -> Self {
        Self { core }
    }

    /// `GET /pets`
    ///
    /// # Errors
    ///
    /// - 400: Bad: see the issues.
    /// - 404: No such shelter.
    /// - 429: Too fast
    /// - 5XX: Our fault
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: errors::Errors) -> Result<(), errors::Error> {
    /// let response = client.pets().count().await?;
    /// println!("{response}");
    /// # Ok(())
    /// # }
    /// ```
    pub fn count(&self) -> Call<i64> {
        Call::json(&self.core, &COUNT)
    }
}

const COUNT: Operation = Operation {
    name: "pets.count",
    id: "countPets",
    path: "/pets",
    errors: &[(&["400"], ErrorBody::invalid), (&["default"], ErrorBody::problem)],
    ..Operation::GET
};
