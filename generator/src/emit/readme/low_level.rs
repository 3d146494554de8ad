//! The section about responses as they arrive, hooks and transports.

use super::block;
use super::pick::shortest;
use crate::ir::Api;

pub(super) fn low_level(api: &Api) -> String {
    let client = api.sdk.client.as_str();
    let mut lines = Vec::new();
    let sample = shortest(api);
    let call = { sample.as_ref() }.and_then(|sample| Some((sample, sample.call.clone()?)));
    match call {
        Some((sample, mut call)) => {
            lines.extend(sample.uses(api, &[client, "Error"]));
            let signature = format!("async fn raw(client: {client}) -> Result<(), Error> {{");
            lines.extend([String::new(), signature]);
            if let Some(first) = call.first_mut() {
                first.insert_str(0, "let response = ");
            }
            if let Some(last) = call.last_mut() {
                *last = last.replace(".await?;", ".with_raw_response().await?;");
            }
            lines.extend(call.iter().map(|line| format!("    {line}")));
            lines.push(
                "    println!(\"{} {}\", response.status(), response.body().len());".to_owned(),
            );
            lines.extend(["    Ok(())", "}"].map(str::to_owned));
        }
        None => {
            let mut names = [client, "Error"];
            names.sort_unstable();
            lines.push(format!(
                "use {}::{{{}}};",
                api.sdk.library,
                names.join(", ")
            ));
        }
    }
    lines.push(String::new());
    lines.push(format!("fn observed() -> Result<{client}, Error> {{"));
    lines.push(format!("    {client}::builder()"));
    let rest = [
        "        .on_request(|request| println!(\"{} {}\", request.method(), request.path_template()))",
        "        .on_response(|response| println!(\"{} {:?}\", response.status(), response.elapsed()))",
        "        .build()",
        "}",
    ];
    lines.extend(rest.map(str::to_owned));
    format!(
        "## Raw responses, hooks, transports\n\n`.with_response()` gives status and headers beside the value, `.with_raw_response()` the bytes of the body. Hooks see every attempt, and may change its headers: to log requests, or to sign them. `builder().transport(…)` takes a transport in place of reqwest.\n\n{}",
        block(&lines.join("\n"))
    )
}
