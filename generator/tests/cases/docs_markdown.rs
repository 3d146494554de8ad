// src/api/notes.rs

use crate::models::Note;
use crate::runtime::operation::{Operation, Parameter};
use crate::runtime::{
    builder::call_builder, call::Call, client::Core, input::into_text, validate::Rule,
};

/// Notes of [people](https://a.example/p).
///
/// - one
///   ```text
///   x
///   ```
///
/// > ```text
/// > q
/// > ```
///
/// Operations: [`list`](Self::list).
#[derive(Clone, Debug)]
pub struct Notes {
    core: Core,
}

impl Notes {
    pub(crate) fn new(core: Core) -> Self {
        Self { core }
    }

    /// List notes
    ///
    /// ```text
    /// open
    /// ```
    ///
    /// \`\`\` text \` tick See <https://x.example/z> and [b](https://l.example).
    ///
    /// 1. one
    ///    - two
    /// 2. three
    ///
    /// md end.
    ///
    /// `GET /notes`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: docs_markdown::DocsMarkdown) -> Result<(), docs_markdown::Error> {
    /// let notes = client.notes().list().await?;
    /// for note in &notes {
    ///     println!("{:?}", note.text);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn list(&self) -> ListNotes {
        ListNotes(Call::json(&self.core, &LIST))
    }
}

/// A call of [`Notes::list`]: set what is optional, then await it.
#[must_use = "a call does nothing until it is awaited or sent"]
#[derive(Clone, Debug)]
pub struct ListNotes(Call<Vec<Note>>);

impl ListNotes {
    /// The `q`.
    ///
    /// When absent: ``"a`b"``.
    pub fn q(self, value: impl Into<String>) -> Self {
        Self(self.0.query("q", into_text(value)))
    }

    /// At most 100.
    ///
    /// When absent: `20`.
    pub fn limit(self, value: i64) -> Self {
        Self(self.0.query("limit", value))
    }
}

call_builder!(ListNotes, Call<Vec<Note>>);

const LIST: Operation = Operation {
    name: "notes.list",
    id: "listNotes",
    path: "/notes",
    parameters: &[
        Parameter::query("q"),
        Parameter {
            rules: &[Rule::Maximum(100.0)],
            ..Parameter::query("limit")
        },
    ],
    ..Operation::GET
};

// src/models/note.rs

use serde::{Deserialize, Serialize};

use crate::runtime::object::object;

/// A note
///
/// ```text
/// open
/// ```
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct Note {
    /// 1. first \<!-- open
    ///
    /// When absent: ``"a`b"``.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

object!(Note => Serialize, Deserialize);
