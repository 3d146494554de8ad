//! What is true for the whole API: servers, schemes, settings.

use super::account::Derived;
use super::side::Side;
use super::{Diff, Found, Kind, Wire};
use crate::ir::{Api, Flows};
use crate::source::Origin;

impl Diff<'_> {
    pub(super) fn sdk(&mut self) {
        self.servers();
        self.server_variables();
        self.schemes();
        let (old, new) = (self.old.api, self.new.api);
        let at =
            |words: &str| Found::new(Kind::ApiDocs, words, Origin::default(), Origin::default());
        if old.title != new.title {
            self.add("client", "API", at("the API has another title"));
        }
        if old.description != new.description {
            self.add("client", "API", at("the API is described in other words"));
        }
        if old.version != new.version {
            let words = format!(
                "the description is version {} now, it was {}",
                new.version, old.version
            );
            self.add("client", "API", at(&words).unseen(true));
        }
        if old.tags != new.tags {
            self.add("client", "API", at("tags are described in other words"));
        }
        self.settings(old, new);
    }

    fn settings(&mut self, old: &Api, new: &Api) {
        let (before, after) = (&old.sdk, &new.sdk);
        let members = |api: &Api| format!("{:?}", api.sdk.error_members);
        // Names that nobody sets are made of it.
        let has_other_title = old.title != new.title;
        let differs = [
            (
                before.package != after.package && !has_other_title,
                "the crate has another name",
            ),
            (
                before.client_words != after.client_words && !has_other_title,
                "the client has another name",
            ),
            (
                before.summary != after.summary && !has_other_title,
                "the crate is described in other words",
            ),
            (
                before.base_url_variable != after.base_url_variable,
                "another variable holds the base URL",
            ),
            (
                before.strict_responses != after.strict_responses,
                "whether responses have to be as described",
            ),
            (
                before.verifies != after.verifies,
                "whether deliveries are verified",
            ),
            (
                members(old) != members(new),
                "error bodies keep their parts elsewhere",
            ),
        ];
        for (_, words) in differs.into_iter().filter(|(differs, _)| *differs) {
            let found = Found::new(
                Kind::SettingChanged,
                words,
                Origin::NOWHERE,
                Origin::NOWHERE,
            );
            self.add(
                "client",
                "settings",
                found.wire(Wire::Yes, "settings are not sent"),
            );
        }
        self.secrets(old, new);
    }

    /// What is hidden follows from the members there are, unless a setting has changed.
    fn secrets(&mut self, old: &Api, new: &Api) {
        let (before, after) = (&old.sdk.secret_members, &new.sdk.secret_members);
        if before == after {
            return;
        }
        let one_sided = |name: &str| {
            let is_in = |list: &[String]| list.iter().any(|one| one == name);
            is_in(before) != is_in(after)
        };
        let places = |side: &Side<'_>| -> Vec<Origin> {
            let schemas = side.api.schemas.iter();
            let members = schemas.flat_map(|schema| &schema.properties);
            members
                .filter(|(name, _)| one_sided(name))
                .map(|(_, id)| side.origin(*id))
                .collect()
        };
        let words = "other members are not shown in messages";
        let found = Found::new(
            Kind::SettingChanged,
            words,
            Origin::NOWHERE,
            Origin::NOWHERE,
        );
        self.derived.push(Derived {
            found: found.wire(Wire::Yes, "settings are not sent"),
            group: "client".to_owned(),
            place: "settings".to_owned(),
            at: (places(self.old), places(self.new)),
        });
    }

    fn servers(&mut self) {
        let (old, new) = (&self.old.api.servers, &self.new.api.servers);
        for before in old {
            let Some(after) = new.iter().find(|one| one.url == before.url) else {
                let words = format!("the server {} is gone", before.url);
                let found = Found::removed(Kind::ServerRemoved, words, before.origin);
                let found = found.wire(Wire::Maybe, "clients may call it");
                self.add("client", "servers", found);
                continue;
            };
            if (&before.description, &before.words) != (&after.description, &after.words) {
                let words = format!("the server {} is described in other words", before.url);
                let found = Found::new(Kind::ServerDocs, words, before.origin, after.origin);
                // Where there is one server, nothing in the crate is called after it.
                let is_alone = old.len() < 2 && new.len() < 2;
                self.add("client", "servers", found.unseen(is_alone));
            }
        }
        for after in new {
            if !old.iter().any(|one| one.url == after.url) {
                let words = format!("the server {} is new", after.url);
                let found = Found::added(Kind::ServerAdded, words, after.origin);
                self.add(
                    "client",
                    "servers",
                    found.wire(Wire::Yes, "clients do not call it"),
                );
            }
        }
        if let (Some(before), Some(after)) = (old.first(), new.first())
            && before.url != after.url
            && old.iter().any(|one| one.url == after.url)
            && new.iter().any(|one| one.url == before.url)
        {
            let words = format!(
                "the usual server is {} now, it was {}",
                after.url, before.url
            );
            let found = Found::new(Kind::ServerOrder, words, before.origin, after.origin);
            self.add("client", "servers", found);
        }
    }

    fn server_variables(&mut self) {
        let (old, new) = (
            &self.old.api.server_variables,
            &self.new.api.server_variables,
        );
        for before in old {
            let name = &before.template;
            let Some(after) = new.iter().find(|one| one.template == *name) else {
                let words = format!("the server variable `{name}` is gone");
                let found = Found::removed(Kind::ServerVariable, words, before.origin);
                self.add("client", "servers", found.wire(Wire::Yes, "it is not sent"));
                continue;
            };
            let at = |words: String| {
                Found::new(Kind::ServerVariable, words, before.origin, after.origin)
            };
            if before.default != after.default {
                let words = format!("the server variable `{name}` stands for something else");
                let why = "clients call the server of before";
                self.add("client", "servers", at(words).wire(Wire::Maybe, why));
            }
            if before.values != after.values {
                let words = format!("the server variable `{name}` takes other values");
                let kept = { before.values.iter() }.all(|value| after.values.contains(value));
                let wire = match after.values.is_empty() || kept && !before.values.is_empty() {
                    true => (Wire::Yes, "what was taken is taken still"),
                    false => (Wire::Maybe, "clients may use a value that is gone"),
                };
                self.add("client", "servers", at(words).wire(wire.0, wire.1));
            }
            if before.description != after.description {
                let words = format!("the server variable `{name}` is described in other words");
                let found = Found::new(Kind::ServerDocs, words, before.origin, after.origin);
                self.add("client", "servers", found);
            }
        }
        for after in new {
            if !old.iter().any(|one| one.template == after.template) {
                let words = format!("the server variable `{}` is new", after.template);
                let found = Found::added(Kind::ServerVariable, words, after.origin);
                let why = "it has a default, or its server is new";
                self.add("client", "servers", found.wire(Wire::Yes, why));
            }
        }
    }

    fn schemes(&mut self) {
        let (old, new) = (&self.old.api.schemes, &self.new.api.schemes);
        for before in old {
            let key = &before.key;
            let Some(after) = new.iter().find(|one| one.key == *key) else {
                let words = format!("the security scheme `{key}` is gone");
                let found = Found::removed(Kind::SchemeRemoved, words, before.origin);
                let found = found.wire(Wire::Maybe, "the server may not take the credential");
                self.add("client", "security", found);
                continue;
            };
            let at = |kind, words: String| Found::new(kind, words, before.origin, after.origin);
            let flows = |flows: &Option<Flows>| {
                let flows = flows.as_ref();
                flows.map(|one| (one.client_credentials.clone(), one.refresh.clone()))
            };
            let tokens = flows(&before.tokens) != flows(&after.tokens);
            if before.kind != after.kind || tokens || before.variable != after.variable {
                let words = format!("the security scheme `{key}` asks for something else");
                let wire = match before.kind == after.kind {
                    true => (Wire::Yes, "the credential is sent as before"),
                    false => (
                        Wire::No,
                        "the server does not look where clients send the credential",
                    ),
                };
                self.add(
                    "client",
                    "security",
                    at(Kind::SchemeChanged, words).wire(wire.0, wire.1),
                );
            }
            if before.description != after.description {
                let words = format!("the security scheme `{key}` is described in other words");
                self.add("client", "security", at(Kind::SchemeDocs, words));
            }
        }
        for after in new {
            if !old.iter().any(|one| one.key == after.key) {
                let words = format!("the security scheme `{}` is new", after.key);
                let found = Found::added(Kind::SchemeAdded, words, after.origin);
                let found = found.wire(Wire::Yes, "what needs it says so");
                self.add("client", "security", found);
            }
        }
    }
}
