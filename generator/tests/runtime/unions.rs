//! Unions that nothing names, and the values that are one of several things.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Value, from_value, json, to_value};

use crate::runtime::arms::{arm, rest};
use crate::runtime::members::Members;
use crate::runtime::object::object;
use crate::runtime::one_or_many::OneOrMany;
use crate::runtime::rule::Rule;
use crate::runtime::union::{Tagged, arms, one_of, with_tag};
use crate::runtime::validate::check_body;

#[derive(Debug, PartialEq, Deserialize)]
struct Cat {
    name: String,
    lives: Option<u8>,
}

#[derive(Debug, PartialEq, Deserialize)]
struct Dog {
    name: String,
    kind: Option<String>,
    trained: Option<bool>,
}

#[derive(Debug, PartialEq)]
struct Cage {
    size: u8,
    others: BTreeMap<String, Value>,
}

impl<'de> Deserialize<'de> for Cage {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut members = Members::read(deserializer)?;
        Ok(Self {
            size: members.required("size")?,
            others: members.rest()?,
        })
    }
}

#[derive(Debug, PartialEq)]
enum Pet {
    Flag(bool),
    Number(i64),
    Cat(Cat),
    Dog(Dog),
    Cage(Cage),
    Cats(Vec<Cat>),
    Dogs(Vec<Dog>),
    Text(String),
    Counts(BTreeMap<String, i64>),
    Json(Value),
}

impl<'de> Deserialize<'de> for Pet {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        one_of(
            deserializer,
            "Pet",
            &[
                &arm("Flag", Self::Flag),
                &arm("Number", Self::Number),
                &arm("Cat", Self::Cat),
                &arm("Dog", Self::Dog).fixed(&[("kind", &["dog", "hound"])]),
                &arm("Cage", Self::Cage),
                &arm("Cats", Self::Cats),
                &arm("Dogs", Self::Dogs),
                &arm("Text", Self::Text),
                &arm("Counts", Self::Counts),
                &rest("Json", Self::Json),
            ],
        )
    }
}

fn pet(value: Value) -> Pet {
    from_value(value).unwrap()
}

#[test]
fn the_look_of_a_value_tells_its_type() {
    assert_eq!(pet(json!(true)), Pet::Flag(true));
    assert_eq!(pet(json!(7)), Pet::Number(7));
    assert_eq!(pet(json!("a")), Pet::Text("a".to_owned()));
    assert_eq!(
        pet(json!({"a": 1})),
        Pet::Counts([("a".to_owned(), 1)].into())
    );
    assert_eq!(pet(json!(1.5)), Pet::Json(json!(1.5)));
    assert_eq!(pet(json!(null)), Pet::Json(json!(null)));
    assert!(matches!(pet(json!({"size": 1, "a": "b"})), Pet::Cage(_)));
}

#[test]
fn the_type_that_names_most_members_is_taken() {
    assert!(matches!(pet(json!({"name": "a"})), Pet::Cat(_)));
    assert!(matches!(pet(json!({"name": "a", "lives": 9})), Pet::Cat(_)));
    assert!(matches!(
        pet(json!({"name": "a", "trained": true})),
        Pet::Dog(_)
    ));
    // A member that nobody knows yet changes nothing.
    assert!(matches!(
        pet(json!({"name": "a", "trained": true, "new": 1})),
        Pet::Dog(_)
    ));
    assert!(matches!(
        pet(json!([{"name": "a", "lives": 9}])),
        Pet::Cats(_)
    ));
    assert!(matches!(
        pet(json!([{"name": "a", "trained": true}])),
        Pet::Dogs(_)
    ));
}

#[test]
fn a_text_that_another_type_has_speaks_against_one() {
    assert!(matches!(
        pet(json!({"name": "a", "kind": "hound"})),
        Pet::Dog(_)
    ));
    // `kind` is no member of a cat, but a dog would have another.
    assert!(matches!(
        pet(json!({"name": "a", "kind": "cat"})),
        Pet::Cat(_)
    ));
}

#[derive(Debug, PartialEq)]
enum Strict {
    Cat(Cat),
    Cats(Vec<Cat>),
}

impl<'de> Deserialize<'de> for Strict {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let arms: &[&dyn crate::runtime::arms::Attempt<Self>] =
            &[&arm("Cat", Self::Cat), &arm("Cats", Self::Cats)];
        Tagged::maybe(deserializer, "type")?.one_of("Strict", arms)
    }
}

#[test]
fn each_type_says_why_it_does_not_fit() {
    let error = from_value::<Strict>(json!({"name": 1})).unwrap_err();
    let expected = "no type of Strict fits: Cat: at `name`: invalid type: integer `1`, expected a string; \
                    Cats: expected an array, got an object";
    assert_eq!(error.to_string(), expected);
}

