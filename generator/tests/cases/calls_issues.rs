// src/api/issues.rs

use crate::models::{
    CreateIssueRequest, CreateIssueRequestLabelsItem, CreateIssueRequestTitle,
    DeleteIssueRequest, State, UpdateIssueRequest,
};
use crate::runtime::operation::{Operation, Parameter};
use crate::runtime::{builder::call_builder, call::Call, client::Core, success};

/// Operations: [`create`](Self::create), [`update`](Self::update), [`replace`](Self::replace),
/// [`delete`](Self::delete).
#[derive(Clone, Debug)]
pub struct Issues {
    core: Core,
}

impl Issues {
    pub(crate) fn new(core: Core) -> Self {
        Self { core }
    }

    /// `POST /issues`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: calls_issues::CallsIssues) -> Result<(), calls_issues::Error> {
    /// client.issues().create("title").await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn create(&self, title: impl Into<CreateIssueRequestTitle>) -> CreateIssue {
        CreateIssue(Call::empty(&self.core, &CREATE), CreateIssueRequest::new(title))
    }

    /// `PATCH /issues/{number}`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: calls_issues::CallsIssues) -> Result<(), calls_issues::Error> {
    /// client.issues().update(1).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn update(&self, number: i64) -> UpdateIssue {
        UpdateIssue(Call::empty(&self.core, &UPDATE).path("number", number))
    }

    /// `PUT /issues/{number}`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: calls_issues::CallsIssues) -> Result<(), calls_issues::Error> {
    /// client.issues().replace(1).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn replace(&self, number: i64) -> ReplaceIssue {
        ReplaceIssue(Call::empty(&self.core, &REPLACE).path("number", number))
    }

    /// `DELETE /issues/{number}`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: calls_issues::CallsIssues) -> Result<(), calls_issues::Error> {
    /// client.issues().delete(1).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn delete(&self, number: i64) -> DeleteIssue {
        DeleteIssue(Call::empty(&self.core, &DELETE).path("number", number))
    }
}

/// A call of [`Issues::create`]: set what is optional, then await it.
#[must_use = "a call does nothing until it is awaited or sent"]
#[derive(Clone, Debug)]
pub struct CreateIssue(Call<(), success::Empty>, CreateIssueRequest);

impl CreateIssue {
    pub fn labels(
        self,
        value: impl IntoIterator<Item = impl Into<CreateIssueRequestLabelsItem>>,
    ) -> Self {
        Self(self.0, self.1.labels(value))
    }

    pub fn assignees(self, value: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self(self.0, self.1.assignees(value))
    }

    pub fn states(self, value: impl IntoIterator<Item = State>) -> Self {
        Self(self.0, self.1.states(value))
    }
}

call_builder!(CreateIssue, Call<(), success::Empty>, CreateIssueRequest);

/// A call of [`Issues::update`]: set what is optional, then await it.
#[must_use = "a call does nothing until it is awaited or sent"]
#[derive(Clone, Debug)]
pub struct UpdateIssue(Call<(), success::Empty>);

impl UpdateIssue {
    /// Sends this body.
    pub fn body(self, body: UpdateIssueRequest) -> Self {
        Self(self.0.with_json(&body))
    }
}

call_builder!(UpdateIssue, Call<(), success::Empty>);

/// A call of [`Issues::replace`]: set what is optional, then await it.
#[must_use = "a call does nothing until it is awaited or sent"]
#[derive(Clone, Debug)]
pub struct ReplaceIssue(Call<(), success::Empty>);

impl ReplaceIssue {
    /// Sends this body.
    pub fn body(self, body: DeleteIssueRequest) -> Self {
        Self(self.0.with_json(&body))
    }
}

call_builder!(ReplaceIssue, Call<(), success::Empty>);

/// A call of [`Issues::delete`]: set what is optional, then await it.
#[must_use = "a call does nothing until it is awaited or sent"]
#[derive(Clone, Debug)]
pub struct DeleteIssue(Call<(), success::Empty>);

impl DeleteIssue {
    /// Sends this body.
    pub fn body(self, body: DeleteIssueRequest) -> Self {
        Self(self.0.with_json(&body))
    }
}

call_builder!(DeleteIssue, Call<(), success::Empty>);

const CREATE: Operation = Operation {
    name: "issues.create",
    id: "createIssue",
    path: "/issues",
    accept: "*/*",
    ..Operation::POST
};

const UPDATE: Operation = Operation {
    name: "issues.update",
    id: "updateIssue",
    path: "/issues/{number}",
    parameters: &[Parameter::path("number")],
    accept: "*/*",
    ..Operation::PATCH
};

const REPLACE: Operation = Operation {
    name: "issues.replace",
    id: "lockIssue",
    path: "/issues/{number}",
    parameters: &[Parameter::path("number")],
    accept: "*/*",
    ..Operation::PUT
};

const DELETE: Operation = Operation {
    name: "issues.delete",
    id: "deleteIssue",
    path: "/issues/{number}",
    parameters: &[Parameter::path("number")],
    accept: "*/*",
    ..Operation::DELETE
};
