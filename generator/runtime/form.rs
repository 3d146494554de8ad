//! `application/x-www-form-urlencoded`: the fields of a form in one line.

use serde_json::Value;

use super::encode::{pairs, percent, push_pair};
use super::operation::{Parameter, ParameterStyle};

/// The members of an object as fields.
pub(super) fn form(object: &Value) -> String {
    let mut form = String::new();
    let members = object.as_object().into_iter().flatten();
    for (name, value) in members.filter(|(_, value)| !value.is_null()) {
        field(name, &Parameter::field(""), value, &mut form);
    }
    form
}

/// Adds a field. An object is JSON text unless the description says otherwise.
pub(super) fn field(name: &str, parameter: &Parameter, value: &Value, form: &mut String) {
    let mut emit = |name: &str, value: &str| {
        if !form.is_empty() {
            form.push('&');
        }
        push_pair(form, name, value);
    };
    if value.is_object() && parameter.style == ParameterStyle::Form {
        emit(&percent(name), &percent(&value.to_string()));
    } else {
        pairs(name, parameter, value, &mut emit);
    }
}
