//! The example of a method: a call with what it cannot do without, made from the description's examples where it has
//! some. It is a test that compiles.

mod answer;
mod elsewhere;
mod fitting;
mod layout;
mod likeness;
mod models;
mod scalars;
mod values;

use std::collections::BTreeSet;

use super::inputs;
use super::operation::{argument_name, flattened, is_stream_flag};
use crate::ir::{Api, Body, BodyKind, Field, Operation, Parameter, Place, ResourceId, Usage};
use crate::name::{Name, words};
use layout::{WIDTH, call};
use scalars::file_name;
use values::Wanted;

/// How deep values are made up: the least that does, as what holds itself should end soon.
const DEPTHS: [usize; 3] = [2, 4, 8];

/// How many values are made up for an example, at most: unions are tried arm by arm, and may hold each other.
const MOST: usize = 2000;

/// A call as a person would write it.
pub(super) struct Sample {
    /// The names that it takes from the crate's root: crates among them, which readers need not depend on.
    pub(super) root: Vec<String>,
    /// The `use` lines of models and inputs.
    pub(super) imports: Vec<String>,
    /// The call and the use of its response.
    pub(super) body: Vec<String>,
    /// The call alone, where its response is one value.
    pub(super) call: Option<Vec<String>>,
}

impl Sample {
    /// The `use` lines, sorted, with more names from the crate's root.
    pub(super) fn uses(&self, api: &Api, more: &[&str]) -> Vec<String> {
        let mut names: Vec<&str> = self.root.iter().map(String::as_str).collect();
        names.extend(more);
        names.sort_unstable();
        let root = use_line(&api.sdk.library.to_string(), &names);
        self.imports.iter().cloned().chain(root).collect()
    }
}

/// The line that brings names in, where there are some.
fn use_line(module: &str, names: &[&str]) -> Option<String> {
    match names {
        [] => None,
        ["self"] => Some(format!("use {module};")),
        [one] => Some(format!("use {module}::{one};")),
        several => Some(format!("use {module}::{{{}}};", several.join(", "))),
    }
}

/// The lines of the example; none where a type of the user's own has to be given, or no end is found.
pub(super) fn example(api: &Api, operation: &Operation) -> Option<Vec<String>> {
    let sample = sample(api, operation)?;
    let imports = sample.uses(api, &[]);
    let (library, client) = (&api.sdk.library, api.sdk.client.as_str());
    let mut lines = vec!["```no_run".to_owned()];
    if !imports.is_empty() {
        lines.extend(imports);
        lines.push(String::new());
    }
    lines.push(format!(
        "# async fn run(client: {library}::{client}) -> Result<(), {library}::Error> {{"
    ));
    lines.extend(sample.body);
    lines.extend(["# Ok(())", "# }", "```"].map(str::to_owned));
    Some(lines)
}

/// Returns a call of an operation with its required inputs and what its documented example has.
pub(super) fn sample(api: &Api, operation: &Operation) -> Option<Sample> {
    let (writer, arguments) = DEPTHS.into_iter().find_map(|deepest| {
        let mut writer = Writer {
            api,
            used: Used::default(),
            deepest,
            left: MOST,
        };
        let arguments = writer.arguments(operation)?;
        let setters = writer.setters(operation);
        Some((writer, (arguments, setters)))
    })?;
    let (arguments, setters) = arguments;
    let method = operation.name.ident().to_string();
    let mut steps: Vec<String> = handles(api, operation.resource)?
        .into_iter()
        .map(|name| format!("{}()", name.ident()))
        .collect();
    steps.push(format!("{method}({})", arguments.join(", ")));
    steps.extend(setters);
    let resource = api.resources.get(operation.resource.0);
    let resource = resource.and_then(|resource| resource.path.last());
    let resource = resource
        .map(|path| words(path).join(" "))
        .unwrap_or_default();
    let used = match &operation.paging {
        Some(paging) => answer::of_pages(api, paging, &resource),
        None => answer::of(api, operation, &resource),
    };
    let mut lines = Vec::new();
    let one_page = format!("let page = client.{}.await?;", steps.join("."));
    if let Some(paging) = &operation.paging
        && one_page.len() <= WIDTH
        && let Some(shown) = answer::of_page(api, paging)
    {
        lines.extend(["// One page.".to_owned(), one_page, shown]);
        lines.extend(["", "// The items of all pages."].map(str::to_owned));
    }
    steps.push(used.end.to_owned());
    call(&used.before, &steps, &mut lines);
    lines.extend(used.behind);
    let alone = (used.end == "await?").then(|| {
        let mut lines = Vec::new();
        call("", &steps, &mut lines);
        lines
    });
    let root = writer.used.root.iter().map(|name| (*name).to_owned());
    Some(Sample {
        root: root.collect(),
        imports: writer.imports(),
        body: lines,
        call: alone,
    })
}

