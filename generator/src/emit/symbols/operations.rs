//! What a group of operations shows: accessors, methods, builders, structs of inputs, enums of answers.

use super::{Owner, Shape, Table, Taken, text};
use crate::emit::operation::{
    flattened, held, is_stream_flag, is_stream_parameter, output, whole_body,
};
use crate::emit::{inputs, types};
use crate::ir::{
    Api, Body, BodyKind, Field, Operation, Paging, Parameter, Place, Resource, ResourceId, Status,
    Success, Usage,
};
use crate::source::Origin;

/// What a call cannot do without.
struct Asked<'a> {
    wire: String,
    name: String,
    usage: Option<&'a Usage>,
    origin: Origin,
    is_in_path: bool,
}

impl Table<'_> {
    pub(super) fn resource(&mut self, id: ResourceId, resource: &Resource) {
        let handle = handle(self.api, resource).to_owned();
        self.owner = Owner::Resource(id);
        let at: Vec<Origin> = origins(self.api, resource);
        if !resource.handle.is_empty() {
            self.add("handle", handle.as_str(), Shape::Item("struct"), &at);
        }
        for child in &resource.children {
            let Some(child) = self.api.resources.get(child.0) else {
                continue;
            };
            let gives = Shape::Function {
                takes: Vec::new(),
                gives: child.handle.to_string(),
            };
            let part = format!("accessor {}", child.path.join(" "));
            let path = format!("{handle}::{}", child.name);
            self.add(part, path, gives, &origins(self.api, child));
        }
        for id in &resource.operations {
            if let Some(operation) = self.api.operations.get(id.0) {
                self.owner = Owner::Operation(*id);
                self.operation(operation, &handle);
            }
        }
    }

    fn operation(&mut self, operation: &Operation, handle: &str) {
        let at = [operation.origin];
        let asked = asked(self.api, operation);
        let by_struct = !operation.inputs.is_empty();
        let mut takes = Vec::new();
        for one in &asked {
            if by_struct && !one.is_in_path {
                continue;
            }
            takes.push(Taken {
                wire: one.wire.clone(),
                ty: match (one.usage, &operation.body) {
                    (Some(usage), _) => self.taken(usage),
                    (None, Some(body)) => self.body(body),
                    (None, None) => String::new(),
                },
                origin: one.origin,
            });
        }
        if by_struct {
            let name = operation.inputs.as_str();
            takes.push(Taken {
                wire: String::new(),
                ty: name.to_owned(),
                origin: operation.origin,
            });
            self.add("inputs", name, Shape::Item("struct"), &at);
            for one in asked.iter().filter(|one| !one.is_in_path) {
                let ty = match (one.usage, &operation.body) {
                    (Some(usage), _) => text(|imports| types::value(self.api, usage, imports)),
                    (None, Some(body)) => self.body_value(body),
                    (None, None) => String::new(),
                };
                let path = format!("{name}::{}", one.name);
                let part = format!("input {}", one.wire);
                self.add(
                    part,
                    path,
                    Shape::Input(ty),
                    &[one.origin, operation.origin],
                );
            }
        }
        let gives = text(|imports| output(self.api, operation, imports));
        let path = format!("{handle}::{}", operation.name);
        let mut decides = vec![operation.origin];
        decides.extend(operation.responses.iter().map(|one| one.origin));
        self.add("method", path, Shape::Function { takes, gives }, &decides);
        self.builder(operation);
        self.answers(operation);
    }

    /// What can be set.
    fn builder(&mut self, operation: &Operation) {
        if operation.builder.is_empty() {
            return;
        }
        let name = operation.builder.as_str();
        self.add("builder", name, Shape::Item("struct"), &[operation.origin]);
        let is_set = |one: &&Parameter| !one.required && !is_stream_parameter(operation, one);
        for one in operation.parameters.iter().filter(is_set) {
            let set = self.set(&one.wire, &one.usage, one.origin);
            let part = format!("setter {}", wire(one, 0));
            let at = [one.origin, operation.origin];
            self.add(part, format!("{name}::{}", one.name), set, &at);
        }
        let body = operation.body.as_ref();
        if let Some((body, (model, content))) =
            body.and_then(|body| Some((body, flattened(self.api, body)?)))
        {
            let members = content.fields.iter().zip(&body.arguments);
            let is_set =
                |one: &Field| !one.required && !one.read_only && !is_stream_flag(operation, one);
            for (field, argument) in members.filter(|(one, _)| is_set(one)) {
                let set = self.set(&field.wire, &field.usage, field.origin);
                let at = [field.origin, model.origin, operation.origin];
                let part = format!("setter body {}", field.wire);
                self.add(part, format!("{name}::{}", argument.name), set, &at);
                if let Some(null_name) = &argument.null_name {
                    let null = Shape::Function {
                        takes: Vec::new(),
                        gives: "Self".to_owned(),
                    };
                    let path = format!("{name}::{null_name}");
                    self.add(format!("null body {}", field.wire), path, null, &at);
                }
            }
        } else if let Some(body) = body.filter(|body| !body.required) {
            let takes = vec![Taken {
                wire: "body".to_owned(),
                ty: self.body(body),
                origin: body.origin,
            }];
            let gives = "Self".to_owned();
            let set = Shape::Function { takes, gives };
            let at = [body.origin, operation.origin];
            self.add("setter body", format!("{name}::body"), set, &at);
        }
        if let Some(paging) = &operation.paging {
            self.paged(operation, paging);
        }
    }

    fn paged(&mut self, operation: &Operation, paging: &Paging) {
        let item = Usage {
            ty: paging.item.clone(),
            ..Usage::default()
        };
        let stream = Shape::Function {
            takes: Vec::new(),
            gives: text(|imports| types::value(self.api, &item, imports)),
        };
        let path = format!("{}::stream", operation.builder);
        let mut at = crate::analyze::paging_origins(self.api, operation, paging);
        at.push(operation.origin);
        at.extend(operation.responses.iter().map(|one| one.origin));
        self.add("stream", path, stream, &at);
    }

    fn answers(&mut self, operation: &Operation) {
        let Success::Several(arms) = &operation.success else {
            return;
        };
        let name = operation.answer.as_str();
        self.add("answer", name, Shape::Item("enum"), &[operation.origin]);
        for arm in arms {
            let holds = match arm.gives {
                Success::Empty => String::new(),
                _ => text(|imports| held(self.api, &arm.gives, imports)),
            };
            let response = operation.responses.iter();
            let response = response.filter(|one| one.status == arm.status);
            let mut at: Vec<Origin> = response.map(|one| one.origin).collect();
            at.push(operation.origin);
            let part = format!("answer {}", status(arm.status));
            let path = format!("{name}::{}", arm.name);
            self.add(part, path, Shape::Variant(holds), &at);
        }
    }

    /// A body that is one argument: its type as that.
    fn body(&self, body: &Body) -> String {
        let argument = text(|imports| whole_body(self.api, body, imports).0);
        argument.trim_start_matches("body:").trim().to_owned()
    }

    /// Its type as a field.
    fn body_value(&self, body: &Body) -> String {
        match body.kind {
            BodyKind::Json | BodyKind::Form => {
                text(|imports| types::value(self.api, &body.usage, imports))
            }
            BodyKind::Text => "String".to_owned(),
            BodyKind::Bytes | BodyKind::Multipart => {
                text(|imports| types::of_runtime(self.api, "upload", "Upload", imports))
            }
        }
    }
}

