//! Security schemes, requirements and servers.

use serde_json::{Map, Value, json};

use super::Maker;

impl Maker {
    /// The security schemes, and their names.
    pub(super) fn schemes(&mut self) -> (Map<String, Value>, Vec<&'static str>) {
        let flows = json!({"clientCredentials": {
            "tokenUrl": "https://example.com/token", "scopes": {"read": "Reads.", "write:all": "Writes."},
        }});
        let code = json!({"authorizationCode": {
            "authorizationUrl": "https://example.com/authorize",
            "tokenUrl": "https://example.com/token",
            "scopes": {},
        }});
        let mut all = vec![
            ("bearer", json!({"type": "http", "scheme": "bearer"})),
            ("basic", json!({"type": "http", "scheme": "basic"})),
            (
                "api_key",
                json!({"type": "apiKey", "in": "header", "name": "X-Api-Key"}),
            ),
            (
                "type",
                json!({"type": "apiKey", "in": "query", "name": "api key"}),
            ),
            (
                "Self",
                json!({"type": "apiKey", "in": "cookie", "name": "session"}),
            ),
            ("oauth.2", json!({"type": "oauth2", "flows": flows})),
            ("OAuth2", json!({"type": "oauth2", "flows": code})),
            (
                "oidc",
                json!({
                    "type": "openIdConnect",
                    "openIdConnectUrl": "https://example.com/.well-known/openid-configuration",
                }),
            ),
        ];
        if self.is_31() {
            all.push(("mutual", json!({"type": "mutualTLS"})));
        }
        self.rng.shuffle(&mut all);
        all.truncate(self.rng.usize(..=3));
        let names = all.iter().map(|(name, _)| *name).collect();
        let schemes = all
            .into_iter()
            .map(|(name, scheme)| (name.to_owned(), scheme));
        (schemes.collect(), names)
    }

    /// Any, some at once, or none of the schemes.
    pub(super) fn requirements(&mut self, names: &[&'static str]) -> Value {
        let mut all: Vec<Value> = Vec::new();
        for name in self.some(names) {
            match (all.last_mut(), self.rng.bool()) {
                (Some(last), true) => last[name] = json!([]),
                _ => all.push(json!({name: []})),
            }
        }
        if self.one_in(5) {
            all.push(json!({}));
        }
        all.into()
    }

    pub(super) fn servers(&mut self) -> Value {
        match self.rng.u8(..4) {
            0 => json!([{"url": "/v1"}]),
            1 => {
                json!([{"url": "https://api.example.com/v1/", "description": "Live."}, {"url": "https://test.example.com"}])
            }
            _ => json!([{
                "url": "https://{region}.example.com:{port}/{base}",
                "variables": {
                    "region": {"default": "eu-1", "enum": ["eu-1", "us-1"], "description": "Where."},
                    "port": {"default": "8443"},
                    "base": {"default": "v2"},
                },
            }]),
        }
    }
}
