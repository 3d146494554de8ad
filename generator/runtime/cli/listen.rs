//! `events listen`: a receiver of deliveries on this machine.

use std::convert::Infallible;
use std::time::Duration;

use bytes::Bytes;
use clap::ArgMatches;
use http::{Method, Request, Response, StatusCode};
use http_body_util::{BodyExt, Full, Limited};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::TcpListener;
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinSet;

use super::arrival::{Arrival, Desk};
use super::event_table::{Events, When};
use super::failure::Failure;
use super::globals::text;
use super::notes;
use super::print::Output;
use super::table::Tool;

/// How long a payload may be.
const LARGEST: usize = 16 << 20;

/// How long the last answer may take to leave.
const FAREWELL: Duration = Duration::from_secs(2);

/// A delivery, and where the answer to it goes.
type Waiting = (Arrival, oneshot::Sender<StatusCode>);

/// Receives until it is interrupted, or has received enough.
pub(super) async fn listen(
    tool: &'static Tool,
    events: &'static Events,
    matches: &ArgMatches,
) -> Result<(), Failure> {
    let desk = Desk::new(tool, events, matches, When::Now)?;
    let mut left: Option<u64> = number(matches, "count")?;
    let port: u16 = number(matches, "port")?.unwrap_or_default();
    let failed =
        |error: std::io::Error| Failure::Local(format!("cannot listen on port {port}: {error}"));
    let listener = TcpListener::bind(("127.0.0.1", port))
        .await
        .map_err(failed)?;
    let address = listener.local_addr().map_err(failed)?;
    notes::note(&format!("listening on http://{address}/, ctrl-C ends it"));
    if let (false, Some(signing)) = (desk.verifies(), &events.signing) {
        let variable = signing.variable;
        notes::note(&format!(
            "deliveries are not verified: set {variable} or pass --secret"
        ));
    }
    let mut output = Output::open(text(matches, "output"))?;
    let (sender, mut arrivals) = mpsc::channel::<Waiting>(16);
    let mut connections = JoinSet::new();
    while left != Some(0) {
        tokio::select! {
            accepted = listener.accept() => {
                let (stream, _) = accepted.map_err(failed)?;
                connections.spawn(serve(TokioIo::new(stream), sender.clone()));
            }
            Some((arrival, answer)) = arrivals.recv() => {
                let status = match desk.verified(&arrival) {
                    Ok(sent) => {
                        output.write(desk.shown(&arrival, sent, false)?)?;
                        output.flush()?;
                        StatusCode::NO_CONTENT
                    }
                    Err(reason) => {
                        notes::say(&format!("refused: {reason}"));
                        StatusCode::BAD_REQUEST
                    }
                };
                // Who sent it may be gone.
                let _ = answer.send(status);
                left = left.map(|left| left.saturating_sub(1));
            }
            Some(_) = connections.join_next() => {}
        }
    }
    drop((listener, arrivals));
    let farewell = async { while connections.join_next().await.is_some() {} };
    // A sender that does not listen is not waited for.
    let _ = tokio::time::timeout(FAREWELL, farewell).await;
    output.close()
}

fn number<T: std::str::FromStr>(matches: &ArgMatches, name: &str) -> Result<Option<T>, Failure> {
    let number = text(matches, name).map(str::parse::<T>).transpose();
    number.map_err(|_| {
        Failure::Usage(format!(
            "--{name} must be a whole number, and not too large"
        ))
    })
}

/// Serves one connection, for one request.
async fn serve(stream: TokioIo<tokio::net::TcpStream>, arrivals: mpsc::Sender<Waiting>) {
    let service = service_fn(move |request| {
        let arrivals = arrivals.clone();
        async move { Ok::<_, Infallible>(answered(request, arrivals).await) }
    });
    let mut server = http1::Builder::new();
    server.keep_alive(false).timer(TokioTimer::new());
    // A connection that breaks off has delivered nothing.
    let _ = server.serve_connection(stream, service).await;
}

async fn answered(
    request: Request<Incoming>,
    arrivals: mpsc::Sender<Waiting>,
) -> Response<Full<Bytes>> {
    let status = status(request, arrivals).await;
    let mut response = Response::new(Full::new(Bytes::new()));
    *response.status_mut() = status;
    response
}

async fn status(request: Request<Incoming>, arrivals: mpsc::Sender<Waiting>) -> StatusCode {
    if request.method() != Method::POST {
        notes::note(&format!("a {} is no delivery", request.method()));
        return StatusCode::METHOD_NOT_ALLOWED;
    }
    let (head, body) = request.into_parts();
    let Ok(body) = Limited::new(body, LARGEST).collect().await else {
        notes::note("a delivery broke off, or is larger than 16 MiB");
        return StatusCode::PAYLOAD_TOO_LARGE;
    };
    let headers = head.headers.iter();
    let headers = headers.map(|(name, value)| (name.to_string(), value.as_bytes().to_vec()));
    let arrival = Arrival {
        headers: headers.collect(),
        body: body.to_bytes(),
    };
    let (sender, answer) = oneshot::channel();
    match arrivals.send((arrival, sender)).await {
        Ok(()) => answer.await.unwrap_or(StatusCode::SERVICE_UNAVAILABLE),
        Err(_) => StatusCode::SERVICE_UNAVAILABLE,
    }
}
