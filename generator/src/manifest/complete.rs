//! Adds to an existing Cargo.toml what it lacks, and keeps the rest of it as it is.

use toml_edit::{
    Array, ArrayOfTables, DocumentMut, InlineTable, Item, RawString, Table, TableLike, Value,
};

use super::{Dependency, EDITION, Manifest, ManifestError, Missing, Program, inline};

impl Manifest {
    /// Adds what `document` lacks and says what that was.
    pub(super) fn complete(
        &self,
        document: &mut DocumentMut,
    ) -> Result<Vec<Missing>, ManifestError> {
        let mut lacks = Vec::new();
        if !document.contains_key("package") {
            return Err(ManifestError::NoPackage);
        }
        let package = table(document, "package")?;
        complete_edition(package, &mut lacks);
        if self.has_custom {
            complete_include(package, &mut lacks);
        }
        let lib = table(document, "lib")?;
        if lib.get("path").and_then(Item::as_str) != Some("src/lib.rs") {
            set(lib, "path", "src/lib.rs".into());
            lacks.push(Missing::new(
                "lib",
                "path",
                "src/lib.rs".into(),
                "where codegen puts the library".to_owned(),
            ));
        }
        for program in &self.programs {
            program.complete(document, &mut lacks)?;
        }
        if !self.features.is_empty() {
            let features = table(document, "features")?;
            in_order(features, |features| {
                for (name, turns_on) in &self.features {
                    complete_feature(features, name, turns_on, &mut lacks);
                }
            });
        }
        if !self.dependencies.is_empty() {
            let dependencies = table(document, "dependencies")?;
            in_order(dependencies, |dependencies| {
                for dependency in self.sorted() {
                    dependency.complete(dependencies, &mut lacks);
                }
            });
        }
        Ok(lacks)
    }
}

impl Program {
    fn complete(
        &self,
        document: &mut DocumentMut,
        lacks: &mut Vec<Missing>,
    ) -> Result<(), ManifestError> {
        let programs = document
            .entry("bin")
            .or_insert_with(|| Item::ArrayOfTables(ArrayOfTables::new()));
        let Some(programs) = programs.as_array_of_tables_mut() else {
            return Err(ManifestError::NotATable("bin"));
        };
        let text =
            |table: &Table, key: &str| table.get(key).and_then(Item::as_str).map(str::to_owned);
        let own = programs
            .iter_mut()
            .find(|one| text(one, "name").as_ref() == Some(&self.name));
        let mut added = Table::new();
        let (program, is_new) = match own {
            Some(own) => (own, false),
            None => (&mut added, true),
        };
        let features: Array = [&self.feature].into_iter().collect();
        let has_features = program
            .get("required-features")
            .and_then(Item::as_array)
            .is_some_and(|all| all.iter().any(|one| one.as_str() == Some(&self.feature)));
        let is_well = text(program, "path") == Some(self.path()) && has_features;
        if is_well {
            return Ok(());
        }
        set(program, "name", self.name.as_str().into());
        set(program, "path", self.path().into());
        set(program, "required-features", features.into());
        if is_new {
            programs.push(added);
        }
        lacks.push(Missing {
            table: "[bin]",
            line: self.lines().trim_end().to_owned(),
            reason: "the command-line tool".to_owned(),
        });
        Ok(())
    }
}

impl Dependency {
    fn complete(&self, dependencies: &mut dyn TableLike, lacks: &mut Vec<Missing>) {
        let Some(item) = dependencies.get_mut(&self.name) else {
            let value = self.to_value();
            lacks.push(Missing::new(
                "dependencies",
                &self.name,
                value.clone(),
                "is not there".to_owned(),
            ));
            dependencies.insert(&self.name, Item::Value(value));
            return;
        };
        // A bare requirement becomes a table only when it has to.
        let mut spelled = item.clone();
        if let Some(requirement) = item.as_str() {
            let mut table = InlineTable::new();
            table.insert("version", requirement.into());
            spelled = Item::Value(table.into());
            copy_decor(item, &mut spelled);
        }
        let Some(table) = spelled.as_table_like_mut() else {
            return;
        };
        let mut reasons = Vec::new();
        let is = |table: &dyn TableLike, key: &str| table.get(key).and_then(Item::as_bool);
        if self.default_features && is(table, "default-features") == Some(false) {
            set(table, "default-features", true.into());
            reasons.push("lacks its default features".to_owned());
        }
        let inherited = is(table, "workspace") == Some(true);
        if !inherited {
            let added = extend_array(table, "features", &self.features);
            reasons.extend(
                added
                    .iter()
                    .map(|feature| format!("lacks the feature `{feature}`")),
            );
        }
        if self.optional && is(table, "optional") != Some(true) {
            set(table, "optional", true.into());
            reasons.push("must be optional: a feature turns it on".to_owned());
        }
        if !self.optional && is(table, "optional") == Some(true) {
            table.remove("optional");
            reasons.push("must not be optional: the code always uses it".to_owned());
        }
        if !reasons.is_empty() {
            *item = spelled;
            let value = inline(item);
            lacks.push(Missing::new(
                "dependencies",
                &self.name,
                value,
                reasons.join(", "),
            ));
        }
    }
}

