//! Asking for what is missing, when somebody is there to answer.

use dialoguer::{Input, MultiSelect, Password, Select};

use super::failure::Failure;
use super::input;
use super::json::Json;
use super::table::{Flag, Kind, Shape};

/// The value of a flag.
pub(super) fn ask(flag: &Flag) -> Result<Json, Failure> {
    let first = flag.help.split(". ").next().unwrap_or_default();
    let prompt = format!("--{} ({})", flag.name, first.trim_end_matches('.'));
    let failed =
        |error: dialoguer::Error| Failure::Usage(format!("--{} is required: {error}", flag.name));
    match (flag.values, flag.shape) {
        ([], Shape::One) if flag.secret => {
            let answer = Password::new().with_prompt(&prompt).interact();
            input::typed(flag, &answer.map_err(failed)?)
        }
        ([], _) => {
            let answer = Input::<String>::new()
                .with_prompt(&prompt)
                .validate_with(|text: &String| match input::typed(flag, text) {
                    Ok(_) => Ok(()),
                    Err(failure) => Err(failure.line(None)),
                })
                .interact_text();
            input::typed(flag, &answer.map_err(failed)?)
        }
        (values, Shape::One) => {
            let chosen = Select::new()
                .with_prompt(&prompt)
                .items(values)
                .default(0)
                .interact();
            let chosen = values.get(chosen.map_err(failed)?).copied();
            input::typed(flag, chosen.unwrap_or_default())
        }
        (values, _) => {
            let prompt = format!("{prompt}; space chooses, enter ends");
            let chosen = MultiSelect::new()
                .with_prompt(&prompt)
                .items(values)
                .interact();
            let chosen = chosen.map_err(failed)?;
            let chosen = chosen.into_iter().filter_map(|index| values.get(index));
            let items = chosen.map(|text| match flag.kind {
                Kind::Text => Ok(Json::Text((*text).to_owned())),
                _ => input::typed(
                    &Flag {
                        shape: Shape::One,
                        ..copy(flag)
                    },
                    text,
                ),
            });
            Ok(Json::List(items.collect::<Result<_, _>>()?))
        }
    }
}

fn copy(flag: &Flag) -> Flag {
    Flag::new(flag.name, flag.place, flag.wire, flag.kind)
}
