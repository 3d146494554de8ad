//! What an attempt tells `tracing`: a span with the names that OpenTelemetry has for HTTP clients (semantic conventions for
//! HTTP, 1.23 and later). Without the feature `tracing` there is nothing of it.
//!
//! The query is left out of the URL: it may hold credentials.

#[cfg(feature = "tracing")]
pub(super) use with::Span;
#[cfg(not(feature = "tracing"))]
pub(super) use without::Span;

#[cfg(feature = "tracing")]
mod with {
    use http::Uri;
    use tracing::field::Empty;
    use tracing::instrument::{Instrument, Instrumented};

    use crate::runtime::error::Error;
    use crate::runtime::operation::Operation;
    use crate::runtime::response::Answer;

    /// The span of one attempt.
    pub(crate) struct Span(tracing::Span);

    impl Span {
        pub(crate) fn new(operation: &Operation, uri: &Uri, attempts: u32) -> Self {
            let scheme = uri.scheme_str().unwrap_or_default();
            let port = match (uri.port_u16(), scheme) {
                (Some(port), _) => port,
                (None, "http") => 80,
                (None, _) => 443,
            };
            let host = uri.host().unwrap_or_default();
            let authority = uri.authority().map_or("", |authority| authority.as_str());
            let span = tracing::info_span!(
                "HTTP",
                otel.name = format!("{} {}", operation.method, operation.path),
                otel.kind = "client",
                otel.status_code = Empty,
                operation = operation.name,
                http.request.method = operation.method,
                http.request.resend_count = Empty,
                http.response.status_code = Empty,
                url.full = format!("{scheme}://{authority}{}", uri.path()),
                url.template = operation.path,
                server.address = host,
                server.port = port,
                error.type = Empty,
            );
            if attempts > 1 {
                span.record("http.request.resend_count", attempts - 1);
            }
            Span(span)
        }

        pub(crate) fn around<F: Future>(&self, work: F) -> Instrumented<F> {
            work.instrument(self.0.clone())
        }

        /// What came of the attempt.
        pub(crate) fn end(&self, outcome: &Result<Answer, Error>) {
            let (status, error) = match outcome {
                Ok(answer) => (Some(answer.status.as_u16()), None),
                Err(Error::Api(error)) => {
                    let status = error.status().as_u16();
                    (Some(status), Some(status.to_string()))
                }
                Err(Error::Transport(error)) => {
                    (None, Some(format!("{:?}", error.kind()).to_lowercase()))
                }
                Err(_) => (None, Some("_OTHER".to_owned())),
            };
            if let Some(status) = status {
                self.0.record("http.response.status_code", status);
            }
            if let Some(error) = error {
                self.0.record("error.type", error);
                self.0.record("otel.status_code", "ERROR");
            }
        }
    }
}

#[cfg(not(feature = "tracing"))]
mod without {
    use http::Uri;

    use crate::runtime::error::Error;
    use crate::runtime::operation::Operation;
    use crate::runtime::response::Answer;

    /// Nothing.
    pub(crate) struct Span;

    impl Span {
        pub(crate) fn new(_: &Operation, _: &Uri, _: u32) -> Self {
            Span
        }

        pub(crate) fn around<F: Future>(&self, work: F) -> F {
            work
        }

        pub(crate) fn end(&self, _: &Result<Answer, Error>) {}
    }
}
