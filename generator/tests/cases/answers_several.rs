// src/api/jobs.rs

use crate::models::CreateJobResponse;
use crate::runtime::{
    call::Call, client::Core, download::Download, error::Error, operation::Operation,
    success,
};

/// Operations: [`create`](Self::create), [`get_next`](Self::get_next), [`get_log`](Self::get_log),
/// [`get_log_text`](Self::get_log_text).
#[derive(Clone, Debug)]
pub struct Jobs {
    core: Core,
}

impl Jobs {
    pub(crate) fn new(core: Core) -> Self {
        Self { core }
    }

    /// `POST /jobs`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: answers_several::AnswersSeveral) -> Result<(), answers_several::Error> {
    /// let response = client.jobs().create().await?;
    /// println!("{response:?}");
    /// # Ok(())
    /// # }
    /// ```
    pub fn create(&self) -> Call<CreateJobSuccess, success::Several> {
        Call::several(&self.core, &CREATE)
    }

    /// `GET /jobs/next`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: answers_several::AnswersSeveral) -> Result<(), answers_several::Error> {
    /// let response = client.jobs().get_next().await?;
    /// println!("{response:?}");
    /// # Ok(())
    /// # }
    /// ```
    pub fn get_next(&self) -> Call<Option<String>, success::Optional> {
        Call::optional(&self.core, &GET_NEXT)
    }

    /// `GET /jobs/log`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: answers_several::AnswersSeveral) -> Result<(), answers_several::Error> {
    /// let download = client.jobs().get_log().await?;
    /// println!("{} bytes", download.bytes().await?.len());
    /// # Ok(())
    /// # }
    /// ```
    pub fn get_log(&self) -> Call<Download, success::Bytes> {
        Call::download(&self.core, &GET_LOG)
    }

    /// `GET /jobs/log`, answered as `text/plain`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: answers_several::AnswersSeveral) -> Result<(), answers_several::Error> {
    /// let text = client.jobs().get_log_text().await?;
    /// println!("{text}");
    /// # Ok(())
    /// # }
    /// ```
    pub fn get_log_text(&self) -> Call<String, success::Text> {
        Call::text(&self.core, &GET_LOG_TEXT)
    }
}

/// What `createJob` gives when it succeeds.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq)]
pub enum CreateJobSuccess {
    /// 200: It was done before.
    Ok(Box<CreateJobResponse>),
    /// 202: It is under way.
    Accepted(i64),
    /// 204: There is nothing to do.
    NoContent,
    /// 2XX: Something else.
    OtherSuccess(String),
}

impl success::Success for CreateJobSuccess {
    fn decode(received: &success::Received<'_>) -> Result<Self, Error> {
        match received.status() {
            200 => received.json().map(Self::Ok),
            202 => received.json().map(Self::Accepted),
            204 => received.nothing().map(|()| Self::NoContent),
            _ => Ok(Self::OtherSuccess(received.text())),
        }
    }
}

const CREATE: Operation = Operation {
    name: "jobs.create",
    id: "createJob",
    path: "/jobs",
    accept: "application/json, text/plain, */*;q=0.1",
    ..Operation::POST
};

const GET_NEXT: Operation = Operation {
    name: "jobs.get_next",
    id: "getNextJob",
    path: "/jobs/next",
    ..Operation::GET
};

const GET_LOG: Operation = Operation {
    name: "jobs.get_log",
    id: "getJobLog",
    path: "/jobs/log",
    accept: "application/gzip, */*;q=0.1",
    ..Operation::GET
};

const GET_LOG_TEXT: Operation = Operation {
    name: "jobs.get_log_text",
    id: "getJobLog",
    path: "/jobs/log",
    accept: "text/plain, */*;q=0.1",
    ..Operation::GET
};
