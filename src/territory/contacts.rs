//! Contacts: whom to write to, or to call, of a CPTS.
//!
//! - *contact*: a *value* (a name, an address, a number) and its *label*, the name of the column that it stands in;
//! - *list of contacts*: `label : value`, one after the other with `|` between them, as the column `contacts` of written tables has
//!   them. A cell of any column of contacts may hold several values, with `|` between them.

use std::fmt;

use crate::formats::csv::without_guard;

/// What stands between a label and its value.
const SIGN: &str = " : ";

/// The label where the column has no name.
const NAMELESS: &str = "contact";

/// Something that a table says of how to reach a CPTS. Ordered by label, then by value.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Contact {
    /// What the value is, in the words of the table: the name of its column. Never empty.
    pub label: String,
    /// The value as the table writes it, its white space made single. Never empty, and without `|`.
    pub value: String,
}

impl Contact {
    /// The contacts of a list, in its order. An item without a label is under `label`.
    pub fn of_list<'a>(text: &'a str, label: &'a str) -> impl Iterator<Item = Self> + 'a {
        items(text).map(move |item| match item.split_once(SIGN) {
            Some((label, value)) => Self { label: label.to_owned(), value: value.to_owned() },
            None => Self { label: label.to_owned(), value: item },
        })
    }
}

/// As an item of a list.
impl fmt::Display for Contact {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}{SIGN}{}", self.label, self.value)
    }
}

/// A column that contacts are read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ContactColumn {
    /// Its place in the header.
    pub place: usize,
    label: String,
    /// Items of its cells may have a label before them.
    is_of_lists: bool,
}

impl ContactColumn {
    /// The column of this name. `is_of_lists` where the name says no more than that it holds contacts.
    pub fn new(place: usize, name: &str, is_of_lists: bool) -> Self {
        // No label may have in it what stands behind one.
        let bare = name.replace('|', " ");
        let words: Vec<&str> = bare.split_whitespace().filter(|word| *word != ":").collect();
        let label = words.join(" ");
        let label = unguarded(label.trim_end_matches([':', ' ']));
        Self { place, label: if label.is_empty() { NAMELESS } else { label }.to_owned(), is_of_lists }
    }

    /// Appends what a cell of this column says to a list.
    pub fn push(&self, cell: &str, list: &mut String) {
        let cell = without_guard(cell);
        let mut say = |label: &str, value: &str| {
            if !list.is_empty() {
                list.push('|');
            }
            list.push_str(label);
            list.push_str(SIGN);
            list.push_str(value);
        };
        for item in items(cell) {
            match item.split_once(SIGN).filter(|_| self.is_of_lists) {
                Some((label, value)) if !unguarded(label).is_empty() => say(unguarded(label), value),
                Some((_, value)) => say(&self.label, value),
                None => say(&self.label, &item),
            }
        }
    }
}

/// A label without apostrophes before it: the first of a list would be taken for one that keeps a text from being a formula.
fn unguarded(label: &str) -> &str {
    label.trim_start_matches(['\'', ' '])
}

/// The values of a cell. What has neither letter nor digit stands for nothing: `-`, `?`.
fn items(text: &str) -> impl Iterator<Item = String> + '_ {
    let single = |item: &str| item.split_whitespace().collect::<Vec<_>>().join(" ");
    text.split('|').map(single).filter(|item| item.contains(char::is_alphanumeric))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The list that a column of one cell makes.
    fn list(name: &str, cell: &str, is_of_lists: bool) -> String {
        let mut list = String::new();
        ContactColumn::new(0, name, is_of_lists).push(cell, &mut list);
        list
    }

    #[test]
    fn a_value_is_under_the_name_of_its_column_and_several_in_a_cell_are_several() {
        assert_eq!(list("Tél.", " 01 99\u{a0}00  11 22 ", false), "Tél. : 01 99 00 11 22");
        assert_eq!(list("Mail", "a@example.org|b@example.org|-", false), "Mail : a@example.org|Mail : b@example.org");
        assert_eq!(list("Adresse", "Bât. 3 :\n1 rue X", false), "Adresse : Bât. 3 : 1 rue X");
        assert_eq!(list("Contact", "Accueil : 01 99 00 11 22", true), "Accueil : 01 99 00 11 22");
        assert_eq!(list("Mail", "-", false), "");
    }

    #[test]
    fn a_label_has_nothing_in_it_that_stands_behind_one() {
        for (name, label) in [("Contact : mail |x:", "Contact mail x"), (" : ", "contact"), ("Tél. :", "Tél.")] {
            assert_eq!(list(name, "1", false), format!("{label} : 1"));
        }
    }

    proptest! {
        #[test]
        fn a_list_read_as_a_cell_is_itself(name in "[a: |'\u{a0}]{0,8}", cell in "[a: |'=\n\u{a0}-]{0,12}", is_of_lists in any::<bool>()) {
            let once = list(&name, &cell, is_of_lists);
            let contacts: Vec<Contact> = Contact::of_list(&once, "x").collect();
            let told: Vec<String> = contacts.iter().map(Contact::to_string).collect();
            prop_assert_eq!(told.join("|"), once.as_str());
            prop_assert_eq!(list("contacts", &once, true), once.as_str());
        }
    }
}
