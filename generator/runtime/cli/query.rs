//! `--query`: a JMESPath expression over an answer.

use jmespath::Expression;

use super::failure::Failure;
use super::json::Json;

/// An expression that can be evaluated.
pub(super) struct Query(Expression<'static>);

impl Query {
    pub(super) fn parse(text: &str) -> Result<Self, Failure> {
        let compiled = jmespath::compile(text);
        compiled.map(Self).map_err(|error| {
            let error = error.to_string();
            let first = error.lines().next().unwrap_or_default();
            Failure::Usage(format!("--query is not a JMESPath expression: {first}"))
        })
    }

    /// What the expression finds.
    pub(super) fn search(&self, json: &Json) -> Result<Json, Failure> {
        let failed = |error: &dyn std::fmt::Display| Failure::Usage(format!("--query: {error}"));
        let found = self
            .0
            .search(json.to_value())
            .map_err(|error| failed(&error))?;
        let text = serde_json::to_vec(&found).map_err(|error| failed(&error))?;
        Json::parse(&text).map_err(|error| failed(&error))
    }
}
