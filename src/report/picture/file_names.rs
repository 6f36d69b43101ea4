//! Names of files made of identifiers, that every system takes: letters without accents, digits, `.`, `_` and `-`.

use std::collections::BTreeSet;

use crate::cog::plain_text;

/// Letters of a name at most.
const MOST: usize = 60;

/// A name for each identifier, in their order. No two are the same, whatever the case; an identifier that can be a name as it
/// is keeps it, others give way by a number at their end.
pub(super) fn file_names(ids: &[&str]) -> Vec<String> {
    let safe: Vec<String> = ids.iter().map(|id| safe(id)).collect();
    let mut taken: BTreeSet<String> = BTreeSet::new();
    let mut names = vec![None; ids.len()];
    for as_it_is in [true, false] {
        for (place, name) in safe.iter().enumerate() {
            if names[place].is_none() && (name == ids[place] || !as_it_is) {
                let numbered = (2..).map(|number| format!("{name}-{number}"));
                let free = |name: &String| !taken.contains(&name.to_lowercase());
                let found = if as_it_is {
                    Some(name.clone()).filter(free)
                } else {
                    std::iter::once(name.clone()).chain(numbered).find(free)
                };
                taken.extend(found.as_ref().map(|name| name.to_lowercase()));
                names[place] = found;
            }
        }
    }
    names.into_iter().flatten().collect()
}

/// An identifier as a name.
fn safe(id: &str) -> String {
    let folded = id.chars().map(|letter| {
        let plain = plain_text(&letter.to_string());
        match letter {
            '.' | '_' | '-' => letter.to_string(),
            // An accent written apart.
            '\u{300}'..='\u{36f}' => String::new(),
            _ if !plain.is_empty() && plain.is_ascii() => {
                if letter.is_uppercase() {
                    plain.to_uppercase()
                } else {
                    plain
                }
            }
            _ => "-".to_owned(),
        }
    });
    let name: String = folded.collect::<String>().chars().take(MOST).collect();
    let name = name.trim_matches(['.', '-']);
    // Names of devices, which Windows does not take for a file, whatever their ending.
    let stem = name.split('.').next().unwrap_or_default().to_lowercase();
    let is_numbered = |device: &str| stem.strip_prefix(device).is_some_and(|rest| rest.len() == 1);
    let is_device = matches!(stem.as_str(), "con" | "prn" | "aux" | "nul") || is_numbered("com") || is_numbered("lpt");
    if name.is_empty() || is_device { format!("cpts-{name}").trim_end_matches('-').to_owned() } else { name.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn an_identifier_that_can_be_a_name_is_kept() {
        assert_eq!(file_names(&["HDF-01", "cpts_13.2"]), ["HDF-01", "cpts_13.2"]);
    }

    #[test]
    fn accents_go_and_what_a_system_may_refuse_is_a_hyphen() {
        assert_eq!(
            file_names(&["CPTS de l'Émeraude", "Cœur", "../../etc", "a/b:c"]),
            ["CPTS-de-l-Emeraude", "Coeur", "etc", "a-b-c"]
        );
        assert_eq!(
            file_names(&["nul", "COM1.x", "", "..", "漢字"]),
            ["cpts-nul", "cpts-COM1.x", "cpts", "cpts-2", "cpts-3"]
        );
    }

    #[test]
    fn no_file_overwrites_another() {
        assert_eq!(file_names(&["a b", "a/b", "A-B", "a-b-2"]), ["a-b-3", "a-b-4", "A-B", "a-b-2"]);
    }

    proptest! {
        #[test]
        fn every_identifier_has_a_name_of_its_own_that_is_safe(ids in prop::collection::btree_set(".{0,4}|[aA.-]{0,3}", 0..30)) {
            let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
            let names = file_names(&ids);
            prop_assert_eq!(names.len(), ids.len());
            let folded: BTreeSet<String> = names.iter().map(|name| name.to_lowercase()).collect();
            prop_assert_eq!(folded.len(), ids.len());
            for name in &names {
                prop_assert!(name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(&byte)), "{}", name);
                prop_assert!(!name.is_empty() && !name.starts_with('.') && !name.ends_with('.'), "{}", name);
            }
        }
    }
}
