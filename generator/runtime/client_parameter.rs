//! Parameters that the client is given once, and calls that do not give their own are sent with.
//!
//! Plain loops: most SDKs have no such parameters, and closures are compiled in all of them.

use http::{HeaderMap, HeaderName};
use serde_json::Value;

use super::client::Core;
use super::encode::Given;
use super::error::ConfigError;
use super::operation::{Operation, Parameter, Place};
use super::options::CallOptions;
use super::sdk::ClientParameter;

/// Adds to what is given for a call the parameters that the client has in place of the call.
pub(super) fn complete(
    client: &Core,
    operation: &'static Operation,
    options: &CallOptions,
    given: &mut Vec<Given>,
) -> Result<(), ConfigError> {
    for own in client.0.sdk.parameters {
        let Some(parameter) = declared(own, operation) else {
            continue;
        };
        if is_given(parameter, given) {
            continue;
        }
        let mut found = header(parameter, &options.headers);
        if found.is_none() {
            found = header(parameter, &client.0.headers);
        }
        if found.is_none() {
            found = value(own, &client.0.parameters);
        }
        match found {
            Some(value) => given.push((parameter, value)),
            None if parameter.required => return Err(missing(own, operation)),
            None => {}
        }
    }
    Ok(())
}

/// How an operation is sent a parameter of the client, if it is.
fn declared(
    own: &'static ClientParameter,
    operation: &'static Operation,
) -> Option<&'static Parameter> {
    for parameter in operation.parameters {
        if own.is(parameter) {
            return Some(parameter);
        }
    }
    own.everywhere.then_some(&own.parameter)
}

fn is_given(parameter: &Parameter, given: &[Given]) -> bool {
    for (other, _) in given {
        if std::ptr::eq(*other, parameter) {
            return true;
        }
    }
    false
}

/// The value of the header that stands for a parameter.
fn header(parameter: &Parameter, headers: &HeaderMap) -> Option<Value> {
    if parameter.place != Place::Header {
        return None;
    }
    let name = HeaderName::from_bytes(parameter.name.as_bytes()).ok()?;
    let text = headers.get(name)?.to_str().ok()?;
    Some(Value::from(text))
}

/// The first value that is known, or else the default.
fn value(own: &ClientParameter, values: &[(&str, Value)]) -> Option<Value> {
    for (name, value) in values {
        if *name == own.name {
            return Some(value.clone());
        }
    }
    own.default.map(Value::from)
}

fn missing(own: &ClientParameter, operation: &Operation) -> ConfigError {
    let (call, wire, name) = (operation.name, own.parameter.name, own.name);
    let message = match own.env {
        Some(env) => format!(
            "{call} needs `{wire}`: give it to the client's builder (`{name}`), the variable {env} or the call"
        ),
        None => {
            format!("{call} needs `{wire}`: give it to the client's builder (`{name}`) or the call")
        }
    };
    ConfigError::new(message)
}
