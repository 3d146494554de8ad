//! The inputs of an operation that may ask for a page: query parameters, properties of those that are objects, and
//! properties of a JSON body.

use serde_json::Value;

use super::answer::content;
use super::words::{
    ASKS_BACK, ASKS_NUMBER, ASKS_OFFSET, ASKS_SIZE, ASKS_TOKEN, FROM_ONE, FROM_ZERO, MAY_ASK_TOKEN,
    Names, PAGE_INPUTS, normal,
};
use crate::ir::{
    Api, BodyKind, Field, Member, ModelId, Operation, PageInput, Parameter, Place, Rule, SchemaId,
    Type, Usage,
};

/// How many objects deep a body is searched.
const DEEPEST: usize = 2;

/// An input that may ask for a page.
#[derive(Clone)]
pub(super) struct Input<'a> {
    pub(super) input: PageInput,
    /// The name in messages and settings: `page[number]`, `/pagination/cursor`.
    pub(super) label: String,
    /// Its names as they are compared, the most telling first.
    names: Vec<String>,
    pub(super) usage: &'a Usage,
    pub(super) required: bool,
    /// Its description in lower case.
    pub(super) words: String,
    deprecated: bool,
    default: Option<i64>,
}

impl Input<'_> {
    /// The most telling name as names are compared.
    pub(super) fn name(&self) -> &str {
        self.names.first().map(String::as_str).unwrap_or_default()
    }

    pub(super) fn is(&self, names: Names) -> bool {
        self.names.iter().any(|name| names.has(name))
    }

    pub(super) fn is_in_body(&self) -> bool {
        matches!(self.input, PageInput::Body(_))
    }

    /// Whether it can hold a whole number.
    pub(super) fn is_number(&self) -> bool {
        matches!(self.usage.ty, Type::Integer(_) | Type::Float64)
    }

    /// Whether it can hold a token.
    pub(super) fn takes_token(&self) -> bool {
        match &self.usage.ty {
            Type::String | Type::Secret | Type::Json => self.usage.values.is_empty(),
            Type::External(external) => external.text.ends_with("Uuid"),
            _ => false,
        }
    }

    fn is_gone(&self) -> bool {
        self.deprecated || self.words.trim_start().starts_with("deprecated")
    }
}

/// The inputs of an operation.
#[derive(Clone)]
pub(super) struct Inputs<'a> {
    api: &'a Api,
    pub(super) all: Vec<Input<'a>>,
}

impl<'a> Inputs<'a> {
    pub(super) fn of(api: &'a Api, operation: &'a Operation) -> Self {
        let mut inputs = Self {
            api,
            all: Vec::new(),
        };
        let parameters = operation.parameters.iter();
        for parameter in parameters.filter(|parameter| parameter.place == Place::Query) {
            inputs.add_parameter(parameter);
        }
        if let Some(body) = &operation.body
            && body.kind == BodyKind::Json
            && let Type::Model(model) = body.usage.ty
        {
            inputs.add_body(model, &[]);
        }
        inputs
    }

    fn add_parameter(&mut self, parameter: &'a Parameter) {
        if let Type::Model(model) = parameter.usage.ty
            && PAGE_INPUTS.has(&normal(&parameter.wire))
        {
            for (member, field) in fields(self.api, model) {
                let name = normal(&field.wire);
                let input = PageInput::Property(parameter.wire.clone(), member);
                let label = format!("{}[{}]", parameter.wire, field.wire);
                self.add_field(field, input, label, vec![format!("page{name}"), name]);
            }
            return;
        }
        let schema = parameter.schema;
        self.all.push(Input {
            input: PageInput::Query(parameter.wire.clone()),
            label: parameter.wire.clone(),
            names: vec![normal(&parameter.wire)],
            usage: &parameter.usage,
            required: parameter.required,
            words: lower(parameter.description.as_deref()),
            deprecated: parameter.deprecated,
            default: schema.and_then(|schema| default(self.api, schema)),
        });
    }

    /// Adds the properties of a body, and of the objects within it that are about pages.
    fn add_body(&mut self, model: ModelId, outer: &[(Member, &'a Field)]) {
        for (member, field) in fields(self.api, model) {
            let name = normal(&field.wire);
            let mut path = outer.to_vec();
            path.push((member, field));
            if let Type::Model(inner) = field.usage.ty
                && PAGE_INPUTS.has(&name)
                && path.len() < DEEPEST
            {
                self.add_body(inner, &path);
                continue;
            }
            let names = match outer.is_empty() {
                true => vec![name],
                false => vec![name.clone(), format!("page{name}")],
            };
            let label: String = { path.iter() }
                .map(|(_, field)| format!("/{}", field.wire))
                .collect();
            let members = path.iter().map(|(member, _)| *member).collect();
            self.add_field(field, PageInput::Body(members), label, names);
        }
    }

    fn add_field(&mut self, field: &'a Field, input: PageInput, label: String, names: Vec<String>) {
        self.all.push(Input {
            input,
            label,
            names,
            usage: &field.usage,
            required: field.required,
            words: lower(field.description.as_deref()),
            deprecated: field.deprecated,
            default: field.default.as_ref().and_then(Value::as_i64),
        });
    }

    /// The first that has one of these names, in the order of the names. What is deprecated does not count.
    fn named(&self, names: Names) -> Option<&Input<'a>> {
        let mut found = names.iter().filter_map(|name| {
            let mut inputs = self.all.iter();
            inputs.find(|input| input.names.iter().any(|own| own == name) && !input.is_gone())
        });
        found.next()
    }

    /// The one that takes a token and nothing else.
    pub(super) fn token(&self) -> Option<&Input<'a>> {
        self.named(ASKS_TOKEN)
    }

