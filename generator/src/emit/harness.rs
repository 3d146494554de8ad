//! A program that decodes and encodes with the generated types and makes the calls: how a crate is held against its
//! description.

mod answer;
mod calls;
mod given;
mod operation;

use proc_macro2::TokenStream;
use quote::quote;

use super::imports::Imports;
use super::types;
use crate::ir::Api;

/// `examples/harness.rs`.
pub(super) fn harness(api: &Api) -> TokenStream {
    let schemas = schemas(api);
    let calls = calls::calls(api);
    quote! {
        //! Decodes and encodes values as the schemas of the description, and makes its calls.
        //!
        //! Reads lines and writes one for each. `{"schema": "Pet", "value": {}}` gives `{"ok": true, "value": {}}` with
        //! what was made of the value, or `{"ok": false, "error": "why not"}`. `{"operation": "pets_list", "base_url":
        //! "http://127.0.0.1:8080", "auth": {"key": "secret"}, "params": {"query": {"limit": 5}}, "body": {}}` makes a
        //! call, with the feature `rustls`, and gives the answer in the same way; `kind` says what kind of error it was.
        #![allow(deprecated, reason = "what is deprecated is held against the description too")]

        use serde_json::{Value, json};

        fn main() -> std::io::Result<()> {
            #[cfg(feature = "rustls")]
            let mut clients = calls::Clients::new()?;
            for line in std::io::stdin().lines() {
                let answer = match serde_json::from_str::<Value>(&line?) {
                    #[cfg(feature = "rustls")]
                    Ok(line) if line.get("operation").is_some() => clients.answer(line),
                    Ok(line) => schemas::answer(&line),
                    Err(error) => json!({ "ok": false, "error": error.to_string() }),
                };
                println!("{answer}");
            }
            Ok(())
        }

        #schemas

        #calls
    }
}

/// The types, by the keys of their schemas.
fn schemas(api: &Api) -> TokenStream {
    let mut imports = Imports::of_another_crate(&api.sdk.library);
    imports.add("serde_json", "Value");
    let arms: TokenStream = api
        .component_types
        .iter()
        .map(|(key, usage)| {
            let ty = types::value(api, usage, &mut imports);
            quote!(#key => again::<#ty>(value),)
        })
        .collect();
    let uses = imports.tokens(&[]);
    quote! {
        #[allow(dead_code, reason = "an API may be without schemas")]
        mod schemas {
            #uses

            /// What becomes of the value that a line holds.
            pub(super) fn answer(line: &Value) -> Value {
                let schema = line.get("schema").and_then(Value::as_str).unwrap_or_default();
                let value = line.get("value").map(Value::to_string).unwrap_or_default();
                match with_type(schema, &value) {
                    Ok(value) => serde_json::json!({ "ok": true, "value": value }),
                    Err(error) => serde_json::json!({ "ok": false, "error": error }),
                }
            }

            fn with_type(schema: &str, value: &str) -> Result<Value, String> {
                match schema {
                    #arms
                    other => Err(format!("the description has no schema `{other}` for {value}")),
                }
            }

            fn again<T: serde::de::DeserializeOwned + serde::Serialize>(
                value: &str,
            ) -> Result<Value, String> {
                let decoded: T = serde_json::from_str(value).map_err(|error| error.to_string())?;
                serde_json::to_value(decoded).map_err(|error| error.to_string())
            }
        }
    }
}
