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
    for args in [&[][..], &["boundaries"], &["reference"]] {
        let output = maillage(args);
        assert_eq!((output.status.code(), stdout(&output)), (Some(2), String::new()), "{args:?}");
        assert!(stderr(&output).contains("Usage : maillage"), "{args:?}: {}", stderr(&output));
    }
}

#[test]
fn the_help_of_every_command_is_in_french_throughout_and_its_own_options_come_first() {
    let list = |text: &str| -> Vec<String> {
        let lines = text.lines().skip_while(|line| !line.starts_with("Commandes :")).skip(1);
        let lines = lines.take_while(|line| !line.is_empty());
        // Lines that go on with what a command does stand further in.
        lines
            .filter_map(|line| line.strip_prefix("  ")?.split(' ').next())
            .filter(|it| !it.is_empty())
            .map(str::to_owned)
            .collect()
    };
    let mut commands = vec![Vec::new()];
    let mut next = 0;
    while let Some(command) = commands.get(next).cloned() {
        next += 1;
        for flag in ["-h", "--help"] {
            let args: Vec<&str> = command.iter().map(String::as_str).chain([flag]).collect();
            let help = stdout(&maillage(&args));
            let english = [
                "Usage:",
                "Options:",
                "Commands:",
                "Arguments:",
                "Possible",
                "[possible",
                "[default",
                "[env",
                "Print",
                "values:",
            ];
            let left: Vec<_> = english.iter().filter(|word| help.contains(**word)).collect();
            assert!(left.is_empty(), "{args:?}: {left:?} in {help}");
            assert!(help.contains("Usage :") && !help.contains('\u{1b}'), "{args:?}: {help}");
            let place = |option: &str| help.find(option);
            assert!(place("Pour toutes les commandes :") < place("--lang"), "{args:?}: {help}");
            if command == ["report"] {
                // What is written stands first, and is none of the rules'.
                assert!(
                    place(" --out ") < place("--boundaries ") && place("--excel-fr") < place("Tailles et"),
                    "{help}"
                );
            }
            if flag == "--help" {
                let inner = list(&help).into_iter().filter(|name| name != "help");
                commands.extend(inner.map(|name| [&command[..], &[name]].concat()));
            }
        }
    }
    assert!(next > 15, "{commands:?}");
    let english = stdout(&maillage(&["--lang", "en", "assign", "--help"]));
    assert!(english.contains("Usage:") && english.contains("[default: "), "{english}");
}
