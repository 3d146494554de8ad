//! What the crate shows beside models and operations: the client, its builder, servers, error bodies, the receiver.

use quote::format_ident;

use super::{Shape, Table, Taken};
use crate::emit::servers;
use crate::ir::{Scheme, SchemeKind};
use crate::source::Origin;

impl Table<'_> {
    pub(super) fn sdk(&mut self) {
        let sdk = &self.api.sdk;
        let client = sdk.client.to_string();
        let nowhere = [Origin::NOWHERE];
        self.add("client", client.as_str(), Shape::Item("struct"), &nowhere);
        let schemes = self.api.schemes.iter();
        let usable = sdk.scheme.and_then(|at| self.api.schemes.get(at));
        let at: Vec<Origin> = match usable {
            Some(scheme) => vec![scheme.origin],
            None => schemes.map(|scheme| scheme.origin).collect(),
        };
        let takes = usable.map(credential).unwrap_or_default();
        let new = function(takes, "Result<Self, Error>");
        self.add("new", format!("{client}::new"), new, &at);
        let from_env = sdk.base_url_variable.is_some()
            || self.api.schemes.iter().any(|one| one.variable.is_some())
            || { self.api.client_parameters.iter() }.any(|one| one.variable.is_some());
        if from_env {
            let path = format!("{client}::from_env");
            let shape = function(Vec::new(), "Result<Self, Error>");
            self.add("from_env", path, shape, &nowhere);
        }
        for scheme in &self.api.schemes {
            if scheme.kind != SchemeKind::Other {
                self.scheme(scheme);
            }
        }
        for parameter in &self.api.client_parameters {
            let part = format!("client parameter {:?} {}", parameter.place, parameter.wire);
            let path = format!("Builder::{}", parameter.name);
            let ty = super::text(|imports| {
                let value = format_ident!("value");
                crate::emit::input::input(self.api, &parameter.usage, &value, imports).takes
            });
            let taken = Taken {
                wire: parameter.wire.clone(),
                ty,
                origin: parameter.origin,
            };
            self.add(
                part,
                path,
                function(vec![taken], "Self"),
                &[parameter.origin],
            );
        }
        self.servers();
        self.variables();
        self.headers();
        self.errors();
        if sdk.verifies {
            let verifier = Shape::Item("struct");
            self.add("verifier", "webhook::Verifier", verifier, &nowhere);
        }
    }

    fn scheme(&mut self, scheme: &Scheme) {
        let at = [scheme.origin];
        let (key, name) = (&scheme.key, &scheme.name);
        let set = function(credential(scheme), "Self");
        self.add(
            format!("credential {key}"),
            format!("Builder::{name}"),
            set,
            &at,
        );
        let Some(tokens) = &scheme.tokens else {
            return;
        };
        let names = [
            (true, &tokens.provider_name),
            (
                tokens.client_credentials.is_some(),
                &tokens.client_credentials_name,
            ),
            (tokens.refresh.is_some(), &tokens.refresh_name),
        ];
        for (index, (is_there, name)) in names.into_iter().enumerate() {
            if is_there {
                let set = function(Vec::new(), "Self");
                let part = format!("tokens {index} {key}");
                self.add(part, format!("Builder::{name}"), set, &at);
            }
        }
    }

    fn servers(&mut self) {
        let at: Vec<Origin> = self.api.servers.iter().map(|one| one.origin).collect();
        if !servers::is_choice(self.api) {
            return;
        }
        self.add("servers", "Environment", Shape::Item("enum"), &at);
        self.add(
            "choose server",
            "Builder::environment",
            Shape::Item("fn"),
            &at,
        );
        for server in &self.api.servers {
            let part = format!("server {}", server.url);
            let path = format!("Environment::{}", server.name);
            self.add(part, path, Shape::Variant(String::new()), &[server.origin]);
        }
    }

    fn variables(&mut self) {
        for variable in &self.api.server_variables {
            let part = format!("server variable {}", variable.template);
            let path = format!("Builder::{}", variable.name);
            self.add(part, path, function(Vec::new(), "Self"), &[variable.origin]);
        }
    }

    fn headers(&mut self) {
        for key in &self.api.headers {
            let ty =
                super::text(|imports| crate::emit::types::value(self.api, &key.usage, imports));
            // The same name may have several types.
            let part = format!("header {} {ty}", key.wire);
            let path = format!("headers::{}", key.name);
            let shape = Shape::Field(format!("Header<{ty}>"));
            self.add(part, path, shape, &[key.origin]);
        }
    }

    fn errors(&mut self) {
        for arm in &self.api.errors {
            let Some(model) = self.api.models.get(arm.model.0) else {
                continue;
            };
            let holds = match arm.boxed {
                true => format!("Box<{}>", model.name),
                false => model.name.to_string(),
            };
            // One variant a type: it goes by the type.
            let part = format!("error {}", model.name);
            let path = format!("ErrorBody::{}", arm.name);
            let mut at = vec![model.origin];
            at.extend(self.declare(arm.model));
            self.add(part, path, Shape::Variant(holds), &at);
        }
    }

    /// Where a type is declared as the body of an error.
    fn declare(&self, model: crate::ir::ModelId) -> Vec<Origin> {
        let is_it = |usage: &crate::ir::Usage| usage.ty == crate::ir::Type::Model(model);
        let operations = self.api.operations.iter();
        let responses = operations.flat_map(|operation| {
            let responses = operation.responses.iter();
            responses.map(|response| (operation.origin, response))
        });
        let declaring = responses.filter(|(_, one)| one.usage.as_ref().is_some_and(is_it));
        declaring
            .flat_map(|(at, response)| [response.origin, at])
            .collect()
    }
}

fn function(takes: Vec<Taken>, gives: &str) -> Shape {
    Shape::Function {
        takes,
        gives: gives.to_owned(),
    }
}

/// What a credential is made of.
fn credential(scheme: &Scheme) -> Vec<Taken> {
    let taken = |wire: &str, ty: &str| Taken {
        wire: wire.to_owned(),
        ty: ty.to_owned(),
        origin: scheme.origin,
    };
    match scheme.kind {
        SchemeKind::Basic => vec![
            taken("user", "impl AsRef<str>"),
            taken("password", "impl AsRef<str>"),
        ],
        _ => vec![taken("credential", "impl Into<Secret>")],
    }
}
