//! Parameters that operations repeat, and that the client is given once: those that the settings name, and the headers
//! that `x-fern-global-headers` lists.

use super::unmatched;
use crate::config::{Config, Setting};
use crate::diagnostics::Diagnostics;
use crate::ir::{Api, ClientParameter, Parameter, Place, SchemeKind, Usage};
use crate::name::Name;

/// Completes the parameters of the client, and has the operations leave them to it.
pub(super) fn collect(api: &mut Api, config: &Config, diagnostics: &mut Diagnostics) {
    let schemes = &api.schemes;
    // A credential has a method already.
    api.client_parameters.retain(|parameter| {
        let is_sent_by = |kind: &SchemeKind| match kind {
            SchemeKind::HeaderKey(name) => name.eq_ignore_ascii_case(&parameter.wire),
            SchemeKind::Bearer | SchemeKind::Basic => {
                parameter.wire.eq_ignore_ascii_case("authorization")
            }
            _ => false,
        };
        !schemes.iter().any(|scheme| is_sent_by(&scheme.kind))
    });
    for setting in &config.client.parameters {
        add(api, setting, diagnostics);
    }
    for client in &mut api.client_parameters {
        let declared = api.operations.iter_mut();
        let declared = declared.flat_map(|operation| &mut operation.parameters);
        let declared = declared.filter(|one| is_same(client.place, &client.wire, one));
        let mut is_first = true;
        for parameter in declared {
            if is_first {
                is_first = false;
                client.usage = Usage {
                    nullable: false,
                    ..parameter.usage.clone()
                };
                let description = client.description.take();
                client.description = description.or_else(|| parameter.description.clone());
            }
            parameter.by_client = Some(parameter.required);
            parameter.required = false;
        }
    }
    for (name, variable) in &config.environment.parameters {
        let all = api.client_parameters.iter_mut();
        let mut is_known = false;
        for parameter in all.filter(|one| one.wire == name.as_str()) {
            parameter.variable = Some(variable.to_string());
            is_known = true;
        }
        if !is_known {
            let known = api.client_parameters.iter().map(|one| one.wire.as_str());
            let what = "parameter of the client";
            unmatched(diagnostics, name.origin, what, name.as_str(), known);
        }
    }
}

/// Adds the parameters of this name, one for each place.
fn add(api: &mut Api, setting: &Setting, diagnostics: &mut Diagnostics) {
    let wire = setting.as_str();
    let mut is_known = false;
    for place in [Place::Header, Place::Query] {
        let mut parameters = api.operations.iter().flat_map(|one| &one.parameters);
        let Some(first) = parameters.find(|one| is_same(place, wire, one)) else {
            continue;
        };
        is_known = true;
        let mut known = api.client_parameters.iter();
        if known.any(|one| is_same(one.place, &one.wire, first)) {
            continue;
        }
        let parameter = ClientParameter {
            origin: first.origin,
            wire: first.wire.clone(),
            place,
            words: first.wire.clone(),
            description: None,
            required: false,
            everywhere: false,
            default: None,
            variable: None,
            usage: Usage::default(),
            name: Name::default(),
        };
        api.client_parameters.push(parameter);
    }
    if !is_known {
        let parameters = api.operations.iter().flat_map(|one| &one.parameters);
        let named = parameters.filter(|one| matches!(one.place, Place::Header | Place::Query));
        let what = "header or query parameter";
        unmatched(
            diagnostics,
            setting.origin,
            what,
            wire,
            named.map(|one| one.wire.as_str()),
        );
    }
}

/// Whether a parameter of an operation is the one of this place and name. Headers ignore case.
fn is_same(place: Place, wire: &str, parameter: &Parameter) -> bool {
    let is_named = match place {
        Place::Header => parameter.wire.eq_ignore_ascii_case(wire),
        _ => parameter.wire == wire,
    };
    parameter.place == place && is_named
}
