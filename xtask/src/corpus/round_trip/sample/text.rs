//! A stock of texts.

/// Texts of a format.
pub(super) fn of_format(format: &str) -> Option<&'static [&'static str]> {
    Some(match format {
        "date-time" => &[
            "2024-02-29T12:34:56Z",
            "1999-12-31T23:59:59.123456Z",
            "2021-06-01T00:00:00+05:30",
            "1970-01-01T00:00:00-08:00",
        ],
        "date" => &["2024-02-29", "1999-12-31"],
        "time" => &["12:34:56Z", "00:00:00.5+01:00"],
        "duration" => &["P1DT2H", "PT0S", "P3W", "P1Y2M"],
        "uuid" => &[
            "f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
            "0B7F1C2A-7DEC-11D0-A765-00A0C91E6BF6",
        ],
        "ipv4" => &["192.0.2.1", "0.0.0.0"],
        "ipv6" => &["2001:db8::1", "::", "2001:0DB8:0:0:0:0:0:2"],
        "byte" => &["aGVsbG8=", "", "+/8="],
        "base64url" => &["aGVsbG8", "-_8"],
        _ => return None,
    })
}

/// Texts of a length.
pub(super) fn of_length(least: usize, most: usize) -> Vec<String> {
    const TEXTS: [&str; 4] = [
        "text",
        "Größe ✓ \"quoted\"\n",
        "",
        "https://example.com/a?b=c",
    ];
    let fits = |text: &&str| (least..=most).contains(&text.chars().count());
    let mut texts: Vec<String> = TEXTS.into_iter().filter(fits).map(str::to_owned).collect();
    if least > 0 {
        texts.push("a".repeat(least));
    }
    if most < 1000 && most > least {
        texts.push("é".repeat(most));
    }
    if texts.is_empty() {
        texts.push("a".repeat(least));
    }
    texts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_kept() {
        for (least, most) in [
            (0, 0),
            (3, 3),
            (0, usize::MAX),
            (5, 9),
            (0, 2),
            (2000, 2000),
        ] {
            let texts = of_length(least, most);
            assert!(!texts.is_empty());
            for text in texts {
                assert!((least..=most).contains(&text.chars().count()), "{text}");
            }
        }
    }
}