/// The accessors that lead from the client to a resource.
fn handles(api: &Api, resource: ResourceId) -> Option<Vec<&Name>> {
    let mut names = Vec::new();
    let mut at = resource;
    while at.0 != 0 {
        let parents = api.resources.iter().enumerate();
        let parent = { parents }
            .find(|(_, parent)| parent.children.contains(&at))?
            .0;
        names.push(&api.resources.get(at.0)?.name);
        at = ResourceId(parent);
    }
    names.reverse();
    Some(names)
}

/// The names that an example uses.
#[derive(Clone, Default)]
struct Used<'a> {
    models: BTreeSet<&'a str>,
    /// Structs of inputs.
    inputs: BTreeSet<&'a str>,
    /// Of the crate's root.
    root: BTreeSet<&'a str>,
}

struct Writer<'a> {
    api: &'a Api,
    used: Used<'a>,
    /// How deep values may be.
    deepest: usize,
    /// How many values may still be made up.
    left: usize,
}

impl<'a> Writer<'a> {
    /// The lines that bring in what is named.
    fn imports(&self) -> Vec<String> {
        let library = self.api.sdk.library.to_string();
        let models = format!("{library}::models");
        let mut lines = Vec::new();
        let api = format!("{library}::api");
        for (module, names) in [(&api, &self.used.inputs), (&models, &self.used.models)] {
            let mut names: Vec<&str> = names.iter().copied().collect();
            names.sort_by_key(|name| *name != "self");
            lines.extend(use_line(module, &names));
        }
        lines
    }

    fn arguments(&mut self, operation: &'a Operation) -> Option<Vec<String>> {
        if !operation.inputs.is_empty() {
            return self.with_inputs(operation);
        }
        let mut arguments = Vec::new();
        for parameter in required(operation) {
            arguments.push(self.parameter(parameter, false)?);
        }
        let Some(body) = &operation.body else {
            return Some(arguments);
        };
        if let Some((_, content)) = flattened(self.api, body) {
            for field in inputs::asked(self.api, content) {
                arguments.push(self.value(Wanted::of_member(body, field))?);
            }
        } else if body.required {
            arguments.push(self.body(body, false)?);
        }
        Some(arguments)
    }

    /// Returns setters for what is optional in the documented request.
    fn setters(&mut self, operation: &'a Operation) -> Vec<String> {
        let Some(body) = &operation.body else {
            return self.field_of_form(operation).into_iter().collect();
        };
        let Some((_, content)) = flattened(self.api, body) else {
            return Vec::new();
        };
        let wanted = Wanted::new(&body.usage, body.example.as_ref(), "body");
        let name = |field: &Field| argument_name(body, content, field);
        let is_meant = |field: &Field| !is_stream_flag(operation, field);
        let setters = self.set(content, wanted, &name, &is_meant);
        let is_empty = setters.is_empty() && content.fields.iter().all(|field| !field.required);
        // A body without properties shows nothing.
        if is_empty && (body.required || operation.changes) {
            let mut fields = content.fields.iter();
            let first = fields.find_map(|field| {
                let is_settable = !field.read_only && !field.deprecated && is_meant(field);
                let bare = Usage {
                    nullable: false,
                    ..field.usage.clone()
                };
                let value = is_settable.then(|| {
                    self.trial(Wanted {
                        usage: &bare,
                        ..Wanted::of_member(body, field)
                    })
                });
                Some(format!("{}({})", name(field), value.flatten()?))
            });
            return first.into_iter().collect();
        }
        setters
    }

