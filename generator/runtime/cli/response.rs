//! Prints responses: whole ones, lists page by page, and streams.

use std::pin::Pin;

use bytes::Bytes;
use futures_core::Stream;

use super::failure::Failure;
use super::grid::Pages;
use super::json::Json;
use super::mask::{Lines, Mask};
use super::notes;
use super::print::{Format, Output, View};
use super::query::Query;
use super::table::{self, Answer, Command};
use super::terminal;
use crate::runtime::draft::Draft;
use crate::runtime::transport::Body;

/// Prints a whole response.
pub(super) fn show(
    body: &Bytes,
    command: &Command,
    view: &View<'_>,
    query: Option<&Query>,
    output: Option<&str>,
    mut mask: Mask,
) -> Result<(), Failure> {
    if command.answer == Answer::Empty || body.is_empty() {
        if command.answer == Answer::Empty {
            notes::note("done");
        }
        return Ok(());
    }
    let mut output = Output::open(output)?;
    let is_raw = view.format == Format::Raw && query.is_none();
    let json = match command.answer {
        Answer::Json if !is_raw => Json::parse(body).ok(),
        _ => None,
    };
    let Some(mut json) = json else {
        let body = match command.answer {
            Answer::Json => mask.body(body),
            _ => mask.text(body),
        };
        output.write(&body)?;
        if !body.ends_with(b"\n") {
            output.write("\n")?;
        }
        mask.note(&body);
        return output.close();
    };
    // Before the query, so that it cannot give a secret another name.
    mask.json(&mut json);
    let shown = match query {
        Some(query) => query.search(&json)?,
        None => json,
    };
    for name in command.once {
        if shown.get(name).is_some() {
            notes::note(&format!(
                "`{name}` is shown this once and never again: keep it"
            ));
        }
    }
    let printed = view.show(&shown)?;
    output.write(&printed)?;
    if view.format != Format::Table {
        mask.note(printed.as_bytes());
    }
    output.close()
}

/// Prints every page of a list, as it comes.
pub(super) async fn all(
    call: Draft,
    pages: &table::Pages,
    view: &View<'_>,
    query: Option<&Query>,
    output: Option<&str>,
    mut mask: Mask,
) -> Result<(), Failure> {
    let mut walk = (pages.start)(call);
    let mut output = Output::open(output)?;
    let is_table = view.format == Format::Table;
    let is_array = matches!(view.format, Format::Json | Format::Raw) && query.is_none();
    let (mut count, mut number) = (0, 0);
    let (mut columns, mut table) = (Vec::new(), Pages::default());
    if is_array {
        output.write("[")?;
    }
    while let Some(body) = walk.next().await? {
        let mut page = Json::parse(&body)
            .map_err(|error| Failure::Local(format!("a page is no JSON: {error}")))?;
        mask.json(&mut page);
        number += 1;
        let found = match query {
            Some(query) => Some(query.search(&page)?),
            None => None,
        };
        if let (Some(found), false) = (&found, is_table) {
            let printed = view.show(found)?;
            output.write(&printed)?;
            output.flush()?;
            mask.note(printed.as_bytes());
            continue;
        }
        let page = found.as_ref().unwrap_or(&page);
        let items = match view.list(page) {
            Some(items) => items.to_vec(),
            None => vec![page.clone()],
        };
        let length = items.len();
        let printed = match is_table {
            true => table.page(&items, view.columns()),
            false => view.piece(&items, count, &mut columns)?,
        };
        output.write(&printed)?;
        output.flush()?;
        if !is_table {
            mask.note(printed.as_bytes());
        }
        count += length;
        notes::progress(&format!("{count} items, {number} pages"));
    }
    terminal::end_progress();
    if is_array {
        output.write(if count == 0 { "]\n" } else { "\n]\n" })?;
    }
    output.close()
}

/// Prints a body that may be anything, as it comes.
pub(super) async fn copy_raw(mut body: Body, output: Option<&str>) -> Result<(), Failure> {
    let mut output = Output::open(output)?;
    while let Some(piece) =
        std::future::poll_fn(|context| Pin::new(&mut body).poll_next(context)).await
    {
        output.write(piece.map_err(|error| Failure::Call(error.into()))?)?;
        output.flush()?;
    }
    output.close()
}

/// Prints bytes or a stream, as they come.
pub(super) async fn copy(
    body: Body,
    command: &Command,
    output: Option<&str>,
    mut mask: Mask,
) -> Result<(), Failure> {
    let is_terminal = output.is_none() && terminal::is_stdout();
    if is_terminal && command.answer == Answer::Bytes {
        let message = "the answer is bytes, which are not for a terminal: give --output FILE";
        return Err(Failure::Usage(message.to_owned()));
    }
    let mut output = Output::open(output)?;
    let mut body = body;
    let mut lines = Lines::default();
    let is_masked = command.answer == Answer::Stream && mask.is_used();
    while let Some(piece) =
        std::future::poll_fn(|context| Pin::new(&mut body).poll_next(context)).await
    {
        let piece = piece.map_err(|error| Failure::Call(error.into()))?;
        if !is_masked {
            output.write(piece)?;
        } else if let Some(shown) = lines.push(&mut mask, &piece) {
            output.write(&shown)?;
            mask.note(&shown);
        } else {
            let message = "a line of the response is longer than 16 MiB: --show-secrets passes on \
                           lines of any length";
            return Err(Failure::Local(message.to_owned()));
        }
        if command.answer == Answer::Stream {
            output.flush()?;
        }
    }
    if is_masked {
        let shown = lines.end(&mut mask);
        output.write(&shown)?;
        mask.note(&shown);
    }
    output.close()
}
