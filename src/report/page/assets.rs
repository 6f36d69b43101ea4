//! The files of `assets/viewer/` put into one text with the data.
//!
//! The modules run as they are in tests. A page opened from a disk may not load modules from other files, so here they
//! become one script: each in an order in which none comes before those that it imports, without its `import` lines and
//! without the word `export`. For that to be all there is to do, modules import names as they are, on one line, and no
//! name of the outermost level is in two modules.
//!
//! The content security policy lets this script and this style run by their hashes, and nothing else: no address is ever
//! asked for anything, and no text of a table can run, even if it came to stand in the page as markup.

use sha2::{Digest, Sha256};

use crate::report::Lang;

/// A file of `assets/viewer/`.
macro_rules! asset {
    ($name:literal) => {
        include_str!(concat!("../../../assets/viewer/", $name))
    };
}

const SKELETON: &str = asset!("page.html");
const STYLES: [&str; 3] = [asset!("style.css"), asset!("map.css"), asset!("print.css")];

/// The modules, each after those that it imports.
const MODULES: [&str; 28] = [
    asset!("texts.js"),
    asset!("format.js"),
    asset!("dom.js"),
    asset!("data.js"),
    asset!("arcs.js"),
    asset!("outlines.js"),
    asset!("picking.js"),
    asset!("model.js"),
    asset!("colours.js"),
    asset!("view.js"),
    asset!("paint.js"),
    asset!("labels.js"),
    asset!("tiles.js"),
    asset!("map.js"),
    asset!("legend.js"),
    asset!("ways.js"),
    asset!("contacts.js"),
    asset!("cards.js"),
    asset!("search.js"),
    asset!("problems.js"),
    asset!("csv.js"),
    asset!("tables.js"),
    asset!("figures.js"),
    asset!("method.js"),
    asset!("picture.js"),
    asset!("paper.js"),
    asset!("links.js"),
    asset!("main.js"),
];

/// The page with this title and data (JSON).
pub(super) fn page(title: &str, lang: Lang, data: &str) -> String {
    let style = STYLES.map(lines).concat();
    let script = MODULES.map(without_modules).concat();
    let policy = format!(
        "default-src 'none'; script-src 'sha256-{}'; style-src 'sha256-{}'; img-src data: blob:; base-uri 'none'; form-action 'none'",
        hash(&script),
        hash(&style)
    );
    // "<" is nowhere in JSON but in strings: written like this it can neither end the script nor begin a comment.
    let data = data.replace('<', "\\u003c");
    let part = |name: &str| match name {
        "lang" => lang.pick("fr", "en").to_owned(),
        "policy" => policy.clone(),
        "title" => escaped(title),
        "style" => style.clone(),
        "data" => data.clone(),
        "script" => script.clone(),
        _ => String::new(),
    };
    // One pass, so that what is put in is not searched again.
    let skeleton = lines(SKELETON);
    let mut pieces = skeleton.split("{{");
    let mut page = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (name, rest) = piece.split_once("}}").unwrap_or(("", piece));
        page += &part(name);
        page += rest;
    }
    page
}

/// A text with the line ends that a parser of HTML makes of any: the hashes are of those.
fn lines(text: &str) -> String {
    text.replace("\r\n", "\n")
}

/// A module as a part of a script.
fn without_modules(module: &str) -> String {
    let kept = lines(module);
    let kept = kept.lines().filter(|line| !line.starts_with("import "));
    kept.map(|line| line.strip_prefix("export ").unwrap_or(line)).fold(String::new(), |text, line| text + line + "\n")
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// Base 64 of SHA-256, as a policy names a script.
fn hash(text: &str) -> String {
    base64(&Sha256::digest(text.as_bytes()))
}

fn base64(bytes: &[u8]) -> String {
    let mut text = String::new();
    for three in bytes.chunks(3) {
        let bits = three.iter().fold(0u32, |bits, &byte| bits << 8 | u32::from(byte)) << (8 * (3 - three.len()));
        for place in 0..4 {
            let digit = super::arcs::DIGITS[(bits >> (18 - 6 * place) & 63) as usize];
            text.push(if place <= three.len() { digit as char } else { '=' });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn base_64_is_that_of_rfc_4648() {
        let cases = [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")];
        for (text, expected) in cases {
            assert_eq!(base64(text.as_bytes()), expected);
        }
    }

    #[test]
    fn a_name_in_the_data_cannot_end_its_script() {
        let page = page("<b>", Lang::Fr, r#"{"nom":"</script><script>alert(1)</script><!--"}"#);
        assert_eq!(page.matches("</script>").count(), 2, "the two of the skeleton");
        assert!(page.contains(r"\u003c/script>\u003cscript>alert(1)\u003c/script>\u003c!--"));
        assert!(page.contains("<title>&lt;b&gt;</title>"));
    }

    #[test]
    fn data_that_look_like_a_part_of_the_skeleton_are_left_as_they_are() {
        assert!(page("t", Lang::En, r#"{"nom":"{{script}}"}"#).contains(r#"{"nom":"{{script}}"}"#));
    }

    #[test]
    fn every_module_comes_after_those_it_imports() {
        let mut before = BTreeSet::new();
        for module in MODULES {
            for line in module.lines().filter(|line| line.starts_with("import ")) {
                let names =
                    line.split_once('{').and_then(|(_, rest)| rest.split_once('}')).expect("names on one line").0;
                for name in names.split(',').map(str::trim) {
                    assert!(before.contains(name), "{name} is imported before it is exported");
                }
            }
            let exported = module.lines().filter_map(|line| line.strip_prefix("export "));
            before.extend(exported.map(|line| {
                let declared = line.trim_start_matches("async ").split_once(' ').expect("a declaration").1;
                declared
                    .split(|c: char| !c.is_alphanumeric() && c != '_' && c != '$')
                    .next()
                    .expect("a name")
                    .to_owned()
            }));
        }
        assert!(before.contains("readData"));
    }

    #[test]
    fn no_name_of_the_outermost_level_is_in_two_modules() {
        let mut seen = BTreeSet::new();
        for line in MODULES.iter().flat_map(|module| module.lines()) {
            let line = line.strip_prefix("export ").unwrap_or(line).trim_start_matches("async ");
            let declared = ["function ", "const ", "let ", "class "].iter().find_map(|word| line.strip_prefix(word));
            let Some(declared) = declared else { continue };
            let name = declared.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default();
            assert!(seen.insert(name.to_owned()), "{name} is declared twice");
        }
    }

    #[test]
    fn the_page_asks_no_address_for_anything() {
        let page = page("t", Lang::Fr, "{}");
        for address in ["http://", "https://", "src=", "url(", "@import", "fetch("] {
            assert!(!page.contains(address), "{address}");
        }
    }
}
