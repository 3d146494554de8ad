//! What a valid value is: validators of the translated schemas.

use base64::Engine;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};
use base64::engine::{DecodePaddingMode, general_purpose};
use jsonschema::{PatternCache, Registry, Validator};
use serde_json::{Value, json};

/// Where the schemas are.
const PLACE: &str = "urn:description";

/// Builds validators of the schemas of a document.
pub struct Validators {
    registry: Result<Registry<'static>, String>,
    patterns: PatternCache,
}

impl Validators {
    /// For a document of schemas, `{"$defs": {…}}`.
    pub fn of(root: Value) -> Self {
        let registry = Registry::new()
            .add(PLACE, root)
            .and_then(jsonschema::RegistryBuilder::prepare);
        Self {
            registry: registry.map_err(|error| error.to_string()),
            patterns: PatternCache::new(),
        }
    }

    /// The validator of the schema with this name in `$defs`, or why there is none.
    pub fn build(&self, name: &str) -> Result<Validator, String> {
        let registry = self.registry.as_ref().map_err(Clone::clone)?;
        jsonschema::draft202012::options()
            .with_registry(registry)
            .with_pattern_cache(self.patterns.clone())
            .offline()
            .should_validate_formats(true)
            .with_format("byte", is_base64)
            .with_format("base64url", is_base64_url)
            .build(&json!({ "$ref": format!("{PLACE}#/$defs/{name}") }))
            .map_err(|error| error.to_string())
    }
}

/// What a text stands for that is bytes in base64, with or without padding.
pub fn bytes(text: &str) -> Option<Vec<u8>> {
    let text: String = text.split(['\r', '\n']).collect();
    engine(&base64::alphabet::STANDARD)
        .decode(&text)
        .or_else(|_| engine(&base64::alphabet::URL_SAFE).decode(&text))
        .ok()
}

fn is_base64(text: &str) -> bool {
    general_purpose::STANDARD.decode(text).is_ok()
}

fn is_base64_url(text: &str) -> bool {
    engine(&base64::alphabet::URL_SAFE).decode(text).is_ok()
}

fn engine(alphabet: &base64::alphabet::Alphabet) -> GeneralPurpose {
    let config =
        GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
    GeneralPurpose::new(alphabet, config)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn schemas_refer_to_one_another() {
        let validators = Validators::of(json!({"$defs": {
            "0": {"properties": {"next": {"$ref": "#/$defs/0"}, "at": {"$ref": "#/$defs/1"}}},
            "1": {"type": "string", "format": "date-time"},
            "2": {"$ref": "#/$defs/3"},
            "4": {"format": "byte"},
        }}));
        let list = validators.build("0").unwrap();
        assert!(list.is_valid(&json!({"next": {"at": "2024-01-31T00:00:00Z"}})));
        assert!(!list.is_valid(&json!({"next": {"at": "2024-01-32T00:00:00Z"}})));
        assert!(validators.build("2").is_err());
        let bytes = validators.build("4").unwrap();
        assert!(bytes.is_valid(&json!("aGk=")));
        assert!(!bytes.is_valid(&json!("a*")));
    }

    #[test]
    fn bytes_are_the_same_in_either_alphabet() {
        assert_eq!(bytes("+/8="), bytes("-_8"));
        assert_eq!(bytes("not base64"), None);
    }
}
