//! Parameters that the client is given once, and calls that do not give their own are sent with.

use std::borrow::Cow;

use http::{HeaderMap, HeaderName};
use serde_json::Value;

use super::client::Core;
use super::encode::Given;
use super::error::ConfigError;
use super::operation::{Operation, Parameter, Place};
use super::options::CallOptions;
use super::sdk::{ClientParameter, Sdk};
use super::settings::{Named, Setting};

/// The values of a client's parameters, by the methods of its builder.
pub(super) fn values(sdk: &Sdk, settings: Named<Setting<Value>>) -> Vec<(&'static str, Value)> {
    let settings = settings.0.into_iter();
    let values = settings.filter_map(|(name, setting)| Some((name, setting.resolve(name)?.0)));
    let mut values: Vec<(&str, Value)> = values.collect();
    for parameter in sdk.parameters {
        let is_given = values.iter().any(|(name, _)| *name == parameter.name);
        if let (Some(default), false) = (parameter.default, is_given) {
            values.push((parameter.name, default.into()));
        }
    }
    values
}

/// What is given for a call: the parameters in `given`, and those that the client has in place of the call.
pub(super) fn complete<'a>(
    client: &Core,
    operation: &'static Operation,
    options: &CallOptions,
    given: &'a [Given],
) -> Result<Cow<'a, [Given]>, ConfigError> {
    let client = &client.0;
    let mut all = Cow::Borrowed(given);
    for own in client.sdk.parameters {
        let mut declared = operation.parameters.iter();
        let parameter = match declared.find(|parameter| own.is(parameter)) {
            Some(declared) => declared,
            None if own.everywhere => &own.parameter,
            None => continue,
        };
        let is_given = all.iter().any(|(other, _)| std::ptr::eq(*other, parameter));
        if is_given {
            continue;
        }
        let header = header(parameter, [&options.headers, &client.headers]);
        let mut values = client.parameters.iter();
        let value = values.find(|(name, _)| *name == own.name);
        match header.or_else(|| value.map(|(_, value)| value.clone())) {
            Some(value) => all.to_mut().push((parameter, value)),
            None if parameter.required => return Err(missing(own, operation)),
            None => {}
        }
    }
    Ok(all)
}

/// The value of the first of these headers that stands for a parameter.
fn header(parameter: &Parameter, headers: [&HeaderMap; 2]) -> Option<Value> {
    let name = match parameter.place {
        Place::Header => HeaderName::from_bytes(parameter.name.as_bytes()).ok()?,
        _ => return None,
    };
    let value = headers.iter().find_map(|headers| headers.get(&name))?;
    value.to_str().ok().map(Value::from)
}

fn missing(parameter: &ClientParameter, operation: &Operation) -> ConfigError {
    let (wire, name) = (parameter.parameter.name, parameter.name);
    let variable = parameter.env;
    let variable = variable.map(|variable| format!(", the variable {variable}"));
    let variable = variable.unwrap_or_default();
    ConfigError::new(format!(
        "{} needs `{wire}`: give it to the client's builder (`{name}`){variable} or the call",
        operation.name
    ))
}
