//! The schemas that a value has to satisfy all at once: those of `allOf`, behind references, and of the arms chosen.

use serde_json::{Map, Value};

use super::super::translate::hints;
use super::{Sampler, height};

/// Schemas that hold together.
#[derive(Default)]
pub(super) struct Parts<'a> {
    all: Vec<&'a Map<String, Value>>,
    /// The name in `$defs` of what is being made up.
    pub(super) target: Option<&'a str>,
    /// Members that tell what it is, and the texts they need.
    pub(super) tags: Vec<(&'a str, &'a str)>,
}

impl<'a> Parts<'a> {
    /// What the keyword says in each part that has it.
    pub(super) fn members<'k>(
        &self,
        keyword: &'k str,
    ) -> impl Iterator<Item = &'a Value> + use<'_, 'a, 'k> {
        self.all.iter().filter_map(move |part| part.get(keyword))
    }

    /// What stands for these parts in choices.
    pub(super) fn place(&self) -> usize {
        self.all.first().map_or(0, |first| {
            std::ptr::from_ref::<Map<String, Value>>(first).addr()
        })
    }

    /// The largest of the bounds that a keyword sets.
    pub(super) fn least(&self, keyword: &str) -> Option<usize> {
        let bounds = self.members(keyword).filter_map(Value::as_u64);
        bounds.filter_map(|bound| usize::try_from(bound).ok()).max()
    }

    /// The smallest of the bounds that a keyword sets.
    pub(super) fn most(&self, keyword: &str) -> Option<usize> {
        let bounds = self.members(keyword).filter_map(Value::as_u64);
        bounds.filter_map(|bound| usize::try_from(bound).ok()).min()
    }

    /// The values that are allowed one by one.
    pub(super) fn listed(&self) -> Option<Vec<&'a Value>> {
        let only = self.members("const").map(std::slice::from_ref);
        let lists = self.members("enum").filter_map(Value::as_array);
        let mut lists = only.chain(lists.map(Vec::as_slice));
        let first = lists.next()?;
        let rest: Vec<&[Value]> = lists.collect();
        let in_all = |value: &&Value| rest.iter().all(|list| list.contains(value));
        let is_typed = |value: &&Value| self.has_type(value);
        Some(first.iter().filter(in_all).filter(is_typed).collect())
    }

    /// Whether a value's type is allowed, and the value among those that are listed.
    pub(super) fn could_be(&self, value: &Value) -> bool {
        let mut lists = self.members("enum").filter_map(Value::as_array);
        let mut only = self.members("const");
        self.has_type(value)
            && lists.all(|list| list.contains(value))
            && only.all(|only| only == value)
    }

    fn has_type(&self, value: &Value) -> bool {
        let types = self.types();
        let is = |name: &&str| match value {
            Value::Null => *name == "null",
            Value::Bool(_) => *name == "boolean",
            Value::Number(number) => *name == "number" || *name == "integer" && !number.is_f64(),
            Value::String(_) => *name == "string",
            Value::Array(_) => *name == "array",
            Value::Object(_) => *name == "object",
        };
        types.is_empty() || types.iter().any(is)
    }

    /// The types that all parts allow; none when nothing is said.
    pub(super) fn types(&self) -> Vec<&'a str> {
        let mut types: Option<Vec<&str>> = None;
        for said in self.members("type") {
            let said: Vec<&str> = match said {
                Value::Array(several) => several.iter().filter_map(Value::as_str).collect(),
                one => one.as_str().into_iter().collect(),
            };
            types = Some(match types {
                None => said,
                Some(types) => types
                    .into_iter()
                    .filter_map(|name| narrower(name, &said))
                    .collect(),
            });
        }
        types.unwrap_or_else(|| self.implied().into_iter().collect())
    }

    /// The type that the other keywords are about.
    fn implied(&self) -> Option<&'static str> {
        let says = |keywords: &[&str]| {
            let mut keywords = keywords.iter();
            keywords.any(|keyword| self.members(keyword).next().is_some())
        };
        if says(&[
            "properties",
            "required",
            "additionalProperties",
            "patternProperties",
        ]) || !self.tags.is_empty()
        {
            Some("object")
        } else if says(&["items", "prefixItems", "minItems", "maxItems"]) {
            Some("array")
        } else if says(&["pattern", "minLength", "maxLength", "format"]) {
            Some("string")
        } else if says(&["minimum", "maximum", "multipleOf", "exclusiveMinimum"]) {
            Some("number")
        } else {
            None
        }
    }
}