    /// A setter of a form that needs no field.
    fn field_of_form(&mut self, operation: &'a Operation) -> Option<String> {
        let fields = operation.parameters.iter();
        let mut fields = fields.filter(|field| field.place == Place::Field);
        if operation.form.is_none() || fields.clone().any(|field| field.required) {
            return None;
        }
        fields.find_map(|field| {
            let value = self.trial(Wanted::new(&field.usage, None, &field.wire))?;
            Some(format!("{}({value})", field.name.ident()))
        })
    }

    /// A value that is short enough to be shown.
    fn trial(&mut self, wanted: Wanted<'_>) -> Option<String> {
        let known = (self.used.clone(), self.left);
        let value = self.value(wanted);
        let value = value.filter(|value| value.len() <= models::LONGEST_VALUE);
        if value.is_none() {
            (self.used, self.left) = known;
        }
        value
    }

    /// What is in the path, and the struct of all else.
    fn with_inputs(&mut self, operation: &'a Operation) -> Option<Vec<String>> {
        let mut arguments = Vec::new();
        let mut members = Vec::new();
        for parameter in required(operation) {
            if parameter.place == Place::Path {
                arguments.push(self.parameter(parameter, false)?);
            } else {
                let value = self.parameter(parameter, true)?;
                members.push(format!("{}: {value}", parameter.name.ident()));
            }
        }
        if let Some(body) = &operation.body {
            if let Some((_, content)) = flattened(self.api, body) {
                for field in inputs::asked(self.api, content) {
                    let value = self.owned(Wanted::of_member(body, field))?;
                    members.push(format!("{}: {value}", argument_name(body, content, field)));
                }
            } else if body.required {
                members.push(format!("body: {}", self.body(body, true)?));
            }
        }
        // The client's own methods have theirs at the crate's root.
        match operation.resource {
            ResourceId(0) => self.used.root.insert(operation.inputs.as_str()),
            _ => self.used.inputs.insert(operation.inputs.as_str()),
        };
        let name = operation.inputs.ident();
        arguments.push(format!("{name} {{ {} }}", members.join(", ")));
        Some(arguments)
    }

    fn parameter(&mut self, parameter: &Parameter, is_owned: bool) -> Option<String> {
        let schema = parameter.schema;
        let schema = schema.and_then(|schema| self.api.schemas.get(schema.0));
        let example = schema.and_then(|schema| schema.example.as_ref());
        let wanted = Wanted::new(&parameter.usage, example, &parameter.wire);
        match is_owned {
            true => self.owned(wanted),
            false => self.value(wanted),
        }
    }

    /// A file to send.
    fn upload(&mut self, wire: &str) -> String {
        self.used.root.insert("Upload");
        format!("Upload::from_path({:?}).unwrap()", file_name(wire))
    }

    fn body(&mut self, body: &Body, is_owned: bool) -> Option<String> {
        let wanted = Wanted::new(&body.usage, body.example.as_ref(), "body");
        match (body.kind, is_owned) {
            (BodyKind::Json | BodyKind::Form, true) => self.owned(wanted),
            (BodyKind::Json | BodyKind::Form, false) => self.value(wanted),
            (BodyKind::Text, true) => Some("\"content\".into()".to_owned()),
            (BodyKind::Text, false) => Some("\"content\"".to_owned()),
            _ => Some(self.upload("body")),
        }
    }
}

fn required(operation: &Operation) -> impl Iterator<Item = &Parameter> {
    let all = operation.parameters.iter();
    all.filter(|parameter| parameter.required)
}