#[derive(Serialize)]
struct Bare {
    name: &'static str,
}

#[test]
fn a_tag_is_written_beside_what_does_not_have_it() {
    let written = with_tag(
        serde_json::value::Serializer,
        "type",
        "cat",
        &Bare { name: "a" },
    );
    assert_eq!(written.unwrap(), json!({"name": "a", "type": "cat"}));
}

#[test]
fn one_or_many_stand_for_themselves() {
    for value in [json!("a"), json!(["a", "b"]), json!([])] {
        let decoded: OneOrMany<String> = from_value(value.clone()).unwrap();
        assert_eq!(to_value(&decoded).unwrap(), value);
    }
    assert_eq!(OneOrMany::<String>::from("a").as_slice(), ["a"]);
    assert_eq!(OneOrMany::<String>::from(["a", "b"]).into_vec(), ["a", "b"]);
    let error = from_value::<OneOrMany<String>>(json!(["a", 1])).unwrap_err();
    assert!(error.to_string().starts_with("at `[1]`: "), "{error}");
}

#[derive(Debug, PartialEq, Deserialize)]
struct Words {
    allowed: Option<Vec<String>>,
}

#[derive(Debug, PartialEq, Deserialize)]
struct Patterns {
    regex: Option<Vec<String>>,
}

#[derive(Debug, PartialEq, Deserialize)]
struct Filter<T> {
    name: Option<String>,
    rule: Option<T>,
}

#[derive(Debug, PartialEq)]
enum AnyFilter {
    Words(Filter<Words>),
    Patterns(Filter<Patterns>),
}

arms!(AnyFilter {
    Words(Filter<Words>),
    Patterns(Filter<Patterns>),
} => Deserialize);

#[derive(Debug, PartialEq)]
enum Either {
    Left(Filter<AnyFilter>),
    Right(Filter<Cat>),
}

arms!(Either {
    Left(Filter<AnyFilter>),
    Right(Filter<Cat>),
} => Deserialize);

#[test]
fn what_is_left_out_further_inside_counts() {
    let filter = |value: Value| from_value::<AnyFilter>(value).unwrap();
    let words = filter(json!({"rule": {"allowed": ["a"]}}));
    assert!(matches!(words, AnyFilter::Words(_)));
    let patterns = filter(json!({"name": "x", "rule": {"regex": ["a"]}}));
    assert!(
        matches!(patterns, AnyFilter::Patterns(Filter { rule: Some(rule), .. }) if rule.regex.is_some())
    );
    // What nobody names changes nothing.
    let neither = filter(json!({"rule": {"new": 1}}));
    assert!(matches!(neither, AnyFilter::Words(_)));
    // A union inside a union tells what it leaves out.
    let inside = json!({"rule": {"name": "x", "rule": {"regex": []}}});
    assert!(matches!(from_value(inside).unwrap(), Either::Left(_)));
    let right = json!({"rule": {"name": "x", "lives": 9}});
    assert!(matches!(from_value(right).unwrap(), Either::Right(_)));
}

#[derive(Debug, PartialEq, Deserialize)]
enum Spelled {
    Plain,
    Of(i64),
}

#[derive(Debug, PartialEq, Deserialize)]
struct Elsewhere {
    by_number: BTreeMap<u16, (i64, i64)>,
    spelled: Vec<Spelled>,
}

#[test]
fn types_from_elsewhere_are_read_as_serde_json_reads_them() {
    let read = |value: &Value| crate::runtime::value::decode::<Elsewhere>(value);
    let good = json!({"by_number": {"7": [1, 2]}, "spelled": ["Plain", {"Of": 3}]});
    let expected = Elsewhere {
        by_number: [(7, (1, 2))].into(),
        spelled: vec![Spelled::Plain, Spelled::Of(3)],
    };
    assert_eq!(read(&good), Ok(expected));
    let refused = |value: Value| read(&value).unwrap_err();
    let too_long = json!({"by_number": {"7": [1, 2, 3]}, "spelled": []});
    assert_eq!(
        refused(too_long),
        "at `by_number.7`: invalid length 3, expected fewer elements in array"
    );
    let no_number = json!({"by_number": {"x": [1, 2]}, "spelled": []});
    assert_eq!(
        refused(no_number),
        "at `by_number.x`: invalid type: string \"x\", expected u16"
    );
    let null = json!({"by_number": {"7": [1, null]}, "spelled": []});
    assert_eq!(
        refused(null),
        "at `by_number.7[1]`: invalid type: null, expected i64"
    );
}