/// The output is written for one edition, and newer ones keep most of it alive. An inherited one is left alone.
fn complete_edition(package: &mut dyn TableLike, lacks: &mut Vec<Missing>) {
    let is_enough = package
        .get("edition")
        .is_some_and(|edition| match edition.as_str() {
            Some(year) => year >= EDITION,
            None => edition.is_table_like(),
        });
    if !is_enough {
        set(package, "edition", EDITION.into());
        lacks.push(Missing::new(
            "package",
            "edition",
            EDITION.into(),
            "the edition of the code".to_owned(),
        ));
    }
}

/// Packages `custom/` where the manifest lists what is packaged.
fn complete_include(package: &mut dyn TableLike, lacks: &mut Vec<Missing>) {
    let Some(include) = package.get_mut("include").and_then(Item::as_array_mut) else {
        return;
    };
    let is_custom = |pattern: &str| pattern.trim_matches('/').split('/').next() == Some("custom");
    if include.iter().filter_map(Value::as_str).any(is_custom) {
        return;
    }
    include.push("/custom");
    let whole = Value::from(include.clone());
    let reason = "the library takes in custom/mod.rs".to_owned();
    lacks.push(Missing::new("package", "include", whole, reason));
}

/// What `default` turns on is the owner's choice; that there is a choice is ours.
fn complete_feature(
    features: &mut dyn TableLike,
    name: &str,
    turns_on: &[String],
    lacks: &mut Vec<Missing>,
) {
    if name == "default" && features.contains_key(name) {
        return;
    }
    let existed = features.contains_key(name);
    if !existed {
        features.insert(name, Item::Value(Array::new().into()));
    }
    let added = extend_array(features, name, turns_on);
    if existed && added.is_empty() {
        return;
    }
    let value = features
        .get(name)
        .map_or_else(|| Array::new().into(), inline);
    let reason = if existed {
        format!("lacks `{}`", added.join("`, `"))
    } else {
        "is not there".to_owned()
    };
    lacks.push(Missing::new("features", name, value, reason));
}

/// Adds the strings that the array under `key` lacks and returns them. The layout of the array is kept.
fn extend_array(table: &mut dyn TableLike, key: &str, wanted: &[String]) -> Vec<String> {
    let existing = table.get(key).and_then(Item::as_array);
    let has = |one: &String| {
        existing.is_some_and(|array| array.iter().any(|value| value.as_str() == Some(one)))
    };
    let lacking: Vec<String> = wanted.iter().filter(|one| !has(one)).cloned().collect();
    if lacking.is_empty() {
        return lacking;
    }
    let Some(array) = table.get_mut(key).and_then(Item::as_array_mut) else {
        table.insert(key, Item::Value(lacking.iter().collect::<Array>().into()));
        return lacking;
    };
    for one in &lacking {
        let mut value = Value::from(one);
        let last = array
            .len()
            .checked_sub(1)
            .and_then(|last| array.get_mut(last));
        match last {
            // One entry a line: the new one gets its own, and what ended the list ends it again.
            Some(last) if prefix(last).contains('\n') => {
                let suffix = last
                    .decor()
                    .suffix()
                    .and_then(|raw| raw.as_str())
                    .unwrap_or_default()
                    .to_owned();
                let indent = prefix(last)
                    .rsplit('\n')
                    .next()
                    .unwrap_or_default()
                    .to_owned();
                last.decor_mut().set_suffix("");
                value = value.decorated(format!("\n{indent}"), suffix);
                array.push_formatted(value);
            }
            _ => array.push(value),
        }
    }
    lacking
}

fn prefix(value: &Value) -> &str {
    value
        .decor()
        .prefix()
        .and_then(|raw| raw.as_str())
        .unwrap_or_default()
}

/// Sets a value and keeps the comment and the spaces around the old one.
fn set(table: &mut dyn TableLike, key: &str, value: Value) {
    let mut item = Item::Value(value);
    if let Some(old) = table.get(key) {
        copy_decor(old, &mut item);
    }
    table.insert(key, item);
}

fn copy_decor(from: &Item, to: &mut Item) {
    if let (Some(from), Some(to)) = (from.as_value(), to.as_value_mut()) {
        *to.decor_mut() = from.decor().clone();
    }
}

/// Runs `change` and sorts the entries again when they were sorted before and no comment heads a group of them.
fn in_order(table: &mut dyn TableLike, change: impl FnOnce(&mut dyn TableLike)) {
    let before = |key: &str| {
        table
            .key(key)
            .and_then(|key| key.leaf_decor().prefix())
            .and_then(RawString::as_str)
    };
    let has_comment = table
        .iter()
        .any(|(key, _)| before(key).is_some_and(|text| text.contains('#')));
    let was_sorted = table.iter().map(|(key, _)| key).is_sorted();
    change(table);
    if was_sorted && !has_comment {
        table.sort_values();
    }
}

/// The table of that name, made when it is not there.
fn table<'d>(
    document: &'d mut DocumentMut,
    name: &'static str,
) -> Result<&'d mut dyn TableLike, ManifestError> {
    let item = document
        .entry(name)
        .or_insert_with(|| Item::Table(Table::new()));
    item.as_table_like_mut()
        .ok_or(ManifestError::NotATable(name))
}
