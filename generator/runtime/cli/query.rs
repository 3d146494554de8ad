//! `--query`: a JMESPath expression over an answer.

use std::collections::BTreeMap;

use jmespath::Expression;
use jmespath::ast::Ast;

use super::failure::Failure;
use super::json::Json;

/// An expression that can be evaluated.
pub(super) struct Query(Expression<'static>);

impl Query {
    pub(super) fn parse(text: &str) -> Result<Self, Failure> {
        let compiled = jmespath::compile(text);
        compiled.map(Self).map_err(|error| {
            let error = error.to_string();
            let first = error.lines().next().unwrap_or_default();
            Failure::Usage(format!("--query is not a JMESPath expression: {first}"))
        })
    }

    /// What the expression finds.
    pub(super) fn search(&self, json: &Json) -> Result<Json, Failure> {
        let failed = |error: &dyn std::fmt::Display| Failure::Usage(format!("--query: {error}"));
        let found = self
            .0
            .search(json.to_value())
            .map_err(|error| failed(&error))?;
        let text = serde_json::to_vec(&found).map_err(|error| failed(&error))?;
        let mut found = Json::parse(&text).map_err(|error| failed(&error))?;
        let mut spelling = Spelling::default();
        spelling.read(json);
        spelling.read_names(self.0.as_ast());
        spelling.restore(&mut found);
        Ok(found)
    }
}

/// What the library does not keep: the order of members, and numbers digit by digit.
#[derive(Default)]
struct Spelling {
    /// The names of members, sorted, and their order where they were first seen.
    orders: BTreeMap<Vec<String>, Vec<String>>,
    /// What the library makes of numbers, and how they were spelled; none: in more than one way.
    numbers: BTreeMap<String, Option<String>>,
}

impl Spelling {
    fn read(&mut self, json: &Json) {
        match json {
            Json::List(items) => items.iter().for_each(|item| self.read(item)),
            Json::Object(members) => {
                let names = members.iter().map(|(name, _)| name.clone());
                self.learn(names.collect());
                members.iter().for_each(|(_, value)| self.read(value));
            }
            Json::Number(spelled) => {
                let known = self.numbers.entry(json.to_value().to_string());
                let known = known.or_insert_with(|| Some(spelled.clone()));
                if known.as_ref() != Some(spelled) {
                    *known = None;
                }
            }
            _ => {}
        }
    }

    fn learn(&mut self, order: Vec<String>) {
        let mut names = order.clone();
        names.sort_unstable();
        self.orders.entry(names).or_insert(order);
    }

    /// The names that the expression itself gives: `{id: webhook_id, url: url}`.
    fn read_names(&mut self, ast: &Ast) {
        match ast {
            Ast::MultiHash { elements, .. } => {
                let names = elements.iter().map(|pair| pair.key.clone());
                self.learn(names.collect());
                elements
                    .iter()
                    .for_each(|pair| self.read_names(&pair.value));
            }
            Ast::MultiList { elements, .. } => {
                elements.iter().for_each(|element| self.read_names(element));
            }
            Ast::Function { args, .. } => args.iter().for_each(|one| self.read_names(one)),
            Ast::Expref { ast, .. } => self.read_names(ast),
            Ast::Flatten { node, .. } | Ast::Not { node, .. } | Ast::ObjectValues { node, .. } => {
                self.read_names(node);
            }
            Ast::Condition {
                predicate, then, ..
            } => {
                self.read_names(predicate);
                self.read_names(then);
            }
            Ast::Comparison { lhs, rhs, .. }
            | Ast::Projection { lhs, rhs, .. }
            | Ast::And { lhs, rhs, .. }
            | Ast::Or { lhs, rhs, .. }
            | Ast::Subexpr { lhs, rhs, .. } => {
                self.read_names(lhs);
                self.read_names(rhs);
            }
            _ => {}
        }
    }

    fn restore(&self, json: &mut Json) {
        match json {
            Json::List(items) => items.iter_mut().for_each(|item| self.restore(item)),
            Json::Object(members) => {
                let mut names: Vec<String> = members.iter().map(|(name, _)| name.clone()).collect();
                names.sort_unstable();
                if let Some(order) = self.orders.get(&names) {
                    let places = order.iter().enumerate();
                    let places: BTreeMap<&String, usize> =
                        places.map(|(place, name)| (name, place)).collect();
                    members.sort_by_key(|(name, _)| places.get(name).copied());
                }
                members
                    .iter_mut()
                    .for_each(|(_, value)| self.restore(value));
            }
            Json::Number(number) => {
                if let Some(Some(spelled)) = self.numbers.get(number) {
                    number.clone_from(spelled);
                }
            }
            _ => {}
        }
    }
}
