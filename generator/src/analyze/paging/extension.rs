//! Other generators' extensions that say how a list is paged, as settings: Fern's `x-fern-pagination`, Speakeasy's
//! `x-speakeasy-pagination` and AutoRest's `x-ms-pageable`.

use serde_json::Value;

use crate::config::{NextSetting, OperationPagination, PagingKind, Setting};
use crate::ir::PagingHint;
use crate::source::Origin;

/// An extension as settings; none where it does not say enough.
pub(super) fn settings(hint: &PagingHint) -> Option<OperationPagination> {
    let reader = Reader {
        origin: hint.origin,
        value: &hint.value,
    };
    match hint.key {
        "x-fern-pagination" => reader.fern(),
        "x-speakeasy-pagination" => reader.speakeasy(),
        _ => Some(reader.autorest()),
    }
}

struct Reader<'a> {
    origin: Origin,
    value: &'a Value,
}

impl Reader<'_> {
    /// `{type: cursor, inputs: [{name: since, in: parameters, type: cursor}], outputs: {results: $.data, nextCursor: $.next}}`
    fn speakeasy(&self) -> Option<OperationPagination> {
        let output = |key: &str| self.path(self.value.get("outputs")?.get(key)?);
        let next = |key: &str| output(key).map(next);
        let mut settings = OperationPagination {
            items: output("results"),
            ..OperationPagination::default()
        };
        match self.value.get("type").and_then(Value::as_str)? {
            "cursor" => {
                settings.kind = Some(PagingKind::Token);
                settings.parameter = Some(self.input("cursor")?);
                settings.next = Some(next("nextCursor")?);
            }
            "url" => {
                settings.kind = Some(PagingKind::Url);
                settings.next = Some(next("nextUrl")?);
            }
            "offsetLimit" => match self.input("page") {
                Some(page) => {
                    settings.kind = Some(PagingKind::Page);
                    settings.parameter = Some(page);
                    settings.next = next("numPages");
                }
                None => {
                    settings.kind = Some(PagingKind::Offset);
                    settings.parameter = Some(self.input("offset")?);
                }
            },
            _ => return None,
        }
        Some(settings)
    }

    /// The input of a role among Speakeasy's.
    fn input(&self, role: &str) -> Option<Setting> {
        let text = |input: &Value, key: &str| input.get(key)?.as_str().map(str::to_owned);
        let mut inputs = self.value.get("inputs")?.as_array()?.iter();
        let input = inputs.find(|input| text(input, "type").as_deref() == Some(role))?;
        let name = text(input, "name")?;
        Some(self.setting(match text(input, "in").as_deref() {
            Some("requestBody") => format!("/{name}"),
            _ => name,
        }))
    }

    /// `{cursor: $request.cursor, next_cursor: $response.next, results: $response.data}`, or with `offset`, or with
    /// `next_uri`.
    fn fern(&self) -> Option<OperationPagination> {
        let at = |key: &str| self.path(self.value.get(key)?);
        let either = |one: &str, other: &str| at(one).or_else(|| at(other));
        let mut settings = OperationPagination {
            items: at("results"),
            more: either("has-next-page", "has_next_page"),
            ..OperationPagination::default()
        };
        if let Some(cursor) = at("cursor") {
            settings.kind = Some(PagingKind::Token);
            settings.parameter = Some(cursor);
            settings.next = Some(NextSetting::Member(either("next_cursor", "next-cursor")?));
        } else if let Some(url) = either("next_uri", "next-uri") {
            settings.kind = Some(PagingKind::Url);
            settings.next = Some(NextSetting::Member(url));
        } else {
            // Whether it counts items or pages, the name and the type of the parameter tell.
            settings.parameter = Some(at("offset")?);
        }
        Some(settings)
    }

    /// `{nextLinkName: nextLink, itemName: value}`; without a link, the list comes in one page.
    fn autorest(&self) -> OperationPagination {
        let at = |key: &str| self.path(self.value.get(key)?);
        let Some(link) = at("nextLinkName") else {
            return OperationPagination {
                kind: Some(PagingKind::None),
                ..OperationPagination::default()
            };
        };
        OperationPagination {
            kind: Some(PagingKind::Url),
            items: at("itemName").or_else(|| Some(self.setting("value".to_owned()))),
            next: Some(NextSetting::Member(link)),
            ..OperationPagination::default()
        }
    }

    /// A place such as `$.meta.next`, `$response.meta.next` or `$request.cursor` without its beginning; none when it is the
    /// whole.
    fn path(&self, place: &Value) -> Option<Setting> {
        let path = place.as_str()?;
        let path = match path.strip_prefix('$') {
            Some(rest) => rest.split_once('.')?.1,
            None => path,
        };
        (!path.is_empty()).then(|| self.setting(path.to_owned()))
    }

    const fn setting(&self, text: String) -> Setting {
        Setting::new(self.origin, text)
    }
}

/// Where the next page is named: `data[-1].id` is in the last item.
fn next(path: Setting) -> NextSetting {
    match path.as_str().split_once("[-1]") {
        None => NextSetting::Member(path),
        Some((list, item)) => {
            let text = format!("/{list}/-{item}").replace('.', "/");
            NextSetting::Last(Setting::new(path.origin, text))
        }
    }
}