/// Whether an arm lists a value that the parts allow, if it lists any.
fn may_hold(arm: &Value, parts: &Parts<'_>) -> bool {
    match (arm.get("const"), arm.get("enum")) {
        (Some(only), _) => parts.could_be(only),
        (None, Some(Value::Array(list))) => list.iter().any(|value| parts.could_be(value)),
        _ => true,
    }
}

/// What of a type is left when only those of a list are allowed.
fn narrower<'a>(name: &'a str, said: &[&'a str]) -> Option<&'a str> {
    match name {
        _ if said.contains(&name) => Some(name),
        "integer" if said.contains(&"number") => Some("integer"),
        "number" if said.contains(&"integer") => Some("integer"),
        _ => None,
    }
}

impl<'a> Sampler<'a> {
    /// Adds a schema to the parts, with all that it is made of.
    pub(super) fn collect(&mut self, schema: &'a Value, parts: &mut Parts<'a>, depth: usize) {
        let Value::Object(schema) = schema else {
            return;
        };
        if parts.all.iter().any(|other| std::ptr::eq(*other, schema)) {
            return;
        }
        parts.all.push(schema);
        if let Some((name, target)) = self.target(schema) {
            parts.target = Some(name);
            self.collect(target, parts, depth);
        }
        let all = schema.get("allOf").and_then(Value::as_array);
        for part in all.into_iter().flatten() {
            let target = parts.target;
            self.collect(part, parts, depth);
            parts.target = target;
        }
        let mut is_union = false;
        for keyword in ["oneOf", "anyOf"] {
            let Some(Value::Array(arms)) = schema.get(keyword) else {
                continue;
            };
            let place = std::ptr::from_ref(schema).addr();
            let fits: Vec<bool> = arms.iter().map(|arm| may_hold(arm, parts)).collect();
            let at = self.arm(place, keyword, arms, &fits, depth);
            let Some(arm) = arms.get(at) else {
                continue;
            };
            is_union |= arm.get("type").is_none_or(|name| name != "null");
            let name = self.nearest(arm);
            let own = parts.target;
            parts.target = name.or(own);
            self.tag(schema, parts);
            self.collect(arm, parts, depth);
            parts.target = own;
        }
        if !is_union {
            self.tag(schema, parts);
        }
    }

    fn target(&self, schema: &'a Map<String, Value>) -> Option<(&'a str, &'a Value)> {
        let reference = schema.get("$ref")?.as_str()?;
        let name = reference.strip_prefix("#/$defs/")?;
        Some((name, self.defs.get(name)?))
    }

    /// The name of the schema that an arm refers to.
    fn nearest(&self, arm: &'a Value) -> Option<&'a str> {
        Some(self.target(arm.as_object()?)?.0)
    }

    fn arm(
        &mut self,
        place: usize,
        keyword: &'static str,
        arms: &'a [Value],
        fits: &[bool],
        depth: usize,
    ) -> usize {
        let heights: Vec<usize> = arms
            .iter()
            .map(|arm| height::height(arm, &self.heights))
            .collect();
        let least = heights.iter().copied().min().unwrap_or_default();
        let may = |height: usize| match self.is_small(depth) {
            true => height == least,
            false => height < height::ENDLESS || least == height::ENDLESS,
        };
        let mut among: Vec<usize> = (0..arms.len())
            .filter(|at| heights.get(*at).is_some_and(|height| may(*height)))
            .collect();
        let is_fit = |at: &usize| fits.get(*at) == Some(&true);
        if among.iter().any(is_fit) {
            among.retain(is_fit);
        }
        self.choices
            .choose_among(place, keyword, arms.len(), &among)
    }

    /// What the member that tells schemas apart has to say.
    fn tag(&self, schema: &'a Map<String, Value>, parts: &mut Parts<'a>) {
        let Some(tag) = schema.get(hints::TAG) else {
            return;
        };
        let (Some(property), Some(name)) =
            (tag.get("property").and_then(Value::as_str), parts.target)
        else {
            return;
        };
        if parts.tags.iter().any(|(other, _)| *other == property) {
            return;
        }
        let texts = tag.get("texts");
        let reference = format!("#/$defs/{name}");
        let text = texts.and_then(|texts| texts.get(reference)?.as_str());
        let key = self
            .defs
            .get(name)
            .and_then(|schema| schema.get(hints::KEY)?.as_str());
        if let Some(text) = text.or(key) {
            parts.tags.push((property, text));
        }
    }
}