#[derive(Debug, PartialEq)]
enum Size {
    Whole(i64),
    Name(String),
    Sizes(BTreeMap<String, i64>),
    Json(Value),
}

arms!(Size {
    Whole(i64) rules(&[Rule::MaxLength(0)]),
    Name(String, &str) rules(&[Rule::MaxLength(3)]),
    Sizes(BTreeMap<String, i64>) tag("kind", "sizes"),
    Json = rest,
} => Serialize, Deserialize, Validate);

#[test]
fn a_type_becomes_the_union_that_has_it() {
    assert_eq!(Size::from(1), Size::Whole(1));
    assert_eq!(Size::from("xl"), Size::Name("xl".to_owned()));
    let name: Size = "xl".to_owned().into();
    assert_eq!(to_value(&name).unwrap(), json!("xl"));
    assert_eq!(check_body(&name).len(), 0);
    assert_eq!(check_body(&Size::from("long")).len(), 1);
    let sizes = Size::from(BTreeMap::from([("a".to_owned(), 1)]));
    assert_eq!(to_value(&sizes).unwrap(), json!({"a": 1, "kind": "sizes"}));
    let read = |value: Value| from_value::<Size>(value).unwrap();
    assert_eq!(read(json!(7)), Size::Whole(7));
    assert_eq!(
        read(json!({"a": 7})),
        Size::Sizes([("a".to_owned(), 7)].into())
    );
    assert_eq!(read(json!([null])), Size::Json(json!([null])));
}

/// Structs as generated code has them: objects and nothing else.
mod objects {
    use super::*;

    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(remote = "Self")]
    struct Negated {
        neg: Inner,
    }

    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(remote = "Self")]
    struct Inner {
        of: i64,
    }

    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(remote = "Self")]
    struct Search {
        must: Option<i64>,
    }

    object!(Negated => Deserialize);
    object!(Inner => Deserialize);
    object!(Search => Deserialize);

    #[derive(Debug, PartialEq)]
    enum Rule {
        Search(Search),
        Negated(Negated),
    }

    arms!(Rule {
        Search(Search),
        Negated(Negated),
    } => Deserialize);

    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(remote = "Self")]
    struct Brief {
        name: String,
    }

    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(remote = "Self")]
    struct Full {
        name: String,
        rules: Vec<Inner>,
    }

    object!(Brief => Deserialize);
    object!(Full => Deserialize);

    #[derive(Debug, PartialEq)]
    enum Report {
        Brief(Brief),
        Full(Full),
    }

    arms!(Report {
        Brief(Brief),
        Full(Full),
    } => Deserialize);

    #[test]
    fn what_is_read_in_part_is_less_left_out_than_what_is_not_read() {
        let rules = json!([{"of": 1, "a": 1, "b": 2}, {"of": 2, "c": [3]}]);
        let report = from_value(json!({"name": "n", "rules": rules})).unwrap();
        assert!(
            matches!(&report, Report::Full(full) if full.rules.len() == 2),
            "{report:?}"
        );
        let report = from_value(json!({"name": "n", "other": 1})).unwrap();
        assert!(matches!(report, Report::Brief(_)), "{report:?}");
    }

    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(remote = "Self")]
    struct Sent {
        service: String,
    }

    object!(Sent => Deserialize);

    #[derive(Debug, PartialEq)]
    enum Letter {
        Plain(Full),
        Sent(Sent),
    }

    arms!(Letter {
        Plain(Full),
        Sent(Sent) fixed(&[("service", &["registered"])]),
    } => Deserialize);

    #[test]
    fn a_text_that_only_one_type_has_tells_more_than_what_is_left_out() {
        let letter = json!({"service": "registered", "name": "n", "rules": [{"of": 1}]});
        let letter = from_value::<Letter>(letter).unwrap();
        assert!(matches!(letter, Letter::Sent(_)), "{letter:?}");
        let letter = json!({"service": "new", "name": "n", "rules": [{"of": 1}]});
        let letter = from_value::<Letter>(letter).unwrap();
        assert!(matches!(letter, Letter::Plain(_)), "{letter:?}");
    }

    #[test]
    fn the_type_that_names_a_member_is_taken_however_much_it_leaves_out_within() {
        let more = json!({"neg": {"of": 1, "more": 2, "most": 3}, "other": 4});
        let negated = Rule::Negated(Negated {
            neg: Inner { of: 1 },
        });
        assert_eq!(from_value::<Rule>(more).unwrap(), negated);
        let search = Rule::Search(Search { must: Some(1) });
        let must = json!({"must": 1, "other": {}});
        assert_eq!(from_value::<Rule>(must).unwrap(), search);
    }
}

