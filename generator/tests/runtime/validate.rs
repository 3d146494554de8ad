//! What is sent is checked: each rule on each side of its edge, through every container, at the right path.

use std::collections::{BTreeMap, HashMap};

use serde::Serialize;
use serde_json::{Value, json};

use crate::runtime::error::Breach;
use crate::runtime::one_or_many::OneOrMany;
use crate::runtime::patch::Patch;
use crate::runtime::secret::Secret;
use crate::runtime::validate::{Check, Rule, Validate, check_body, check_value};

/// The breaches of a value that stands at `x`, as they are shown.
fn shown(rules: &[Rule], value: &impl Validate) -> Vec<String> {
    check_body(&Holder { rules, value })
        .iter()
        .map(Breach::to_string)
        .collect()
}

#[derive(Serialize)]
struct Holder<'a, T> {
    #[serde(skip)]
    rules: &'a [Rule],
    value: &'a T,
}

impl<T: Validate> Validate for Holder<'_, T> {
    fn check(&self, check: &mut Check) {
        check.member("x", self.value, self.rules);
    }
}

#[track_caller]
fn keeps(rule: Rule, value: impl Validate) {
    assert_eq!(shown(&[rule], &value), [""; 0]);
}

#[track_caller]
fn breaks(rule: Rule, value: impl Validate, message: &str) {
    assert_eq!(shown(&[rule], &value), [message]);
}

#[test]
fn strings() {
    keeps(Rule::MinLength(3), "äöü");
    breaks(
        Rule::MinLength(4),
        "äöü",
        "x must have at least 4 characters",
    );
    breaks(Rule::MinLength(1), "", "x must have at least 1 character");
    keeps(Rule::MaxLength(3), "äöü");
    breaks(
        Rule::MaxLength(2),
        String::from("äöü"),
        "x must have at most 2 characters",
    );
    breaks(
        Rule::MaxLength(2),
        Secret::new("abc"),
        "x must have at most 2 characters",
    );
    breaks(
        Rule::MaxLength(2),
        json!("abc"),
        "x must have at most 2 characters",
    );
}

#[test]
fn patterns() {
    let id = Rule::pattern("^[A-Za-z0-9._~-]+$");
    keeps(id, "my-service");
    breaks(id, "my service", "x must match `^[A-Za-z0-9._~-]+$`");
    breaks(id, "", "x must match `^[A-Za-z0-9._~-]+$`");

    // As in JSON Schema, a pattern is not anchored, and the one that the description has is the one shown.
    keeps(Rule::pattern("b"), "abc");
    breaks(
        Rule::pattern_as("[0-9]", "\\d"),
        "abc",
        "x must match `\\d`",
    );
    // The same pattern again comes from the cache; a broken one holds nobody up.
    keeps(id, "again");
    keeps(Rule::pattern("("), "abc");
}

#[test]
fn integers_are_compared_exactly() {
    keeps(Rule::Minimum(1.0), 1_u8);
    breaks(Rule::Minimum(1.0), 0_u8, "x must be at least 1");
    keeps(Rule::Minimum(0.5), 1_i32);
    breaks(Rule::Minimum(0.5), 0_i32, "x must be at least 0.5");
    breaks(Rule::Minimum(-0.5), -1_i64, "x must be at least -0.5");
    keeps(Rule::Minimum(-0.5), 0_i64);
    keeps(Rule::Maximum(50.0), 50_i64);
    breaks(Rule::Maximum(50.0), 51_i64, "x must be at most 50");
    keeps(Rule::ExclusiveMinimum(0.0), 1_i64);
    breaks(
        Rule::ExclusiveMinimum(0.0),
        0_i64,
        "x must be greater than 0",
    );
    keeps(Rule::ExclusiveMaximum(10.0), 9_i64);
    breaks(
        Rule::ExclusiveMaximum(10.0),
        10_i64,
        "x must be less than 10",
    );

    // 2^53 + 1 is no f64: rounded, it would equal the bound.
    let two_53 = 9_007_199_254_740_992.0;
    breaks(
        Rule::Maximum(two_53),
        9_007_199_254_740_993_i64,
        "x must be at most 9007199254740992",
    );
    keeps(Rule::ExclusiveMinimum(two_53), 9_007_199_254_740_993_u64);
    breaks(
        Rule::Maximum(two_53),
        json!(9_007_199_254_740_993_i64),
        "x must be at most 9007199254740992",
    );
    keeps(Rule::Maximum(1e300), u64::MAX);
    keeps(Rule::Minimum(-1e300), i64::MIN);
    breaks(
        Rule::Minimum(1e21),
        u64::MAX,
        "x must be at least 1000000000000000000000",
    );
}

