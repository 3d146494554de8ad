// warning[W0305]: `{repo}` in the path `/repos/{repo}/issues` is not among the parameters; it is taken as text
//  --> ids_deliberate.yaml:7:5
//   |
// 7 |     get: {operationId: issues/list-for-repo, tags: [issues], responses: {"200": {$ref: "#/components/responses/Names"}}}
//   |     ^^^
//   |
//   = note: also at ids_deliberate.yaml:8:5
//
// warning[W0305]: `{issue}` in the path `/repos/{repo}/issues/{issue}/labels` is not among the parameters; it is taken as text
//   --> ids_deliberate.yaml:10:5
//    |
// 10 |     get: {operationId: issues/list-labels-on-an-issue, tags: [labels], responses: {"200": {$ref: "#/components/responses/Names"}}}
//    |     ^^^
//    |
//    = note: also at ids_deliberate.yaml:11:5
//
// warning[W0305]: `{repo}` in the path `/repos/{repo}/issues/{issue}/labels` is not among the parameters; it is taken as text
//   --> ids_deliberate.yaml:10:5
//    |
// 10 |     get: {operationId: issues/list-labels-on-an-issue, tags: [labels], responses: {"200": {$ref: "#/components/responses/Names"}}}
//    |     ^^^
//    |
//    = note: also at ids_deliberate.yaml:11:5
//

// src/api/issues.rs

use crate::runtime::operation::{Operation, Parameter};
use crate::runtime::{call::Call, client::Core, input::into_text, success};

/// Operations: [`list_for_repo`](Self::list_for_repo), [`create`](Self::create),
/// [`list_labels_on_an_issue`](Self::list_labels_on_an_issue),
/// [`set_all_the_labels_of_an_issue`](Self::set_all_the_labels_of_an_issue),
/// [`list_those_of_the_authenticated_user`](Self::list_those_of_the_authenticated_user).
#[derive(Clone, Debug)]
pub struct Issues {
    core: Core,
}

impl Issues {
    pub(crate) fn new(core: Core) -> Self {
        Self { core }
    }

    /// `GET /repos/{repo}/issues`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: ids_deliberate::IdsDeliberate) -> Result<(), ids_deliberate::Error> {
    /// let issues = client.issues().list_for_repo("repo").await?;
    /// for issue in &issues {
    ///     println!("{issue}");
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn list_for_repo(&self, repo: impl Into<String>) -> Call<Vec<String>> {
        Call::json(&self.core, &LIST_FOR_REPO).path("repo", into_text(repo))
    }

    /// `POST /repos/{repo}/issues`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: ids_deliberate::IdsDeliberate) -> Result<(), ids_deliberate::Error> {
    /// client.issues().create("repo").await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn create(&self, repo: impl Into<String>) -> Call<(), success::Empty> {
        Call::empty(&self.core, &CREATE).path("repo", into_text(repo))
    }

    /// `GET /repos/{repo}/issues/{issue}/labels`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: ids_deliberate::IdsDeliberate) -> Result<(), ids_deliberate::Error> {
    /// let issues = client.issues().list_labels_on_an_issue("repo", "issue").await?;
    /// for issue in &issues {
    ///     println!("{issue}");
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn list_labels_on_an_issue(
        &self,
        repo: impl Into<String>,
        issue: impl Into<String>,
    ) -> Call<Vec<String>> {
        Call::json(&self.core, &LIST_LABELS_ON_AN_ISSUE)
            .path("repo", into_text(repo))
            .path("issue", into_text(issue))
    }

    /// `PUT /repos/{repo}/issues/{issue}/labels`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: ids_deliberate::IdsDeliberate) -> Result<(), ids_deliberate::Error> {
    /// client.issues().set_all_the_labels_of_an_issue("repo", "issue").await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn set_all_the_labels_of_an_issue(
        &self,
        repo: impl Into<String>,
        issue: impl Into<String>,
    ) -> Call<(), success::Empty> {
        Call::empty(&self.core, &SET_ALL_THE_LABELS_OF_AN_ISSUE)
            .path("repo", into_text(repo))
            .path("issue", into_text(issue))
    }

    /// `GET /user/issues`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: ids_deliberate::IdsDeliberate) -> Result<(), ids_deliberate::Error> {
    /// let issues = client.issues().list_those_of_the_authenticated_user().await?;
    /// for issue in &issues {
    ///     println!("{issue}");
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn list_those_of_the_authenticated_user(&self) -> Call<Vec<String>> {
        Call::json(&self.core, &LIST_THOSE_OF_THE_AUTHENTICATED_USER)
    }
}

const LIST_FOR_REPO: Operation = Operation {
    name: "issues.list_for_repo",
    id: "issues/list-for-repo",
    path: "/repos/{repo}/issues",
    parameters: &[Parameter::path("repo")],
    ..Operation::GET
};

const CREATE: Operation = Operation {
    name: "issues.create",
    id: "issues/create",
    path: "/repos/{repo}/issues",
    parameters: &[Parameter::path("repo")],
    accept: "*/*",
    ..Operation::POST
};

const LIST_LABELS_ON_AN_ISSUE: Operation = Operation {
    name: "issues.list_labels_on_an_issue",
    id: "issues/list-labels-on-an-issue",
    path: "/repos/{repo}/issues/{issue}/labels",
    parameters: &[Parameter::path("repo"), Parameter::path("issue")],
    ..Operation::GET
};

const SET_ALL_THE_LABELS_OF_AN_ISSUE: Operation = Operation {
    name: "issues.set_all_the_labels_of_an_issue",
    id: "issues/set-all-the-labels-of-an-issue",
    path: "/repos/{repo}/issues/{issue}/labels",
    parameters: &[Parameter::path("repo"), Parameter::path("issue")],
    accept: "*/*",
    ..Operation::PUT
};

const LIST_THOSE_OF_THE_AUTHENTICATED_USER: Operation = Operation {
    name: "issues.list_those_of_the_authenticated_user",
    id: "issues/list-those-of-the-authenticated-user",
    path: "/user/issues",
    ..Operation::GET
};
