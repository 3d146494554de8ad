//! The lines of a call.

/// How long a line gets before it is broken up.
pub(super) const WIDTH: usize = 80;

/// The lines of a call: one, or one a step.
pub(super) fn call(before: &str, steps: &[String], lines: &mut Vec<String>) {
    let line = format!("{before}client.{};", steps.join("."));
    if line.len() <= WIDTH {
        lines.push(line);
        return;
    }
    lines.push(format!("{before}client"));
    let last = steps.len().saturating_sub(1);
    for (index, step) in steps.iter().enumerate() {
        let end = if index == last { ";" } else { "" };
        lay_out(&format!(".{step}{end}"), 4, lines);
    }
}

/// The lines of an expression, broken up where it is too long as rustfmt does: a part of a call, a list or a struct on
/// each.
fn lay_out(expression: &str, indent: usize, lines: &mut Vec<String>) {
    let margin = " ".repeat(indent);
    if indent + expression.len() <= WIDTH {
        lines.push(format!("{margin}{expression}"));
        return;
    }
    if let [first, rest @ ..] = steps(expression).as_slice()
        && !rest.is_empty()
    {
        let before = lines.len();
        lay_out(first, indent, lines);
        let is_tall = lines.len() > before + 1;
        for step in rest {
            lay_out(step, indent + if is_tall { 0 } else { 4 }, lines);
        }
        return;
    }
    let Some((before, parts, behind)) = parts(expression) else {
        lines.push(format!("{margin}{expression}"));
        return;
    };
    if let [only] = parts.as_slice()
        && steps(only).len() == 1
        && let Some(inner) = embraced(only, indent)
    {
        // What is in brackets of its own opens on the same line.
        let last = inner.len() - 1;
        for (at, line) in inner.into_iter().enumerate() {
            lines.push(match at {
                0 => format!("{margin}{before}{}", line.trim_start()),
                _ if at == last => format!("{line}{behind}"),
                _ => line,
            });
        }
        return;
    }
    lines.push(format!("{margin}{before}"));
    for part in parts {
        lay_out(&format!("{part},"), indent + 4, lines);
    }
    lines.push(format!("{margin}{behind}"));
}

/// The lines of an expression that is broken up at its brackets.
fn embraced(expression: &str, indent: usize) -> Option<Vec<String>> {
    let (before, parts, behind) = parts(expression)?;
    let mut lines = vec![before.to_owned()];
    for part in parts {
        lay_out(&format!("{part},"), indent + 4, &mut lines);
    }
    lines.push(format!("{}{behind}", " ".repeat(indent)));
    Some(lines)
}

/// The steps of a chain of calls: `Pet::new("Rex")`, `.kind("dog")`.
fn steps(expression: &str) -> Vec<&str> {
    let mut depth = 0_usize;
    let (mut is_text, mut is_escaped) = (false, false);
    let mut steps = Vec::new();
    let (mut from, mut last) = (0, ' ');
    for (at, char) in expression.char_indices() {
        if is_text {
            is_text = is_escaped || char != '"';
            is_escaped = !is_escaped && char == '\\';
            continue;
        }
        match char {
            '"' => is_text = true,
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth = depth.saturating_sub(1),
            '.' if depth == 0 && last == ')' => {
                steps.extend(expression.get(from..at));
                from = at;
            }
            _ => {}
        }
        last = char;
    }
    steps.extend(expression.get(from..));
    steps
}

/// The parts in the first brackets that hold something, with the text before and behind.
fn parts(expression: &str) -> Option<(&str, Vec<&str>, &str)> {
    let mut depth = 0_usize;
    let (mut is_text, mut is_escaped) = (false, false);
    // Where the brackets open, and where the part begins that is looked at.
    let (mut open, mut from) = (0, 0);
    let mut parts = Vec::new();
    for (at, char) in expression.char_indices() {
        if is_text {
            is_text = is_escaped || char != '"';
            is_escaped = !is_escaped && char == '\\';
            continue;
        }
        match char {
            '"' => is_text = true,
            '(' | '[' | '{' => {
                depth += 1;
                if depth == 1 {
                    (open, from) = (at + 1, at + 1);
                }
            }
            ')' | ']' | '}' => {
                depth = depth.saturating_sub(1);
                let last = expression.get(from..at).map_or("", str::trim);
                // What a macro of JSON is given has its own commas.
                let before = expression.get(..open)?;
                if depth == 0 && !last.is_empty() && !before.ends_with("json!(") {
                    parts.push(last);
                    return Some((before, parts, expression.get(at..)?));
                }
            }
            ',' if depth == 1 => {
                parts.push(expression.get(from..at)?.trim());
                from = at + 1;
            }
            _ => {}
        }
    }
    None
}
