// src/api/reports.rs

use crate::models::{GetReportStreamEvent, ListReportGeoResponse, Reports};
use crate::runtime::operation::{Operation, Parameter};
use crate::runtime::{
    call::Call, client::Core, download::Download, events::Events, input::into_text,
    success,
};

/// Operations: [`list`](Self::list), [`list_geo`](Self::list_geo), [`list_csv`](Self::list_csv),
/// [`get`](Self::get), [`get_xlsx`](Self::get_xlsx), [`get_stream`](Self::get_stream),
/// [`get_stream_ndjson`](Self::get_stream_ndjson), [`get_source`](Self::get_source).
#[derive(Clone, Debug)]
pub struct ReportsApi {
    core: Core,
}

impl ReportsApi {
    pub(crate) fn new(core: Core) -> Self {
        Self { core }
    }

    /// `GET /reports`
    ///
    /// The service has the response as `application/xml` too: set the header `Accept` in the call's
    /// options, and take its bytes with `with_raw_response`.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: choices::Choices) -> Result<(), choices::Error> {
    /// let reports = client.reports().list().await?;
    /// println!("{reports:?}");
    /// # Ok(())
    /// # }
    /// ```
    pub fn list(&self) -> Call<Reports> {
        Call::json(&self.core, &LIST)
    }

    /// `GET /reports`, answered as `application/geo+json`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: choices::Choices) -> Result<(), choices::Error> {
    /// let response = client.reports().list_geo().await?;
    /// println!("{response:?}");
    /// # Ok(())
    /// # }
    /// ```
    pub fn list_geo(&self) -> Call<ListReportGeoResponse> {
        Call::json(&self.core, &LIST_GEO)
    }

    /// `GET /reports`, answered as `text/csv`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: choices::Choices) -> Result<(), choices::Error> {
    /// let text = client.reports().list_csv().await?;
    /// println!("{text}");
    /// # Ok(())
    /// # }
    /// ```
    pub fn list_csv(&self) -> Call<String, success::Text> {
        Call::text(&self.core, &LIST_CSV)
    }

    /// `GET /reports/{id}`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: choices::Choices) -> Result<(), choices::Error> {
    /// let download = client.reports().get("id").await?;
    /// println!("{} bytes", download.bytes().await?.len());
    /// # Ok(())
    /// # }
    /// ```
    pub fn get(&self, id: impl Into<String>) -> Call<Download, success::Bytes> {
        Call::download(&self.core, &GET).path("id", into_text(id))
    }

    /// `GET /reports/{id}`, answered as
    /// `application/vnd.openxmlformats-officedocument.spreadsheetml.sheet`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: choices::Choices) -> Result<(), choices::Error> {
    /// let download = client.reports().get_xlsx("id").await?;
    /// println!("{} bytes", download.bytes().await?.len());
    /// # Ok(())
    /// # }
    /// ```
    pub fn get_xlsx(&self, id: impl Into<String>) -> Call<Download, success::Bytes> {
        Call::download(&self.core, &GET_XLSX).path("id", into_text(id))
    }

    /// `GET /reports/{id}`, answered as `text/event-stream`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: choices::Choices) -> Result<(), choices::Error> {
    /// let mut events = client.reports().get_stream("id").await?;
    /// while let Some(event) = events.next().await {
    ///     println!("{:?}", event?);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn get_stream(
        &self,
        id: impl Into<String>,
    ) -> Call<Events<GetReportStreamEvent>, success::EventData> {
        Call::events(&self.core, &GET_STREAM).path("id", into_text(id))
    }

    /// `GET /reports/{id}`, answered as `application/x-ndjson`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: choices::Choices) -> Result<(), choices::Error> {
    /// let mut events = client.reports().get_stream_ndjson("id").await?;
    /// while let Some(event) = events.next().await {
    ///     println!("{:?}", event?);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn get_stream_ndjson(
        &self,
        id: impl Into<String>,
    ) -> Call<Events<GetReportStreamEvent>, success::Lines> {
        Call::lines(&self.core, &GET_STREAM_NDJSON).path("id", into_text(id))
    }

    /// `GET /reports/{id}/source`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: choices::Choices) -> Result<(), choices::Error> {
    /// let download = client.reports().get_source("id").await?;
    /// println!("{} bytes", download.bytes().await?.len());
    /// # Ok(())
    /// # }
    /// ```
    pub fn get_source(&self, id: impl Into<String>) -> Call<Download, success::Bytes> {
        Call::download(&self.core, &GET_SOURCE).path("id", into_text(id))
    }
}

const LIST: Operation = Operation {
    name: "reports.list",
    id: "listReports",
    path: "/reports",
    ..Operation::GET
};

const LIST_GEO: Operation = Operation {
    name: "reports.list_geo",
    id: "listReports",
    path: "/reports",
    accept: "application/geo+json, application/json;q=0.5",
    ..Operation::GET
};

const LIST_CSV: Operation = Operation {
    name: "reports.list_csv",
    id: "listReports",
    path: "/reports",
    accept: "text/csv, */*;q=0.1",
    ..Operation::GET
};

const GET: Operation = Operation {
    name: "reports.get",
    id: "getReport",
    path: "/reports/{id}",
    parameters: &[Parameter::path("id")],
    accept: "application/pdf, */*;q=0.1",
    ..Operation::GET
};

const GET_XLSX: Operation = Operation {
    name: "reports.get_xlsx",
    id: "getReport",
    path: "/reports/{id}",
    parameters: &[Parameter::path("id")],
    accept: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet, */*;q=0.1",
    ..Operation::GET
};

const GET_STREAM: Operation = Operation {
    name: "reports.get_stream",
    id: "getReport",
    path: "/reports/{id}",
    parameters: &[Parameter::path("id")],
    accept: "text/event-stream, */*;q=0.1",
    ..Operation::GET
};

const GET_STREAM_NDJSON: Operation = Operation {
    name: "reports.get_stream_ndjson",
    id: "getReport",
    path: "/reports/{id}",
    parameters: &[Parameter::path("id")],
    accept: "application/x-ndjson, */*;q=0.1",
    ..Operation::GET
};

const GET_SOURCE: Operation = Operation {
    name: "reports.get_source",
    id: "getSource",
    path: "/reports/{id}/source",
    parameters: &[Parameter::path("id")],
    accept: "application/octet-stream, */*;q=0.1",
    ..Operation::GET
};
