//! Completes the IR: what follows from the description, in passes.

mod boxes;
mod cli;
mod client;
mod client_parameters;
mod direction;
mod endless;
mod events;
mod evidence;
mod headers;
mod hidden;
mod inheritance;
mod losses;
mod merge;
mod nulls;
mod operations;
mod paging;
mod resources;
mod samples;
mod settings;
mod share;
mod tolerance;
mod types;
mod unions;
mod unmatched;

pub use self::direction::{externals, models_of, parts, usages};
pub use self::losses::{keyword, title};
pub use self::paging::{
    Pagination, how_paged, origins as paging_origins, page_before, pagination, returns, why_unpaged,
};
pub use self::settings::unmatched;
pub use self::types::{is_date, last_date_time};
use crate::config::Config;
use crate::diagnostics::Diagnostics;
use crate::ir::Api;

/// Runs every pass.
pub fn analyze(api: &mut Api, config: &Config, diagnostics: &mut Diagnostics) {
    settings::apply(api, config, diagnostics);
    types::model(api, config, diagnostics);
    client_parameters::collect(api, config, diagnostics);
    endless::refuse(api, diagnostics);
    operations::complete(api, config, diagnostics);
    operations::usual_security(api);
    paging::recognise(api, config, diagnostics);
    resources::group(api, config, diagnostics);
    settings::collect_secrets(api);
    settings::add_rules(api, &config.rules, diagnostics);
    hidden::mark(api);
    headers::collect(api);
    unmatched::report(api, config, diagnostics);
    losses::report(api, diagnostics);
    direction::mark(api, config.types.serialize);
    tolerance::mark(api, config, diagnostics);
    nulls::mark(api, config, diagnostics);
    direction::mark_checked(api);
    boxes::place(api);
    cli::describe(api, config, diagnostics);
}