    /// The one that may take a token.
    pub(super) fn maybe_token(&self) -> Option<&Input<'a>> {
        self.named(MAY_ASK_TOKEN)
    }

    pub(super) fn offset(&self) -> Option<&Input<'a>> {
        self.named(ASKS_OFFSET)
            .filter(|input| self.skips_items(input))
    }

    pub(super) fn number(&self) -> Option<&Input<'a>> {
        self.named(ASKS_NUMBER)
    }

    pub(super) fn size(&self) -> Option<&Input<'a>> {
        self.named(ASKS_SIZE).filter(|input| input.is_number())
    }

    /// Whether one of them can only be meant for pages, or nearly so.
    pub(super) fn asks_for_page(&self) -> bool {
        let asks = [self.token(), self.offset(), self.number()];
        asks.iter().any(Option::is_some)
    }

    /// The one of this name as the settings write it: the name of a parameter, `page[number]`, or a place in the body.
    pub(super) fn labelled(&self, label: &str) -> Option<&Input<'a>> {
        self.all.iter().find(|input| {
            input.label == label
                || input.is_in_body()
                    && input.label.trim_start_matches('/').replace('/', ".") == label
        })
    }

    /// An `offset` can be one of pages, `start` is a time as often as a number of items, and `first` a size.
    fn skips_items(&self, input: &Input<'_>) -> bool {
        if input.words.contains("page number") || input.words.contains("number of pages") {
            return false;
        }
        match input.name() {
            "start" => input.default == Some(0) || minimum(input) == Some(0),
            "first" => self
                .size()
                .is_some_and(|size| size.name().starts_with("max")),
            _ => true,
        }
    }

    /// The number of the first item.
    pub(super) fn first_item(&self, input: &Input<'_>) -> i64 {
        input.default.or(minimum(input)).unwrap_or(0)
    }

    /// The number of the first page. What is said elsewhere of a parameter with the same name holds here too, unless
    /// something else is said here.
    pub(super) fn first_page(&self, input: &Input<'_>) -> i64 {
        if let Some(first) = said_first(input) {
            return first;
        }
        let PageInput::Query(name) = &input.input else {
            return 1;
        };
        let all = self.api.operations.iter().flat_map(|one| &one.parameters);
        let namesakes = all.filter(|other| other.place == Place::Query && other.wire == *name);
        let mut said = namesakes.filter_map(|other| {
            let mut inputs = Inputs {
                api: self.api,
                all: Vec::new(),
            };
            inputs.add_parameter(other);
            let input = inputs.all.into_iter().next();
            said_first(&input.filter(Input::is_number)?)
        });
        said.next().unwrap_or(1)
    }
}

/// The query parameter that asks for the page before an item.
#[must_use]
pub fn page_before(operation: &Operation) -> Option<&str> {
    let mut parameters = operation.parameters.iter();
    let found = parameters.find(|parameter| {
        parameter.place == Place::Query && ASKS_BACK.has(&normal(&parameter.wire))
    });
    found.map(|parameter| parameter.wire.as_str())
}

fn said_first(input: &Input<'_>) -> Option<i64> {
    let says = |texts: &[&str]| texts.iter().any(|text| input.words.contains(text));
    { input.default }
        .or(minimum(input))
        .or(says(&FROM_ZERO).then_some(0))
        .or(says(&FROM_ONE).then_some(1))
}

fn minimum(input: &Input<'_>) -> Option<i64> {
    input.usage.rules.iter().find_map(|rule| match rule {
        Rule::Minimum(least) if *least == 0.0 => Some(0),
        Rule::Minimum(least) if *least == 1.0 => Some(1),
        Rule::ExclusiveMinimum(least) if *least == 0.0 => Some(1),
        _ => None,
    })
}

fn lower(description: Option<&str>) -> String {
    description.unwrap_or_default().to_lowercase()
}

/// The properties of a model that can be sent.
fn fields(api: &Api, model: ModelId) -> impl Iterator<Item = (Member, &Field)> {
    let fields = content(api, model).map_or(&[][..], |content| &content.fields);
    let fields = fields.iter().enumerate();
    fields
        .filter(|(_, field)| !field.read_only)
        .map(move |(index, field)| {
            let member = Member {
                model,
                field: index,
            };
            (member, field)
        })
}

/// The default of a schema, or of the one that it refers to.
fn default(api: &Api, schema: SchemaId) -> Option<i64> {
    let mut schema = api.schemas.get(schema.0)?;
    // References in a circle were refused before.
    for _ in 0..16 {
        if schema.default.is_some() {
            break;
        }
        match schema.reference.and_then(|id| api.schemas.get(id.0)) {
            Some(next) => schema = next,
            None => break,
        }
    }
    schema.default.as_ref()?.as_i64()
}