// --- unions within unions

#[derive(Debug)]
enum Nest {
    And(Left),
    Or(Right),
}

#[derive(Debug, Deserialize)]
struct Left {
    inner: Option<Box<Nest>>,
    #[serde(rename = "left")]
    _left: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Right {
    inner: Option<Box<Nest>>,
    #[serde(rename = "right")]
    _right: Option<String>,
}

impl<'de> Deserialize<'de> for Nest {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let arms: &[&dyn crate::runtime::arms::Attempt<Self>] =
            &[&arm("And", Self::And), &arm("Or", Self::Or)];
        one_of(deserializer, "Nest", arms)
    }
}

fn nested(depth: usize, innermost: Value) -> Value {
    (0..depth).fold(innermost, |inner, _| json!({ "inner": inner }))
}

/// Each level doubles the attempts: all of them would take longer than anybody lives.
#[test]
fn types_within_each_other_are_not_tried_for_ever() {
    for innermost in [
        json!({ "inner": 1 }),
        json!({ "inner": 1, "left": 1, "right": 1 }),
    ] {
        let error = from_value::<Nest>(nested(100, innermost)).unwrap_err();
        let text = error.to_string();
        assert!(text.contains("no type of Nest fits"), "{text}");
        assert!(text.len() < 10_000, "{}", text.len());
    }
    // Each type leaves something out, so that none is at once the best.
    let strange = nested(100, json!({ "other": { "more": [1, 2, 3] } }));
    let text = strange.to_string();
    let _ = serde_json::from_str::<Nest>(&text).map_err(|error| error.to_string());
    // What fits is found, however deep it is.
    let mut found = &from_value::<Nest>(nested(100, json!({ "right": "x" }))).unwrap();
    let mut depth = 0;
    while let Nest::And(Left {
        inner: Some(inner), ..
    })
    | Nest::Or(Right {
        inner: Some(inner), ..
    }) = found
    {
        found = inner;
        depth += 1;
    }
    assert_eq!(depth, 100);
    assert!(matches!(found, Nest::Or(_)), "{found:?}");
}

/// A union within another one: how much it leaves out shows when it is decoded.
#[test]
fn a_union_within_that_names_more_is_taken() {
    #[derive(Debug, PartialEq, Deserialize)]
    struct Plain {
        kind: Option<String>,
    }
    #[derive(Debug, PartialEq, Deserialize)]
    struct Counted {
        kind: Option<String>,
        count: Option<BTreeMap<String, String>>,
    }
    #[derive(Debug, PartialEq)]
    enum Inner {
        Plain(Plain),
        Counted(Counted),
    }
    arms!(Inner { Plain(Plain), Counted(Counted), } => Deserialize);
    #[derive(Debug, PartialEq)]
    enum Outer {
        Plain(Plain),
        Inner(Inner),
    }
    arms!(Outer { Plain(Plain), Inner(Inner), } => Deserialize);
    let told: Outer = from_value(json!({"kind": "a", "count": {}})).unwrap();
    assert!(matches!(told, Outer::Inner(Inner::Counted(_))), "{told:?}");
    let plain: Outer = from_value(json!({"kind": "a"})).unwrap();
    assert!(matches!(plain, Outer::Plain(_)), "{plain:?}");
}

#[test]
fn members_that_match_no_pattern_are_left_out_and_count() {
    #[derive(Debug)]
    struct Labels {
        size: Option<u8>,
        labels: BTreeMap<String, Value>,
    }
    impl<'de> Deserialize<'de> for Labels {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            let mut members = Members::read(deserializer)?;
            Ok(Self {
                size: members.optional("size")?,
                labels: members.matching("^x-")?,
            })
        }
    }
    #[derive(Debug)]
    enum Thing {
        Labels(Labels),
        Cat(Cat),
    }
    let read = |value: Value| -> Thing {
        let arms: [&dyn crate::runtime::arms::Attempt<Thing>; 2] =
            [&arm("Labels", Thing::Labels), &arm("Cat", Thing::Cat)];
        one_of(value, "Thing", &arms).unwrap()
    };
    let Thing::Cat(cat) = read(json!({"name": "Tom", "colour": "grey"})) else {
        panic!("a cat has a name and labels have none");
    };
    assert_eq!(cat.name, "Tom");
    let Thing::Labels(labels) = read(json!({"size": 3, "x-a": 1, "name": "Tom"})) else {
        panic!("labels have a size");
    };
    assert_eq!((labels.size, labels.labels.len()), (Some(3), 1));
}
