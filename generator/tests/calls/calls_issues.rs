//! Calls of an issue tracker as people try them first.

use calls_issues::models::{Label, State, UpdateIssueRequest};
use calls_issues::{Error, CallsIssues};

/// Makes all calls.
pub async fn calls(client: CallsIssues) -> Result<(), Error> {
    let issues = client.issues();
    issues
        .create("It is broken")
        .labels(["bug"])
        .assignees(["ada", "grace"])
        .states([State::Open])
        .await?;
    issues
        .create(7)
        .labels([Label::new("bug")])
        .assignees(vec![String::from("ada")])
        .states([])
        .await?;
    issues
        .create(String::from("It is broken"))
        .labels(vec!["bug".to_owned()])
        .await?;
    issues.update(1).body(UpdateIssueRequest::new("It works")).await?;
    issues.replace(1).await?;
    issues.delete(1).await
}

fn main() {}
