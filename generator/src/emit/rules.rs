//! Lists of rules, as constants.

use proc_macro2::TokenStream;
use quote::quote;

use super::imports::Imports;
use crate::ir::Rule;
use crate::name::Name;

/// A list of rules that follow one another in code: what does not fit on a line becomes a constant of its own.
pub(super) fn named_rules(
    list: &[Rule],
    name: &Name,
    imports: &mut Imports,
) -> (TokenStream, TokenStream) {
    let rules = rules(list, imports);
    if list.len() < 2 && !list.iter().any(is_long) {
        return (TokenStream::new(), rules);
    }
    let name = name.ident();
    (quote!(const #name: &[Rule] = #rules;), quote!(#name))
}

/// Returns a list of rules for use within a function. Values of `const fn` are only promoted to `'static` in a const block.
pub(super) fn inline_rules(list: &[Rule], imports: &mut Imports) -> TokenStream {
    let rules = rules(list, imports);
    match list.iter().any(is_long) {
        true => quote!(const { #rules }),
        false => rules,
    }
}

fn is_long(rule: &Rule) -> bool {
    matches!(
        rule,
        Rule::Pattern(..) | Rule::Items(_) | Rule::Places(_) | Rule::Keys(_) | Rule::Values(_)
    )
}

/// A constant list of rules.
pub(super) fn rules(rules: &[Rule], imports: &mut Imports) -> TokenStream {
    if !rules.is_empty() {
        imports.add("crate::runtime::validate", "Rule");
    }
    let rules = rules
        .iter()
        .map(|one| rule(one, imports))
        .collect::<Vec<_>>();
    quote!(&[#(#rules),*])
}

fn rule(one: &Rule, imports: &mut Imports) -> TokenStream {
    match one {
        Rule::MinItems(n) => count(quote!(MinItems), *n),
        Rule::MaxItems(n) => count(quote!(MaxItems), *n),
        Rule::UniqueItems => quote!(Rule::UniqueItems),
        Rule::MinLength(n) => count(quote!(MinLength), *n),
        Rule::MaxLength(n) => count(quote!(MaxLength), *n),
        Rule::Pattern(pattern, described) if pattern == described => {
            let pattern = text(pattern);
            quote!(Rule::pattern(#pattern))
        }
        Rule::Pattern(pattern, described) => {
            let (pattern, described) = (text(pattern), text(described));
            quote!(Rule::pattern_as(#pattern, #described))
        }
        Rule::Minimum(x) => bound(quote!(Minimum), *x),
        Rule::Maximum(x) => bound(quote!(Maximum), *x),
        Rule::ExclusiveMinimum(x) => bound(quote!(ExclusiveMinimum), *x),
        Rule::ExclusiveMaximum(x) => bound(quote!(ExclusiveMaximum), *x),
        Rule::MultipleOf(x) => bound(quote!(MultipleOf), *x),
        Rule::MinProperties(n) => count(quote!(MinProperties), *n),
        Rule::MaxProperties(n) => count(quote!(MaxProperties), *n),
        Rule::Places(places) => {
            let places = places.iter().map(|place| rules(place, imports));
            let places = places.collect::<Vec<_>>();
            quote!(Rule::Places(&[#(#places),*]))
        }
        Rule::Items(inner) => nested(quote!(Items), inner, imports),
        Rule::Keys(inner) => nested(quote!(Keys), inner, imports),
        Rule::Values(inner) => nested(quote!(Values), inner, imports),
        Rule::Disjoint {
            members,
            ignore_case,
        } => {
            quote!(Rule::Disjoint { members: &[#(#members),*], ignore_case: #ignore_case })
        }
        Rule::DependentRequired { member, needs } => {
            quote!(Rule::DependentRequired { member: #member, needs: &[#(#needs),*] })
        }
        Rule::MaxTotal { members, max } => {
            let max = proc_macro2::Literal::u64_unsuffixed(*max);
            quote!(Rule::MaxTotal { members: &[#(#members),*], max: #max })
        }
    }
}

fn count(name: TokenStream, n: u64) -> TokenStream {
    let n = proc_macro2::Literal::u64_unsuffixed(n);
    quote!(Rule::#name(#n))
}

fn bound(name: TokenStream, x: f64) -> TokenStream {
    let magnitude = proc_macro2::Literal::f64_unsuffixed(x.abs());
    if x.is_sign_negative() && x != 0.0 {
        quote!(Rule::#name(-#magnitude))
    } else {
        quote!(Rule::#name(#magnitude))
    }
}

fn nested(name: TokenStream, inner: &[Rule], imports: &mut Imports) -> TokenStream {
    let inner = rules(inner, imports);
    quote!(Rule::#name(#inner))
}

/// A string literal, raw where that reads better.
pub(super) fn text(text: &str) -> TokenStream {
    let is_raw = text.contains('\\') && !text.contains("\"#") && !text.contains('\r');
    let raw = if text.contains('"') {
        format!("r#\"{text}\"#")
    } else {
        format!("r\"{text}\"")
    };
    match raw.parse::<proc_macro2::Literal>() {
        Ok(literal) if is_raw => quote!(#literal),
        _ => quote!(#text),
    }
}
