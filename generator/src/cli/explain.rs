//! `sdkgen explain`: what a code means and what to do about it.

use clap::Args;
use sdkgen::config::REFERENCE;
use sdkgen::diagnostics::Code;
use sdkgen::diff::Kind;

use super::{Exit, terminal};

/// Says what a code such as E0301 means, with an example and how to fix it, or what a change such as member-added is and
/// whom it breaks; without a code, lists them all. `explain sdk.toml` prints the reference of the settings.
#[derive(Args)]
pub(super) struct Explain {
    /// The code, as it stands in a message; or `sdk.toml`.
    code: Option<String>,
}

impl Explain {
    pub(super) fn run(&self) -> Exit {
        let Some(text) = &self.code else {
            for code in Code::ALL {
                let line = format_args!("{}  {}\n", code.as_str(), code.meaning());
                terminal::print(line);
            }
            for kind in Kind::ALL {
                let line = format_args!("{}  {}\n", kind.as_str(), kind.meaning());
                terminal::print(line);
            }
            return Exit::Fine;
        };
        if text == "sdk.toml" {
            terminal::print(REFERENCE);
            return Exit::Fine;
        }
        if let Some(kind) = Kind::named(text) {
            let (code, meaning, page) = (kind.as_str(), kind.meaning(), kind.explanation());
            terminal::print(format_args!("# {code}: {meaning}\n\n{page}\n"));
            return Exit::Fine;
        }
        let Some(code) = Code::named(text) else {
            let advice = Kind::near(text).map_or_else(
                || Code::advice(text),
                |near| format!("did you mean `{near}`?"),
            );
            let message = format_args!("error: there is no code `{text}`\n  = help: {advice}\n");
            terminal::say(message);
            return Exit::Failed;
        };
        let page = code.explanation().trim_end();
        let title = format_args!("# {}: {}\n\n{page}\n", code.as_str(), code.meaning());
        terminal::print(title);
        Exit::Fine
    }
}
