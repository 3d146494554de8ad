// warning[W0305]: `{file}` in the path `/shelters/{shelter}/pets/{id}/{file}.jpg` is not among the parameters; it is taken as text
//   --> path_parameters.yaml:10:5
//    |
// 10 |     get:
//    |     ^^^
//
// warning[W0305]: the path `/shelters/{shelter}/pets/{id}/{file}.jpg` has no `{stray}`
//   --> path_parameters.yaml:14:11
//    |
// 14 |         - {name: stray, in: path, required: true, schema: {type: string}}
//    |           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
//

// src/api/shelters_pets.rs

use crate::runtime::operation::{Operation, Parameter};
use crate::runtime::{
    call::Call, client::Core, download::Download, input::into_text, success,
    validate::Rule,
};

/// Operations: [`picture`](Self::picture).
#[derive(Clone, Debug)]
pub struct SheltersPets {
    core: Core,
}

impl SheltersPets {
    pub(crate) fn new(core: Core) -> Self {
        Self { core }
    }

    /// `GET /shelters/{shelter}/pets/{id}/{file}.jpg`
    ///
    /// - `shelter`: At least 3 characters.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: path_parameters::PathParameters) -> Result<(), path_parameters::Error> {
    /// let download = client.shelters().pets().picture("shelter", 1, "file").await?;
    /// println!("{} bytes", download.bytes().await?.len());
    /// # Ok(())
    /// # }
    /// ```
    pub fn picture(
        &self,
        shelter: impl Into<String>,
        id: i64,
        file: impl Into<String>,
    ) -> Call<Download, success::Bytes> {
        Call::download(&self.core, &PICTURE)
            .path("shelter", into_text(shelter))
            .path("id", id)
            .path("file", into_text(file))
    }
}

const PICTURE: Operation = Operation {
    name: "shelters.pets.picture",
    id: "shelters_pets_picture",
    path: "/shelters/{shelter}/pets/{id}/{file}.jpg",
    parameters: &[
        Parameter {
            rules: &[Rule::MinLength(3)],
            ..Parameter::path("shelter")
        },
        Parameter::path("id"),
        Parameter::path("file"),
    ],
    accept: "image/jpeg, */*;q=0.1",
    ..Operation::GET
};
