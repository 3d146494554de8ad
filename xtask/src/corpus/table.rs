//! The table: a line for each description.

use super::report::{Document, Outcome};

const HEAD: [&str; 9] = [
    "document",
    "read?",
    "errors",
    "approximated",
    "dropped",
    "operations",
    "schemas",
    "ms",
    "MB/s",
];

/// All documents but the skipped ones, in columns.
pub fn table(documents: &[Document]) -> String {
    let mut rows = vec![HEAD.map(str::to_owned)];
    rows.extend(documents.iter().filter_map(row));
    columns(&rows, &[0, 1])
}

/// Rows with their cells one below the other: words to the left, figures to the right.
pub fn columns<const N: usize>(rows: &[[String; N]], words: &[usize]) -> String {
    let widths: [usize; N] = std::array::from_fn(|column| {
        let cells = rows.iter().map(|row| row[column].chars().count());
        cells.max().unwrap_or_default()
    });
    let mut text = String::new();
    for row in rows {
        let mut line = String::new();
        for (column, (cell, width)) in row.iter().zip(widths).enumerate() {
            let gap = if column == 0 { "" } else { "  " };
            line += &match words.contains(&column) {
                true => format!("{gap}{cell:width$}"),
                false => format!("{gap}{cell:>width$}"),
            };
        }
        text += line.trim_end();
        text.push('\n');
    }
    text
}

fn row(document: &Document) -> Option<[String; HEAD.len()]> {
    let word = |word: &str| {
        let mut row = [const { String::new() }; HEAD.len()];
        row[0].clone_from(&document.file);
        row[1] = word.to_owned();
        Some(row)
    };
    let reading = match &document.outcome {
        Outcome::Skipped => return None,
        Outcome::Crashed { .. } => return word("crash"),
        Outcome::TimedOut { .. } => return word("late"),
        Outcome::Read(reading) => reading,
    };
    let is_read = match (reading.is_read(), reading.differences.is_empty()) {
        (true, true) => "yes",
        (true, false) => "partly",
        (false, _) => "no",
    };
    Some([
        document.file.clone(),
        is_read.to_owned(),
        reading.errors.values().sum::<usize>().to_string(),
        reading.approximated().to_string(),
        reading.dropped().to_string(),
        reading.operations.to_string(),
        reading.schemas.to_string(),
        format!("{:.1}", reading.milliseconds),
        format!("{:.1}", reading.speed()),
    ])
}