#[test]
fn floats() {
    keeps(Rule::Minimum(0.1), 0.1);
    keeps(Rule::Maximum(0.1), 0.1_f32);
    breaks(Rule::Maximum(0.1), 0.2_f32, "x must be at most 0.1");
    breaks(Rule::Minimum(0.1), 0.0999, "x must be at least 0.1");
    breaks(Rule::ExclusiveMaximum(1.0), 1.0, "x must be less than 1");
    breaks(Rule::Maximum(1.0), json!(1.5), "x must be at most 1");
    breaks(Rule::Maximum(1.0), f64::NAN, "x must be at most 1");
    breaks(Rule::Maximum(1.0), f64::INFINITY, "x must be at most 1");
}

#[test]
fn multiples() {
    keeps(Rule::MultipleOf(5.0), 10_i64);
    keeps(Rule::MultipleOf(5.0), 0_i64);
    keeps(Rule::MultipleOf(5.0), -10_i64);
    breaks(Rule::MultipleOf(5.0), 11_i64, "x must be a multiple of 5");
    breaks(
        Rule::MultipleOf(2.0),
        9_007_199_254_740_993_i64,
        "x must be a multiple of 2",
    );
    keeps(Rule::MultipleOf(0.5), 3_i64);
    breaks(Rule::MultipleOf(1.5), 4_i64, "x must be a multiple of 1.5");

    // 0.3 / 0.1 and 1.1 / 0.01 are not whole in binary.
    keeps(Rule::MultipleOf(0.1), 0.3);
    keeps(Rule::MultipleOf(0.01), 1.1);
    keeps(Rule::MultipleOf(0.01), 123_456.78);
    keeps(Rule::MultipleOf(0.01), 0.07_f32);
    breaks(Rule::MultipleOf(0.1), 0.35, "x must be a multiple of 0.1");
    breaks(
        Rule::MultipleOf(0.01),
        1.105,
        "x must be a multiple of 0.01",
    );
    breaks(Rule::MultipleOf(0.0), 1.0, "x must be a multiple of 0");
    breaks(Rule::MultipleOf(0.0), 1_i64, "x must be a multiple of 0");
}

#[test]
fn lists() {
    keeps(Rule::MinItems(1), vec![1]);
    breaks(
        Rule::MinItems(1),
        Vec::<u8>::new(),
        "x must have at least 1 item",
    );
    breaks(Rule::MinItems(2), vec![1], "x must have at least 2 items");
    keeps(Rule::MaxItems(2), vec![1, 2]);
    breaks(
        Rule::MaxItems(2),
        vec![1, 2, 3],
        "x must have at most 2 items",
    );
    breaks(Rule::MinItems(1), json!([]), "x must have at least 1 item");

    keeps(Rule::UniqueItems, vec!["a", "A"]);
    breaks(
        Rule::UniqueItems,
        vec!["a", "b", "a"],
        "x must not have the same item twice",
    );
    breaks(
        Rule::UniqueItems,
        json!([{"a": 1, "b": 2}, {"b": 2, "a": 1}]),
        "x must not have the same item twice",
    );

    let items = Rule::Items(&[Rule::MinLength(2), Rule::MaxLength(3)]);
    keeps(items, vec!["aa", "aaa"]);
    assert_eq!(
        shown(&[items], &vec!["aa", "a", "aaaa"]),
        [
            "x[1] must have at least 2 characters",
            "x[2] must have at most 3 characters"
        ]
    );
    let nested = Rule::Items(&[Rule::MinItems(1), Rule::Items(&[Rule::Maximum(5.0)])]);
    assert_eq!(
        shown(&[nested], &vec![vec![], vec![5, 6]]),
        [
            "x[0] must have at least 1 item",
            "x[1][1] must be at most 5"
        ]
    );
}

