//! A program that decodes and encodes with the generated types: how a crate is held against its description.

use proc_macro2::TokenStream;
use quote::quote;

use super::imports::Imports;
use super::types;
use crate::ir::Api;

/// `examples/harness.rs`.
pub(super) fn harness(api: &Api) -> TokenStream {
    let mut imports = Imports::of_another_crate(&api.sdk.library);
    imports.add("serde::de", "DeserializeOwned");
    for name in ["Deserialize", "Serialize"] {
        imports.add("serde", name);
    }
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
        //! Decodes and encodes values as the schemas of the description.
        //!
        //! Reads lines like `{"schema": "Pet", "value": {}}` and writes one for each: `{"ok": true, "value": {}}` with what
        //! was made of the value, or `{"ok": false, "error": "why not"}`.

        #uses

        #[derive(Deserialize)]
        struct Line {
            schema: String,
            value: Value,
        }

        fn main() -> std::io::Result<()> {
            for line in std::io::stdin().lines() {
                let answer = serde_json::from_str(&line?)
                    .map_err(|error| error.to_string())
                    .and_then(|Line { schema, value }| answer(&schema, &value.to_string()));
                let answer = match answer {
                    Ok(value) => serde_json::json!({ "ok": true, "value": value }),
                    Err(error) => serde_json::json!({ "ok": false, "error": error }),
                };
                println!("{answer}");
            }
            Ok(())
        }

        fn answer(schema: &str, value: &str) -> Result<Value, String> {
            match schema {
                #arms
                other => Err(format!("the description has no schema `{other}`")),
            }
        }

        fn again<T: DeserializeOwned + Serialize>(value: &str) -> Result<Value, String> {
            let decoded: T = serde_json::from_str(value).map_err(|error| error.to_string())?;
            serde_json::to_value(decoded).map_err(|error| error.to_string())
        }
    }
}
