//! `events listen`: a receiver of deliveries on this machine.

use clap::ArgMatches;
use http::StatusCode;
use tokio::net::TcpListener;
use tokio::sync::{mpsc, oneshot};

use super::arrival::Desk;
use super::event_table::{Events, When};
use super::failure::Failure;
use super::globals::text;
use super::network;
use super::notes;
use super::print::Output;
use super::receive::{self, Delivery, receive};
use super::table::Tool;
use super::throttle;

/// Receives until it is interrupted, or has received enough deliveries. Only genuine ones count; without a secret, all do.
pub(super) async fn listen(
    tool: &'static Tool,
    events: &'static Events,
    matches: &ArgMatches,
) -> Result<(), Failure> {
    let desk = Desk::new(tool, events, matches, When::Now)?;
    let mut left: Option<u64> = number(matches, "count")?;
    let port: u16 = number(matches, "port")?.unwrap_or_default();
    let request_time = network::timeout(tool, matches)?.unwrap_or(receive::REQUEST_TIME);
    let failed = |error: std::io::Error| {
        Failure::Local(format!(
            "cannot listen on port {port}: {error}; choose another one with --port"
        ))
    };
    let listener = TcpListener::bind(("127.0.0.1", port))
        .await
        .map_err(failed)?;
    let address = listener.local_addr().map_err(failed)?;
    let mut output = Output::endless(text(matches, "output"))?;
    notes::note(&format!("listening on http://{address}/, ctrl-C ends it"));
    if let (None, Some(signing)) = (desk.check(), &events.signing) {
        let variable = signing.variable;
        notes::note(&format!(
            "deliveries are not verified: set {variable} or pass --secret"
        ));
    }
    let (sender, mut deliveries) = mpsc::channel::<Delivery>(16);
    let (stop, stopped) = oneshot::channel();
    let receiving = receive(listener, desk.check(), request_time, sender, stopped);
    let receiving = tokio::spawn(receiving);
    let mut periods = tokio::time::interval(throttle::PERIOD);
    while left != Some(0) {
        tokio::select! {
            Some(delivery) = deliveries.recv() => {
                let status = match desk.shown(&delivery.arrival, delivery.genuine, false) {
                    Ok(shown) => {
                        output.write(shown)?;
                        output.flush()?;
                        left = left.map(|left| left.saturating_sub(1));
                        StatusCode::NO_CONTENT
                    }
                    // The next delivery may be printable. The sender learns that this one was not.
                    Err(failure) => {
                        throttle::say(&format!("not printed: {}", failure.line(None)));
                        StatusCode::INTERNAL_SERVER_ERROR
                    }
                };
                // The sender may be gone.
                let _ = delivery.answer.send(status);
            }
            _ = periods.tick() => throttle::count(),
        }
    }
    drop((deliveries, stop));
    // It ends by itself, with the last response.
    let _ = receiving.await;
    throttle::finish();
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
