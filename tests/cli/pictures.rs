//! Pictures: maps and cards as their readers open them.

use std::collections::BTreeSet;
use std::path::Path;

use quick_xml::Reader;
use quick_xml::events::Event;
use resvg::tiny_skia::Pixmap;

use super::{FIXTURE, Written, maillage, stderr};

/// The map alone, of the example.
fn pictures(options: &[&str]) -> Written {
    Written::report(Path::new(FIXTURE), &[&["--region", "32"], options].concat())
}

/// Names of elements and identifiers of an SVG, which must be well-formed; identifiers must be there once.
fn elements(svg: &str) -> (BTreeSet<String>, BTreeSet<String>) {
    let mut reader = Reader::from_str(svg);
    let (mut names, mut ids, mut open) = (BTreeSet::new(), BTreeSet::new(), 0);
    loop {
        match reader.read_event().expect("well-formed XML") {
            Event::Start(element) | Event::Empty(element) => {
                names.insert(element.name().as_ref().to_owned());
                for attribute in element.attributes() {
                    let attribute = attribute.expect("an attribute");
                    if attribute.key.as_ref() == "id" {
                        let id = attribute.value.into_owned();
                        assert!(ids.insert(id.clone()), "{id} twice");
                    }
                }
                open += 1;
            }
            Event::Eof => break,
            _ => {}
        }
    }
    assert!(open > 10);
    (names, ids)
}

#[test]
fn the_map_is_well_formed_a4_and_under_a_megabyte_in_both_languages() {
    for (lang, title) in
        [("fr", "Couverture par les CPTS – Hauts-de-France"), ("en", "CPTS coverage – Hauts-de-France")]
    {
        let svg = pictures(&["--formats", "svg", "--lang", lang]).text("carte.svg");
        let (names, ids) = elements(&svg);
        // No text element: what it looks like would depend on the fonts of a machine.
        let expected = ["desc", "g", "path", "rect", "svg", "title"];
        assert_eq!(names.iter().map(String::as_str).collect::<Vec<_>>(), expected);
        for layer in
            ["titre", "zones-blanches", "territoires", "chevauchements", "limites", "noms", "legende", "sources"]
        {
            assert!(ids.contains(layer), "no layer {layer}");
        }
        assert!(svg.contains("width=\"210mm\" height=\"297mm\" viewBox=\"0 0 21000 29700\""));
        assert!(svg.contains(&format!("<title id=\"page-titre\">{title}</title>")));
        assert!(svg.len() < 1_000_000, "{} bytes", svg.len());
    }
}

#[test]
fn the_map_tells_the_rates_and_counts_of_the_summary() {
    let svg = pictures(&["--formats", "svg"]).text("carte.svg");
    for text in
        ["75,6\u{202f}%", "51,7\u{202f}%", "59 CPTS", "32 CPTS", "19 zones, 917 communes", "2 communes, 2\u{202f}350"]
    {
        assert!(svg.contains(text), "{text:?} is not there");
    }
}

#[test]
fn the_png_is_a4_at_200_dots_an_inch_with_letters_where_the_title_is() {
    let written = pictures(&["--formats", "png"]);
    let bytes = std::fs::read(written.path("carte.png")).expect("a file");
    // 7,874 pixels a metre.
    let density = [b"pHYs".as_slice(), &[0, 0, 0x1e, 0xc2, 0, 0, 0x1e, 0xc2, 1]].concat();
    assert!(bytes.windows(density.len()).any(|window| window == density), "no density");
    let picture = Pixmap::decode_png(&bytes).expect("a PNG");
    assert_eq!((picture.width(), picture.height()), (1_654, 2_339));
    let dark = |left: u32, top: u32, right: u32, bottom: u32| {
        let inside = (top..bottom).flat_map(|y| (left..right).map(move |x| (x, y)));
        inside.filter(|&(x, y)| picture.pixel(x, y).is_some_and(|pixel| pixel.red() < 90)).count()
    };
    // The title is 10 mm from the edges and 6 mm high: a tenth to a third of it is ink.
    let (title, margin) = (dark(79, 85, 1_000, 125), dark(0, 0, 1_654, 70));
    assert!((3_700..12_300).contains(&title), "{title} dark pixels in the title");
    assert_eq!(margin, 0);
}

const TABLE: &str = "cpts_id;cpts_nom;stade;code_insee
a/b;<script>alert(1)</script> & \"co\";ACI signé;02691
a b;CPTS du Nord;projet;59350
A-B;;;80021
";

#[test]
fn names_are_text_and_each_cpts_has_a_card_of_its_own() {
    let folder = tempfile::tempdir().expect("a folder");
    let table = folder.path().join("table.csv");
    std::fs::write(&table, TABLE).expect("a file");
    let options = ["--region", "32", "--formats", "svg", "--cards=svg,png"];
    let written = Written::report(&table, &options);
    let cards = std::fs::read_dir(written.path("cartes")).expect("a folder");
    let names: BTreeSet<String> =
        cards.map(|card| card.expect("a card").file_name().to_string_lossy().into_owned()).collect();
    let expected = ["A-B.png", "A-B.svg", "a-b-2.png", "a-b-2.svg", "a-b-3.png", "a-b-3.svg"];
    assert_eq!(names.iter().map(String::as_str).collect::<Vec<_>>(), expected);
    let svgs = names.iter().filter(|name| name.ends_with(".svg"));
    let texts: Vec<String> = svgs.map(|name| written.text(&format!("cartes/{name}"))).collect();
    for svg in texts.iter().chain([&written.text("carte.svg")]) {
        let (names, _) = elements(svg);
        assert!(!names.contains("script"), "a name became markup");
    }
    assert!(texts.iter().any(|svg| svg.contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;co&quot;")));
}

#[test]
fn cards_of_a_report_are_well_formed_and_tell_its_figures() {
    let written = pictures(&["--formats", "json", "--cards"]);
    let ids: Vec<String> = (1..=59).map(|number| format!("cartes/HDF-{number:02}.svg")).collect();
    let svgs: Vec<String> = ids.iter().map(|name| written.text(name)).collect();
    for (name, svg) in ids.iter().zip(&svgs) {
        let (_, layers) = elements(svg);
        assert!(layers.contains("carte") && layers.contains("chiffres"), "{name}");
        assert!(svg.len() < 1_000_000, "{name}: {} bytes", svg.len());
    }
    // CPTS de la Brêche fleurie: figures of the report's page.
    for text in ["61\u{202f}336", "21\u{202f}336", "382\u{202f}500\u{a0}€", "197,9\u{a0}km²", "29,2\u{a0}km"] {
        assert!(svgs[11].contains(text), "{text:?} is not there");
    }
    assert!(!written.names().contains(&"carte.svg".to_owned()));
}

#[test]
fn a_format_that_cards_do_not_have_is_refused_with_those_they_have() {
    let output = maillage(&["report", FIXTURE, "--out", "nowhere", "--cards=pdf"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("svg") && stderr(&output).contains("png"), "{}", stderr(&output));
}
