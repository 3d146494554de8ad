//! Finds properties whose names say that they hold a credential, so that `Debug` does not show them.

use crate::ir::{Api, ModelKind, Type};
use crate::name::words;

/// Ends of names, their words joined.
const ENDS: [&str; 16] = [
    "accesstoken",
    "apikey",
    "apitoken",
    "authtoken",
    "bearertoken",
    "credential",
    "idtoken",
    "passphrase",
    "passwd",
    "password",
    "privatekey",
    "refreshtoken",
    "secret",
    "secretkey",
    "securitytoken",
    "sessiontoken",
];

/// Whole names, their words joined. Many other tokens only name a page.
const WHOLE: [&str; 3] = ["authorization", "jwt", "token"];

/// Marks the texts that are credentials by their names.
pub(super) fn mark(api: &mut Api) {
    for model in &mut api.models {
        if let ModelKind::Struct(content) = &mut model.kind {
            for field in &mut content.fields {
                field.hidden = is_text(&field.usage.ty) && is_credential(&field.wire);
            }
        }
    }
}

fn is_credential(wire: &str) -> bool {
    let joined = words(wire).concat().to_lowercase();
    let joined = joined.strip_suffix('s').unwrap_or(&joined);
    WHOLE.contains(&joined) || ENDS.iter().any(|end| joined.ends_with(end))
}

/// Whether a type shows text. Secrets hide theirs.
fn is_text(ty: &Type) -> bool {
    match ty {
        Type::String => true,
        Type::Array(item) | Type::OneOrMany(item) | Type::Map(item) => is_text(&item.ty),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::is_credential;

    #[test]
    fn names_of_credentials_are_known_however_they_are_written() {
        for name in [
            "password",
            "newPassword",
            "client_secret",
            "X-Api-Key",
            "apikey",
            "AccessToken",
            "refresh_token",
            "token",
            "privateKey",
            "jwt",
        ] {
            assert!(is_credential(name), "{name}");
        }
        for name in [
            "next_page_token",
            "key",
            "access_key_id",
            "secretary",
            "tokens_used",
            "sort_key",
        ] {
            assert!(!is_credential(name), "{name}");
        }
    }
}
