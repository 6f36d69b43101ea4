//! A command line that cannot be understood.

use super::{FIXTURE, maillage, stderr, stdout};

#[test]
fn what_cannot_be_understood_is_told_in_french_with_what_is_admitted() {
    let cases: [(&[&str], &[&str]); 11] = [
        (&["report", FIXTURE, "--bogus"], &["inconnu : « --bogus »", "Usage : maillage report"]),
        (&["report"], &["il manque : <TABLE>", "Usage : maillage report <TABLE>"]),
        (&["rapport", FIXTURE], &["commande inconnue : « rapport »", "peut-être : export, report"]),
        (&["report", FIXTURE, "--format", "csv"], &["inconnu : « --format »", "peut-être : --formats"]),
        (&["report", FIXTURE, "--formats", "csv,doc"], &["« doc » n'est pas admis", "valeurs admises : csv, geojson"]),
        (&["report", FIXTURE, "--date"], &["--date <DATE> : il manque une valeur"]),
        (
            &["check", FIXTURE, "--cog", "abc"],
            &["--cog <ANNÉE> : « abc » n'est pas admis ; attendu : un nombre entier"],
        ),
        (&["cog", "convert", FIXTURE, "--to", "70000"], &["attendu : un nombre entier de 0 à 65535"]),
        (&["report", FIXTURE, "autre.csv"], &["argument inconnu : « autre.csv »"]),
        (&["report", FIXTURE, "--out", "a", "--out", "b"], &["--out <DOSSIER> ne peut être donné qu'une fois"]),
        (&["report", FIXTURE, "--lang", "de"], &["« de » n'est pas admis", "valeurs admises : fr, en"]),
    ];
    for (args, expected) in cases {
        let output = maillage(args);
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        let said = stderr(&output);
        assert!(expected.iter().all(|text| said.contains(text)), "{args:?}: {said}");
        assert!(said.contains("--help") && !said.contains("error:"), "{args:?}: {said}");
    }
}

#[test]
fn it_is_told_in_english_where_that_is_asked_for() {
    for lang in [&["--lang", "en"][..], &["--lang=en"]] {
        let output = maillage(&[lang, &["report", FIXTURE, "--bogus"]].concat());
        assert_eq!(output.status.code(), Some(2));
        assert!(stderr(&output).contains("unexpected argument '--bogus'"), "{}", stderr(&output));
    }
}

#[test]
fn help_and_version_are_no_errors_and_go_to_the_standard_output() {
    for args in [&["--help"][..], &["report", "-h"], &["boundaries", "repair", "--help"]] {
        let output = maillage(args);
        assert_eq!(output.status.code(), Some(0), "{args:?}");
        assert!(stdout(&output).contains("Affiche l'aide"), "{args:?}");
    }
    assert!(stdout(&maillage(&["report", "--version"])).contains(env!("CARGO_PKG_VERSION")));
    // Without a command the help is what helps, but nothing was done.
    assert_eq!(maillage(&[]).status.code(), Some(2));
}