#[test]
fn maps() {
    let map = BTreeMap::from([("X-Env", ""), ("bad name", "b")]);
    keeps(Rule::MinProperties(2), map.clone());
    breaks(
        Rule::MinProperties(3),
        map.clone(),
        "x must have at least 3 entries",
    );
    breaks(
        Rule::MaxProperties(1),
        map.clone(),
        "x must have at most 1 entry",
    );
    breaks(
        Rule::MinProperties(1),
        json!({}),
        "x must have at least 1 entry",
    );
    breaks(
        Rule::Keys(const { &[Rule::pattern("^[A-Za-z-]+$")] }),
        map.clone(),
        "x[\"bad name\"] must match `^[A-Za-z-]+$`",
    );
    breaks(
        Rule::Values(&[Rule::MinLength(1)]),
        map.clone(),
        "x.X-Env must have at least 1 character",
    );

    // A hash map is reported in order all the same.
    let map: HashMap<String, u8> = (b'a'..=b'j')
        .map(|name| (char::from(name).to_string(), name))
        .collect();
    let found = shown(&[Rule::Values(&[Rule::Maximum(99.0)])], &map);
    let expected: Vec<String> = ('d'..='j')
        .map(|name| format!("x.{name} must be at most 99"))
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn what_is_not_there_breaks_no_rule() {
    keeps(Rule::MinItems(1), None::<Vec<String>>);
    keeps(Rule::MinItems(1), Patch::<Vec<String>>::Absent);
    keeps(Rule::MinItems(1), Patch::<Vec<String>>::Null);
    keeps(Rule::MinItems(1), Value::Null);
    breaks(
        Rule::MinItems(1),
        Some(Vec::<String>::new()),
        "x must have at least 1 item",
    );
    breaks(
        Rule::MinItems(1),
        Patch::Value(Vec::<String>::new()),
        "x must have at least 1 item",
    );
    breaks(
        Rule::MinItems(1),
        Box::new(&Some(Vec::<String>::new())),
        "x must have at least 1 item",
    );
}

#[test]
fn a_rule_for_another_type_is_kept() {
    keeps(Rule::MinLength(9), 1);
    keeps(Rule::MinItems(9), "a");
    keeps(Rule::Minimum(9.0), "a");
    keeps(Rule::MinLength(9), true);
    keeps(Rule::MinLength(9), ());
    keeps(Rule::MinProperties(9), json!([1]));
}

// --- models, written as the generator writes them

#[derive(Serialize)]
struct CreateWebhook {
    url: String,
    event_types: Vec<EventType>,
    #[serde(skip_serializing_if = "Option::is_none")]
    client_id: Option<String>,
    #[serde(skip_serializing_if = "Patch::is_absent")]
    limits: Patch<Limits>,
    #[serde(skip_serializing_if = "Option::is_none")]
    children: Option<Vec<BTreeMap<String, Box<CreateWebhook>>>>,
}

impl Validate for CreateWebhook {
    fn check(&self, check: &mut Check) {
        check.member("event_types", &self.event_types, &[Rule::MinItems(1)]);
        check.member("client_id", &self.client_id, &[Rule::pattern("^[a-z]+$")]);
        check.member("limits", &self.limits, &[Rule::MaxProperties(1)]);
        check.member("children", &self.children, &[Rule::MaxItems(3)]);
    }
}

#[derive(Serialize)]
struct EventType(&'static str);

impl Validate for EventType {}

#[derive(Serialize)]
struct Limits {
    rate: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    burst: Option<u32>,
}

impl Validate for Limits {
    fn check(&self, check: &mut Check) {
        check.member("rate", &self.rate, &[Rule::ExclusiveMinimum(0.0)]);
    }
}

fn webhook() -> CreateWebhook {
    CreateWebhook {
        url: String::from("https://example.com"),
        event_types: vec![EventType("message.received")],
        client_id: None,
        limits: Patch::Absent,
        children: None,
    }
}

#[test]
fn a_model_that_keeps_its_rules() {
    assert_eq!(check_body(&webhook()), []);
}

#[test]
fn every_breach_is_reported_with_its_path_and_rule() {
    let child = CreateWebhook {
        event_types: vec![],
        ..webhook()
    };
    let webhook = CreateWebhook {
        client_id: Some(String::from("A")),
        limits: Patch::Value(Limits {
            rate: 0.0,
            burst: Some(1),
        }),
        children: Some(vec![
            BTreeMap::new(),
            BTreeMap::from([(String::from("a b"), Box::new(child))]),
        ]),
        ..webhook()
    };
    assert_eq!(
        check_body(&webhook),
        [
            Breach::new("client_id", "pattern", "must match `^[a-z]+$`"),
            Breach::new("limits", "maxProperties", "must have at most 1 entry"),
            Breach::new("limits.rate", "exclusiveMinimum", "must be greater than 0"),
            Breach::new(
                "children[1][\"a b\"].event_types",
                "minItems",
                "must have at least 1 item"
            ),
        ]
    );
}

#[test]
fn a_list_is_a_body_too() {
    let bodies = [
        webhook(),
        CreateWebhook {
            event_types: vec![],
            ..webhook()
        },
    ];
    assert_eq!(
        check_body(&bodies[..]),
        [Breach::new(
            "[1].event_types",
            "minItems",
            "must have at least 1 item"
        )]
    );
}

#[derive(Default, Serialize)]
struct UpdateHeaders {
    #[serde(skip_serializing_if = "Option::is_none")]
    headers: Option<BTreeMap<String, String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    remove_headers: Option<Vec<String>>,
}

impl Validate for UpdateHeaders {
    fn check(&self, check: &mut Check) {
        const MEMBERS: &[&str] = &["headers", "remove_headers"];
        check.object(
            self,
            &[
                Rule::MinProperties(1),
                Rule::Disjoint {
                    members: MEMBERS,
                    ignore_case: true,
                },
                Rule::MaxTotal {
                    members: MEMBERS,
                    max: 3,
                },
            ],
        );
    }
}

fn update(headers: &[&str], remove: &[&str]) -> UpdateHeaders {
    UpdateHeaders {
        headers: Some(
            headers
                .iter()
                .map(|name| ((*name).to_owned(), String::new()))
                .collect(),
        ),
        remove_headers: Some(remove.iter().map(|name| (*name).to_owned()).collect()),
    }
}

#[test]
fn rules_between_members() {
    assert_eq!(check_body(&update(&["A", "B"], &["C"])), []);
    assert_eq!(
        check_body(&UpdateHeaders::default()),
        [Breach::new(
            "",
            "minProperties",
            "must have at least 1 entry"
        )]
    );
    assert_eq!(
        check_body(&update(&["X-Env", "B"], &["x-env"])),
        [Breach::new(
            "headers",
            "disjoint",
            "must not name the same entry as `remove_headers`: X-Env"
        )]
    );
    assert_eq!(
        check_body(&update(&["A", "B"], &["C", "D"])),
        [Breach::new(
            "headers",
            "max_total",
            "must have at most 3 items together with `remove_headers`"
        )]
    );
    assert_eq!(
        check_body(&update(&[], &["A", "B", "C", "D"])),
        [Breach::new(
            "remove_headers",
            "max_total",
            "must have at most 3 items together with `headers`"
        )]
    );
}

#[test]
fn rules_between_members_of_a_nested_value() {
    const EXACT: Rule = Rule::Disjoint {
        members: &["a", "b", "c"],
        ignore_case: false,
    };

    keeps(EXACT, json!({"a": ["x"], "b": ["X"], "c": 5}));
    assert_eq!(
        shown(
            &[EXACT],
            &json!({"a": ["x", "y", "z"], "b": {"x": 1, "z": 2}, "c": ["y"]})
        ),
        [
            "x.a must not name the same entry as `b`: x, z",
            "x.a must not name the same entry as `c`: y"
        ]
    );
}

#[test]
fn a_total_counts_items_of_any_type() {
    const MEMBERS: &[&str] = &["a", "b", "c"];
    let total = |max| Rule::MaxTotal {
        members: MEMBERS,
        max,
    };

    keeps(
        total(4),
        json!({"a": [1, {}], "b": {"x": 1, "y": 2}, "c": null}),
    );
    breaks(
        total(1),
        json!({"b": [1, {}], "d": [1]}),
        "x.b must have at most 1 item together with `a` and `c`",
    );
}

#[test]
fn parameters_are_checked_as_values() {
    let mut breaches = Vec::new();
    let rules = [Rule::Minimum(1.0), Rule::Maximum(50.0)];
    check_value(&rules, &json!(7), "limit", &mut breaches);
    assert_eq!(breaches, []);
    check_value(&rules, &json!(51), "limit", &mut breaches);
    check_value(
        &[Rule::Items(&[Rule::MinLength(1)])],
        &json!(["a", ""]),
        "labels",
        &mut breaches,
    );
    assert_eq!(
        breaches,
        [
            Breach::new("limit", "maximum", "must be at most 50"),
            Breach::new("labels[1]", "minLength", "must have at least 1 character"),
        ]
    );
}

/// One class of characters is matched by hand; it must be what the regular expression says.
#[test]
fn classes_of_characters_match_as_their_regular_expressions_do() {
    let sets = [
        "[a-z]",
        "[A-Za-z0-9]",
        "[A-Za-z0-9._~-]",
        "[-a]",
        "[a-]",
        "[a-c-]",
        r"[\-a]",
        r"[a\-z]",
        r"[\w-]",
        r"[\d]",
        r"[a\]]",
        "[0-9a-fA-F]",
        "[^a]",
        "[a&&b]",
        "[é]",
        "[a-é]",
        "[ -~]",
        "[A-Za-z0-9._~-]",
        "[!#$%&'*+.^_`|~-]",
        "[a~~b]",
        "[!--]",
        "[a-c-e]",
        "[.]",
        r"[\.]",
        "[]a]",
        "[[a]",
        "[z-a]",
        "[*+?{}$]",
        "[a-zA-Z",
    ];
    let counts = [
        "", "?", "*", "+", "{2}", "{2,}", "{1,3}", "{0,2}", "+?", "{,2}", "{2", "+x", "{1,3}{2}",
    ];
    let texts = [
        "", "a", "z", "-", "]", "[", "&", "^", "aa", "a-", "-a", "az", "abc", "abcd", "é", "aé",
        "A9", "0", "09", "_", ".", "~", " ", "a\n", "\u{7f}", "\\", "$", "{}", "a b", "z9Z_", "m",
        "d", "e",
    ];
    let mut compared = 0;
    for set in sets {
        for count in counts {
            for end in ["$", ""] {
                let pattern: &'static str = format!("^{set}{count}{end}").leak();
                let Ok(regex) = regex_lite::Regex::new(pattern) else {
                    continue;
                };
                for text in texts {
                    let is_broken = |rule: Rule| {
                        let mut breaches = Vec::new();
                        check_value(&[rule], &json!(text), "text", &mut breaches);
                        !breaches.is_empty()
                    };
                    let is_match = !is_broken(Rule::pattern(pattern));
                    assert_eq!(is_match, regex.is_match(text), "{pattern} {text:?}");
                    compared += 1;
                }
            }
        }
    }
    assert!(compared > 10_000, "{compared}");
}

#[test]
fn members_that_others_need() {
    let rule = Rule::DependentRequired {
        member: "card",
        needs: &["holder", "expiry"],
    };
    let faults = |value: Value| {
        let mut breaches = Vec::new();
        check_value(&[rule], &value, "", &mut breaches);
        let told = breaches.iter().map(|breach| breach.to_string());
        told.collect::<Vec<String>>()
    };
    assert_eq!(faults(json!({"holder": "A"})), [""; 0]);
    assert_eq!(
        faults(json!({"card": 1, "holder": "A", "expiry": null})),
        [""; 0]
    );
    assert_eq!(
        faults(json!({"card": 1, "holder": "A"})),
        ["expiry is required beside `card`"]
    );
}

#[test]
fn rules_of_items_hold_for_one_too() {
    const RULES: &[Rule] = &[Rule::MinItems(1), Rule::Items(&[Rule::MinLength(2)])];
    let one: OneOrMany<String> = "a".into();
    assert_eq!(shown(RULES, &one), ["x must have at least 2 characters"]);
    let many: OneOrMany<String> = ["ab", "b"].into();
    assert_eq!(
        shown(RULES, &many),
        ["x[1] must have at least 2 characters"]
    );
    let none = OneOrMany::<String>::Many(Vec::new());
    assert_eq!(shown(RULES, &none), ["x must have at least 1 item"]);
}

#[test]
fn each_place_of_a_tuple_has_its_rules() {
    const RULES: &[Rule] = &[Rule::Places(&[&[], &[Rule::Minimum(1.0)]])];
    assert_eq!(shown(RULES, &("", 0)), ["x[1] must be at least 1"]);
    assert_eq!(shown(RULES, &("", 1)), [""; 0]);
}
