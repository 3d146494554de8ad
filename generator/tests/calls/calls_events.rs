//! Calls of a calendar as people try them first.

use std::error::Error;
use std::time::SystemTime;

use calls_events::CallsEvents;
use calls_events::http::HeaderMap;
use calls_events::jiff::civil::date;
use calls_events::jiff::{Timestamp, Zoned};
use calls_events::uuid::Uuid;

/// Makes all calls.
pub async fn calls(client: CallsEvents) -> Result<HeaderMap, Box<dyn Error>> {
    let events = client.events();
    events
        .create(Uuid::nil(), Timestamp::try_from(SystemTime::now())?)
        .day(date(2026, 1, 31))
        .others([Uuid::nil()])
        .await?;
    events
        .create("67e55044-10b1-426f-9247-bb680e5fe0c8".parse()?, Zoned::now().into())
        .day("2026-01-31".parse()?)
        .others([])
        .await?;
    let call = events.create(Uuid::nil(), "2026-01-31T12:00:00Z".parse()?);
    Ok(call.with_response().await?.headers().clone())
}

fn main() {}
