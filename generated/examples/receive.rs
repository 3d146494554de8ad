//! Receives a delivery: verifies that it is genuine, then acts on its event.
//!
//! [`receive`] is all there is to a handler. Call it from any web framework, with the headers and the raw body.

use std::time::{SystemTime, UNIX_EPOCH};

use agentmail_sdk::Error;
use agentmail_sdk::webhook::{Event, Verifier};
use bytes::Bytes;
use http::{HeaderMap, StatusCode};

/// Answers a delivery. `body` must be the bytes as they arrived; JSON that was parsed and written again won't verify.
fn receive(verifier: &Verifier, headers: &HeaderMap, body: Bytes) -> StatusCode {
    let delivery = match verifier.verify(headers, body) {
        Ok(delivery) => delivery,
        Err(error) => {
            eprintln!("refused: {error}");
            return StatusCode::BAD_REQUEST;
        }
    };
    // A delivery can come more than once. Keep `delivery.id()`, and skip what you have handled already.
    match delivery.event() {
        Ok(Event::MessageReceived(event)) => {
            let subject = event.message.subject.as_deref().unwrap_or("no subject");
            println!("{} wrote: {subject}", event.message.from);
        }
        Ok(Event::MessageBounced(event)) => {
            for recipient in &event.bounce.recipients {
                println!("{} bounced: {}", recipient.address, event.bounce.r#type);
            }
        }
        Ok(Event::Unknown(json)) => println!("newer than this program: {}", json["event_type"]),
        Ok(_) => println!("nothing to do"),
        // Genuine, but not as described. Keep the body; an error status would only bring it back.
        Err(error) => eprintln!("{}: {error}", delivery.id()),
    }
    StatusCode::NO_CONTENT
}

/// In place of a web server: a delivery of our own, signed as the service signs.
fn main() -> Result<(), Error> {
    // A webhook's secret comes with the webhook: `webhook.secret`.
    let verifier = Verifier::new("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")?;

    let body = r#"{
        "type": "event", "event_type": "message.bounced", "event_id": "evt_1",
        "bounce": {
            "inbox_id": "agent@agentmail.to", "thread_id": "thd_1", "message_id": "<1@agentmail.to>",
            "timestamp": "2026-09-01T10:00:00Z", "type": "Permanent", "sub_type": "General",
            "recipients": [{"address": "jane@example.com", "status": "bounced"}]
        }
    }"#;
    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    let now = now.expect("a clock past 1970").as_secs();
    let signature = verifier.sign("msg_1", now, body.as_bytes());

    let mut headers = HeaderMap::new();
    headers.insert("svix-id", "msg_1".parse().expect("a header value"));
    headers.insert("svix-timestamp", now.into());
    headers.insert("svix-signature", signature.parse().expect("a header value"));
    println!("{}", receive(&verifier, &headers, body.into()));

    // The same from someone who does not know the secret.
    headers.insert(
        "svix-signature",
        "v1,c3BhbQ==".parse().expect("a header value"),
    );
    println!("{}", receive(&verifier, &headers, body.into()));
    Ok(())
}
