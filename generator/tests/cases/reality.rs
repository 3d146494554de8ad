// warning[W0305]: `{id}` in the path `/pets/{id}` is not among the parameters; it is taken as text
//   --> reality.yaml:15:5
//    |
// 15 |     delete:
//    |     ^^^^^^
//
// warning[W0208]: the key `foo/bar` should be made of letters, digits, `.`, `-` and `_`
//   --> reality.yaml:21:5
//    |
// 21 |     foo/bar: {type: object, properties: {a: {$ref: "#/components/schemas/!!!"}}}
//    |     ^^^^^^^
//
// warning[W0208]: the key `a b` should be made of letters, digits, `.`, `-` and `_`
//   --> reality.yaml:22:5
//    |
// 22 |     a b: {type: object, required: [absent], properties: {c: {$ref: "#/components/schemas/動物"}}}
//    |     ^^^
//
// warning[W0501]: the name for `Self` is taken; the type is called `RealitySelf`
//   --> reality.yaml:24:5
//    |
// 24 |     Self: {type: object, required: [e], properties: {e: {type: integer, enum: [1, 2]}}}
//    |     ^^^^
//
// warning[W0208]: the key `!!!` should be made of letters, digits, `.`, `-` and `_`
//   --> reality.yaml:25:5
//    |
// 25 |     "!!!": {type: object, properties: {f: {properties: {g: {}}}}}
//    |     ^^^^^
//
// warning[W0208]: the key `動物` should be made of letters, digits, `.`, `-` and `_`
//   --> reality.yaml:26:5
//    |
// 26 |     動物: {type: object, properties: {名前: {type: string}}}
//    |     ^^^^
//

// src/api/pets.rs

use serde::Serialize;

use crate::ErrorBody;
use crate::models::{AB, FooBar, RealitySelf, RealitySelfE, 動物};
use crate::runtime::operation::{Operation, Parameter};
use crate::runtime::{
    builder::call_builder, call::Call, client::Core, download::Download,
    input::into_text, success,
};

/// Operations: [`get`](Self::get), [`create`](Self::create), [`delete`](Self::delete).
#[derive(Clone, Debug)]
pub struct Pets {
    core: Core,
}

impl Pets {
    pub(crate) fn new(core: Core) -> Self {
        Self { core }
    }

    /// `GET /pets?kind=dog`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: reality::Reality) -> Result<(), reality::Error> {
    /// let foo_bar = client.pets().get().await?;
    /// println!("{foo_bar:?}");
    /// # Ok(())
    /// # }
    /// ```
    pub fn get(&self) -> Call<FooBar> {
        Call::json(&self.core, &GET)
    }

    /// `POST /pets`
    ///
    /// # Errors
    ///
    /// - 4XX
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: reality::Reality) -> Result<(), reality::Error> {
    /// client.pets().create("absent").await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn create(&self, absent: impl Serialize) -> CreatePet {
        CreatePet(Call::empty(&self.core, &CREATE), AB::new(absent))
    }

    /// `DELETE /pets/{id}`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// use reality::models::RealitySelfE;
    ///
    /// # async fn run(client: reality::Reality) -> Result<(), reality::Error> {
    /// let download = client.pets().delete("id", RealitySelfE::Value1).await?;
    /// println!("{} bytes", download.bytes().await?.len());
    /// # Ok(())
    /// # }
    /// ```
    pub fn delete(
        &self,
        id: impl Into<String>,
        e: impl Into<RealitySelfE>,
    ) -> Call<Download, success::Bytes> {
        Call::download(&self.core, &DELETE)
            .path("id", into_text(id))
            .with_json(&RealitySelf::new(e))
    }
}

/// A call of [`Pets::create`]: set what is optional, then await it.
#[must_use = "a call does nothing until it is awaited or sent"]
#[derive(Clone, Debug)]
pub struct CreatePet(Call<(), success::Empty>, AB);

impl CreatePet {
    pub fn c(self, value: 動物) -> Self {
        Self(self.0, self.1.c(value))
    }
}

call_builder!(CreatePet, Call<(), success::Empty>, AB);

const GET: Operation = Operation {
    name: "pets.get",
    id: "get /pets?kind=dog",
    path: "/pets?kind=dog",
    ..Operation::GET
};

const CREATE: Operation = Operation {
    name: "pets.create",
    id: "post /pets#search",
    path: "/pets",
    accept: "*/*",
    content_type: Some("application/vnd.pets+json"),
    errors: &[(&["4XX"], ErrorBody::value123)],
    ..Operation::POST
};

const DELETE: Operation = Operation {
    name: "pets.delete",
    id: "delete /pets/{id}",
    path: "/pets/{id}",
    parameters: &[Parameter::path("id")],
    accept: "image/*, */*;q=0.1",
    ..Operation::DELETE
};

// src/models/mod.rs

//! What is sent and received.

mod ab;
mod dong_wu;
mod foo_bar;
mod reality_self;
mod value123;
mod value2;

pub use self::ab::AB;
pub use self::dong_wu::動物;
pub use self::foo_bar::FooBar;
pub use self::reality_self::{RealitySelf, RealitySelfE};
pub use self::value123::{Value123, Value123D};
pub use self::value2::{Value2, Value2F};
