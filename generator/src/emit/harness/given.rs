//! What of the harness is the same for every API: clients, what is given for a call, and what comes of it.

use proc_macro2::TokenStream;
use quote::quote;

/// What is the same for every API.
pub(super) fn fixed() -> TokenStream {
    quote! {
        type Operation = fn(&Client, &mut Given) -> Result<Pending, Failure>;

        type Example = fn(Client) -> BoxFuture<'static, Result<(), Error>>;

        type Pending = BoxFuture<'static, Result<Value, Failure>>;

        /// The clients that have been set up, each for a service and its credentials.
        pub(super) struct Clients {
            runtime: tokio::runtime::Runtime,
            known: BTreeMap<(String, BTreeMap<String, String>), Client>,
        }

        impl Clients {
            pub(super) fn new() -> std::io::Result<Self> {
                let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
                Ok(Self { runtime, known: BTreeMap::new() })
            }

            /// Makes the call that a line describes.
            pub(super) fn answer(&mut self, line: Value) -> Value {
                match self.call(line) {
                    Ok(value) => json!({ "ok": true, "value": value }),
                    Err(failure) => failure.0,
                }
            }

            fn call(&mut self, line: Value) -> Result<Value, Failure> {
                let Line { operation, base_url, auth, params, body, content_type, example } =
                    serde_json::from_value(line)
                        .map_err(|error| Failure::new("arguments", error.to_string()))?;
                let named = |name: &str| OPERATIONS.iter().find(|(names, _)| names.contains(&name));
                // Of several ways to send a body, the one that is meant.
                let way = content_type.and_then(|content_type| named(&format!("{operation} {content_type}")));
                let Some((_, call)) = way.or_else(|| named(&operation)) else {
                    let message = format!("there is no operation `{operation}`");
                    return Err(Failure::new("unsupported", message));
                };
                let key = (base_url, auth);
                let client = match self.known.get(&key) {
                    Some(client) => client.clone(),
                    None => {
                        // It is made where its connections are to live.
                        let _guard = self.runtime.enter();
                        let client = client(&key.0, &key.1)?;
                        self.known.insert(key, client.clone());
                        client
                    }
                };
                if example {
                    let mut examples = EXAMPLES.iter();
                    let example = examples.find(|(names, _)| names.contains(&operation.as_str()));
                    let Some((_, example)) = example else {
                        return Err(Failure::new("unsupported", "there is no example".to_owned()));
                    };
                    let done = self.runtime.block_on(example(client));
                    return done.map(|()| Value::Null).map_err(Failure::from);
                }
                let mut given = Given { values: params, body };
                let pending = call(&client, &mut given)?;
                self.runtime.block_on(pending)
            }
        }

        #[derive(serde::Deserialize)]
        struct Line {
            operation: String,
            base_url: String,
            #[serde(default)]
            auth: BTreeMap<String, String>,
            #[serde(default)]
            params: BTreeMap<String, Map<String, Value>>,
            body: Option<Value>,
            content_type: Option<String>,
            #[serde(default)]
            example: bool,
        }

        /// What is given for a call and has not been passed yet.
        struct Given {
            values: BTreeMap<String, Map<String, Value>>,
            body: Option<Value>,
        }

        impl Given {
            /// Makes the members of the body arguments.
            fn open_body(&mut self) -> Result<(), Failure> {
                match self.body.take() {
                    Some(Value::Object(members)) => {
                        self.values.insert("body".to_owned(), members);
                        Ok(())
                    }
                    Some(_) => Err(Failure::new("arguments", "the body is no object".to_owned())),
                    None => Ok(()),
                }
            }

            fn take(&mut self, place: &str, name: &str) -> Option<Value> {
                self.values.get_mut(place)?.remove(name)
            }

            fn optional<T: DeserializeOwned>(&mut self, place: &str, name: &str) -> Result<Option<T>, Failure> {
                let value = self.take(place, name);
                value.map(|value| decoded(value, &format!("{place} {name}"))).transpose()
            }

            fn required<T: DeserializeOwned>(&mut self, place: &str, name: &str) -> Result<T, Failure> {
                present(self.optional(place, name)?, &format!("{place} {name}"))
            }

            /// Takes an argument that is null.
            fn is_null(&mut self, place: &str, name: &str) -> bool {
                let values = self.values.get_mut(place);
                let is_null = values.as_ref().and_then(|values| values.get(name)) == Some(&Value::Null);
                is_null && self.take(place, name).is_some()
            }

            /// The body, should one of these members be null; the null is taken.
            fn nulled<T: DeserializeOwned>(&mut self, names: &[&str]) -> Result<Option<T>, Failure> {
                let Some(values) = self.values.get_mut("body") else {
                    return Ok(None);
                };
                let whole = values.clone();
                for name in names {
                    if values.get(*name) == Some(&Value::Null) {
                        values.remove(*name);
                    }
                }
                match values.len() == whole.len() {
                    true => Ok(None),
                    false => decoded(Value::Object(whole), "body").map(Some),
                }
            }

            fn whole_body<T: DeserializeOwned>(&mut self) -> Result<Option<T>, Failure> {
                self.body.take().map(|value| decoded(value, "body")).transpose()
            }

            /// A body of bytes, which is given as text.
            fn bytes(&mut self) -> Result<Option<bytes::Bytes>, Failure> {
                let text: Option<String> = self.whole_body()?;
                Ok(text.map(bytes::Bytes::from))
            }

            /// Refuses what could not be passed.
            fn end(&mut self) -> Result<(), Failure> {
                let values = self.values.iter();
                let mut left: Vec<String> = values
                    .flat_map(|(place, values)| values.keys().map(move |name| format!("{place} {name}")))
                    .collect();
                left.extend(self.body.take().map(|_| "body".to_owned()));
                match left.is_empty() {
                    true => Ok(()),
                    false => {
                        let message = format!("the method does not take {}", left.join(", "));
                        Err(Failure::new("arguments", message))
                    }
                }
            }
        }

        fn present<T>(value: Option<T>, what: &str) -> Result<T, Failure> {
            value.ok_or_else(|| Failure::new("arguments", format!("{what} is required")))
        }

        fn decoded<T: DeserializeOwned>(value: Value, what: &str) -> Result<T, Failure> {
            serde_json::from_value(value)
                .map_err(|error| Failure::new("arguments", format!("{what}: {error}")))
        }

        /// The line that tells of a failure.
        struct Failure(Value);

        impl Failure {
            fn new(kind: &str, error: String) -> Self {
                Self(json!({ "ok": false, "kind": kind, "error": error }))
            }
        }

        impl From<Error> for Failure {
            fn from(error: Error) -> Self {
                let kind = match &error {
                    Error::Api(_) => "api",
                    Error::Transport(_) => "transport",
                    Error::Decode(_) => "decode",
                    Error::Invalid(_) => "invalid",
                    Error::Pagination(_) => "pagination",
                    Error::Config(_) => "config",
                    _ => "other",
                };
                let mut failure = json!({ "ok": false, "kind": kind, "error": error.to_string() });
                if let Some(error) = error.as_api() {
                    failure["status"] = error.status().as_u16().into();
                    failure["typed"] = error.body().is_some().into();
                    failure["body"] = serde_json::from_slice(error.raw_body())
                        .unwrap_or_else(|_| String::from_utf8_lossy(error.raw_body()).into());
                }
                Self(failure)
            }
        }

        /// The answer to a call, encoded again.
        fn value<T: Serialize + 'static>(sent: BoxFuture<'static, Result<T, Error>>) -> Pending {
            Box::pin(async move {
                encoded(sent.await?)
            })
        }

        fn encoded(value: impl Serialize) -> Result<Value, Failure> {
            serde_json::to_value(value).map_err(|error| Failure::new("encode", error.to_string()))
        }

        fn base64(bytes: &[u8]) -> String {
            const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
            let mut text = String::new();
            for chunk in bytes.chunks(3) {
                let bits = (0..3).fold(0, |bits, at| bits << 8 | usize::from(*chunk.get(at).unwrap_or(&0)));
                for at in 0..4 {
                    text.push(match at <= chunk.len() {
                        true => char::from(DIGITS[bits >> (18 - 6 * at) & 63]),
                        false => '=',
                    });
                }
            }
            text
        }
    }
}