/// The type that has a resource's methods.
fn handle<'a>(api: &'a Api, resource: &'a Resource) -> &'a str {
    match resource.handle.is_empty() {
        true => api.sdk.client.as_str(),
        false => resource.handle.as_str(),
    }
}

/// The places of the operations of a resource, and of those within it.
fn origins(api: &Api, resource: &Resource) -> Vec<Origin> {
    let mut found = Vec::new();
    let mut ahead = vec![resource];
    while let Some(resource) = ahead.pop() {
        let operations = resource.operations.iter();
        let operations = operations.filter_map(|id| api.operations.get(id.0));
        found.extend(operations.map(|operation| operation.origin));
        let children = resource.children.iter();
        ahead.extend(children.filter_map(|child| api.resources.get(child.0)));
    }
    found
}

/// What a call cannot do without, in order.
fn asked<'a>(api: &'a Api, operation: &'a Operation) -> Vec<Asked<'a>> {
    let required = operation.parameters.iter().filter(|one| one.required);
    let mut asked: Vec<Asked<'_>> = required
        .enumerate()
        .map(|(index, one)| Asked {
            wire: wire(one, index),
            name: one.name.to_string(),
            usage: Some(&one.usage),
            origin: one.origin,
            is_in_path: one.place == Place::Path,
        })
        .collect();
    let Some(body) = &operation.body else {
        return asked;
    };
    let Some((_, content)) = flattened(api, body) else {
        asked.extend(body.required.then(|| Asked {
            wire: "body".to_owned(),
            name: "body".to_owned(),
            usage: None,
            origin: body.origin,
            is_in_path: false,
        }));
        return asked;
    };
    for field in inputs::asked(api, content) {
        let index = { content.fields.iter() }.position(|other| std::ptr::eq(other, field));
        let argument = index.and_then(|index| body.arguments.get(index));
        let name = argument.map_or(&field.name, |argument| &argument.name);
        asked.push(Asked {
            wire: format!("body {}", field.wire),
            name: name.to_string(),
            usage: Some(&field.usage),
            origin: field.origin,
            is_in_path: false,
        });
    }
    asked
}

/// What a parameter is on the wire. The name of one in the path is not sent.
fn wire(parameter: &Parameter, index: usize) -> String {
    let place = match parameter.place {
        Place::Path => return format!("path {index}"),
        Place::Query => "query",
        Place::Header => "header",
        Place::Cookie => "cookie",
        Place::Field => "field",
    };
    format!("{place} {}", parameter.wire)
}

fn status(status: Status) -> String {
    match status {
        Status::Exact(code) => code.to_string(),
        Status::Range(range) => format!("{range}XX"),
        Status::Default => "default".to_owned(),
    }
}
