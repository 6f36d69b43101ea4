//! `diff`, `simulate` and `timeline`: on the Hauts-de-France fixture, one scenario of each kind.

use super::{FIXTURE, maillage, stderr, stdout};

fn simulate(options: &[&str]) -> String {
    let output = maillage(&[&["simulate", FIXTURE, "--region", "32"], options].concat());
    assert!(output.status.success(), "{}", stderr(&output));
    stdout(&output)
}

/// Every command of the page is followed by what it prints. With `UPDATE_DOCS=1` the page is written anew.
#[test]
fn the_page_of_scenarios_shows_what_the_commands_print() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/scenarios.md");
    let page = std::fs::read_to_string(&path).unwrap();
    let mut blocks = page.split("```console\n");
    let mut made = blocks.next().unwrap().to_owned();
    let mut commands = 0;
    for block in blocks {
        let (shown, rest) = block.split_once("```").unwrap();
        let command = shown.lines().next().and_then(|line| line.strip_prefix("$ maillage ")).expect("a command");
        // Words in double quotes are one.
        let words = command.split('"').enumerate();
        let words: Vec<&str> =
            words.flat_map(|(at, it)| if at % 2 == 1 { vec![it] } else { it.split_whitespace().collect() }).collect();
        let output = maillage(&words);
        assert!(output.status.success(), "{command}: {}", stderr(&output));
        made += &format!("```console\n$ maillage {command}\n{}```{rest}", stdout(&output));
        commands += 1;
    }
    assert!(commands > 5);
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(&path, &made).unwrap();
    } else {
        assert_eq!(page, made, "UPDATE_DOCS=1 writes the page anew");
    }
}

#[test]
fn two_cpts_of_size_2_that_merge_lose_277_500_euros_of_the_printed_total() {
    let text = simulate(&["--merge", "HDF-01+HDF-02=Les deux", "--format", "json"]);
    let data: serde_json::Value = serde_json::from_str(&text).unwrap();
    let envelope = |when: &str| data["enveloppes"][when]["financement_max"].as_i64().unwrap();
    assert_eq!(envelope("apres") - envelope("avant"), -277_500);
}

#[test]
fn a_merger_tells_what_its_parts_were_and_they_are_not_told_again() {
    for name in ["HDF-01", "Les deux"] {
        let text = simulate(&["--merge", &format!("HDF-01+HDF-02={name}")]);
        let cpts = text.splitn(3, "\n\n").nth(2).expect("changes");
        assert_eq!(cpts.lines().filter(|line| !line.starts_with(' ')).count(), 1, "{text}");
        let integers = ["79\u{202f}010 + 54\u{202f}027 → 133\u{202f}037", "taille 2 + 2 → 3"];
        assert!(integers.iter().all(|line| cpts.contains(line)), "{text}");
        assert!(cpts.contains("312\u{202f}500 + 312\u{202f}500 → 397\u{202f}500 € (−227\u{202f}500)"), "{text}");
    }
}

#[test]
fn another_scheme_is_the_cause_of_amounts_and_of_envelopes() {
    let text = stdout(&maillage(&["diff", FIXTURE, FIXTURE, "--region", "32", "--old-scheme", "cnam_avril_2019"]));
    let amounts: Vec<&str> = text.lines().filter(|line| line.contains("→") && line.contains('€')).collect();
    assert!(amounts.len() > 10 && amounts.iter().all(|line| line.ends_with(", règle)")), "{text}");
    let unknown = stdout(&maillage(&["diff", FIXTURE, FIXTURE, "--region", "32", "--old-scheme", "aci_2019_signe"]));
    assert!(unknown.contains("inconnu → 312\u{202f}500 € (règle)"), "{unknown}");
}

#[test]
fn a_zone_that_is_new_is_not_called_open_as_a_class_is() {
    let text = simulate(&["--remove", "59097,59176,59405=HDF-58"]);
    assert!(text.contains("ZB-59097 nouvelle :") && text.contains("ZB-62002 résorbée :"), "{text}");
    assert!(!text.contains(" ouverte"), "{text}");
}

#[test]
fn the_table_of_a_scenario_differs_from_todays_by_the_scenario() {
    let folder = tempfile::tempdir().unwrap();
    let table = folder.path().join("table.csv");
    let table = table.to_str().unwrap();
    let told = simulate(&["--move", "60685=HDF-09", "--merge", "HDF-01+HDF-02=Les deux", "-o", table]);
    let output = maillage(&["diff", FIXTURE, table, "--region", "32"]);
    let found = stdout(&output);
    assert_eq!(found, told);
    let same = stdout(&maillage(&["diff", FIXTURE, FIXTURE]));
    assert!(same.ends_with("Aucune différence.\n"), "{same}");
}

#[test]
fn a_report_folder_stands_for_its_table() {
    let folder = tempfile::tempdir().unwrap();
    let report = folder.path().join("report");
    let report = report.to_str().unwrap();
    assert!(maillage(&["report", FIXTURE, "--region", "32", "--out", report]).status.success());
    let output = maillage(&["diff", FIXTURE, report, "--region", "32"]);
    assert!(stdout(&output).ends_with("Aucune différence.\n"), "{}{}", stdout(&output), stderr(&output));
    let nothing = maillage(&["diff", FIXTURE, folder.path().to_str().unwrap()]);
    assert!(nothing.status.code() == Some(2) && stderr(&nothing).contains("communes.csv"), "{}", stderr(&nothing));
}

#[test]
fn scenarios_of_a_script_are_compared_in_one_table() {
    let folder = tempfile::tempdir().unwrap();
    let (script, table) = (folder.path().join("script.toml"), folder.path().join("table.csv"));
    let text = "[[scenario]]\nname = \"fusion\"\nsteps = [{ merge = \"HDF-01+HDF-02=Les deux\" }]\n\
                [[scenario]]\nname = \"rien\"\nsteps = [{ move = \"59350=HDF-99\" }]\n";
    std::fs::write(&script, text).unwrap();
    let told = simulate(&["--script", script.to_str().unwrap(), "-o", table.to_str().unwrap()]);
    assert_eq!(told.lines().count(), 5, "{told}");
    let rows = std::fs::read_to_string(&table).unwrap();
    let rows: Vec<&str> = rows.lines().collect();
    assert!(rows[1].starts_with("fusion,1,0,,3,0,"), "{}", rows[1]);
    assert!(rows[2].starts_with("rien,1,1,move 59350=HDF-99 : pas de CPTS « HDF-99 »,0,0,"), "{}", rows[2]);
    std::fs::write(&script, "[[scenario]]\nname = \"x\"\nsteps = [{ move = \"59350\" }]\n").unwrap();
    let output = maillage(&["simulate", FIXTURE, "--script", script.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        stderr(&output).contains("étape 1 : « 59350 » n'est pas de la forme CODE[/PARTIE][,CODE]=CPTS"),
        "{}",
        stderr(&output)
    );
}

#[test]
fn two_hundred_scenarios_are_compared_alike_whatever_the_number_of_threads() {
    let folder = tempfile::tempdir().unwrap();
    let script = folder.path().join("s.toml");
    let codes: Vec<String> = std::fs::read_to_string(FIXTURE)
        .unwrap()
        .lines()
        .skip(1)
        .step_by(7)
        .map(|line| line.rsplit(';').next().unwrap().to_owned())
        .collect();
    let step = |at: usize| {
        let (code, cpts) = (&codes[at % codes.len()], format!("HDF-{:02}", at % 50 + 1));
        match at % 4 {
            0 => format!("{{ move = \"{code}={cpts}\" }}"),
            1 => format!("{{ remove = \"{code}\" }}"),
            2 => format!("{{ add = \"{code}={cpts}\" }}"),
            _ => format!("{{ merge = \"{cpts}+HDF-51=Ensemble {at}\" }}"),
        }
    };
    let scenario = |at: usize| format!("[[scenario]]\nname = \"s{at}\"\nsteps = [{}, {}]\n", step(at), step(at + 1));
    std::fs::write(&script, (0..200).map(scenario).collect::<String>()).unwrap();
    let run = |threads: &str| {
        let table = folder.path().join(format!("{threads}.csv"));
        let mut command = super::command();
        command.args(["simulate", FIXTURE, "--region", "32", "--format", "json", "--script"]).arg(&script);
        let output = command.arg("-o").arg(&table).env("RAYON_NUM_THREADS", threads).output().unwrap();
        assert!(output.status.success(), "{}", stderr(&output));
        (stdout(&output), std::fs::read_to_string(&table).unwrap())
    };
    let one = run("1");
    assert_eq!(one.1.lines().count(), 201);
    assert!(one.1.lines().skip(1).zip(0..).all(|(row, at)| row.starts_with(&format!("s{at},2,"))));
    for threads in ["2", "5"] {
        assert!(run(threads) == one, "{threads} threads");
    }
}

#[test]
fn names_that_begin_like_formulas_are_none_in_a_file_for_excel_and_read_back_as_they_were() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (script, compared, table, made) = (path("s.toml"), path("compared.csv"), path("table.csv"), path("made.csv"));
    let text = "[[scenario]]\nname = \"=1+1\"\nsteps = [{ stage = \"HDF-01=ACI\" }]\n\
                [[scenario]]\nname = \"b\"\nsteps = [{ stage = \"HDF-02=ACI\" }]\n";
    std::fs::write(&script, text).unwrap();
    let first_cell = |options: &[&str]| {
        simulate(&[&["--script", &script, "-o", &compared], options].concat());
        let row = std::fs::read_to_string(&compared).unwrap().lines().nth(1).unwrap().to_owned();
        row.split([',', ';']).next().unwrap().to_owned()
    };
    assert_eq!([first_cell(&[]), first_cell(&["--excel-fr"])], ["=1+1", "'=1+1"]);
    std::fs::write(&table, "cpts,code_insee\n=A,59350\n=B,59350\n=B,59009\n").unwrap();
    let report = path("report");
    assert!(maillage(&["report", &table, "--region", "32", "--out", &report, "--excel-fr"]).status.success());
    assert!(std::fs::read_to_string(folder.path().join("report/territoires.csv")).unwrap().contains("\n'=A;'=A;"));
    assert!(maillage(&["clean", &table, "-o", &made, "--excel-fr"]).status.code() != Some(2));
    for other in [&report, &made] {
        let output = maillage(&["diff", &table, other, "--region", "32"]);
        assert!(stdout(&output).ends_with("Aucune différence.\n"), "{}{}", stdout(&output), stderr(&output));
    }
}

#[test]
fn every_output_with_populations_says_their_kind_and_year() {
    let folder = tempfile::tempdir().unwrap();
    let script = folder.path().join("s.toml");
    let text =
        ["a", "b"].map(|name| format!("[[scenario]]\nname = \"{name}\"\nsteps = [{{ stage = \"HDF-01=ACI\" }}]\n"));
    std::fs::write(&script, text.concat()).unwrap();
    let (script, dated) = (script.to_str().unwrap().to_owned(), folder.path().join("dated.csv"));
    std::fs::write(&dated, DATED).unwrap();
    let dated = dated.to_str().unwrap();
    let commands: [&[&str]; 5] = [
        &["report", FIXTURE],
        &["check", FIXTURE],
        &["diff", FIXTURE, FIXTURE],
        &["simulate", FIXTURE, "--move", "60685=HDF-09"],
        &["simulate", FIXTURE, "--script", &script],
    ];
    for command in commands {
        let text = stdout(&maillage(&[command, &["--region", "32"]].concat()));
        assert!(text.contains("COG 2026, population PMUN 2023"), "{command:?}: {text}");
        if command[0] == "report" {
            continue;
        }
        let text = stdout(&maillage(&[command, &["--region", "32", "--format", "json"]].concat()));
        let data: serde_json::Value = serde_json::from_str(&text).unwrap();
        let of = |data: &serde_json::Value| (data["population"]["nature"].clone(), data["population"]["annee"].clone());
        let row = || (data[0]["population_nature"].clone(), data[0]["population_annee"].clone());
        let told = [of(&data), of(&data["reference"]["avant"]), row()];
        assert!(told.contains(&("PMUN".into(), 2023.into())), "{command:?}: {text}");
    }
    let curve = stdout(&maillage(&["timeline", dated, "--region", "32", "--every", "year"]));
    assert!(curve.lines().skip(1).all(|row| row.ends_with(",PMUN,2023")), "{curve}");
}

const DATED: &str = "cpts,code_insee,date_debut,date_fin\n\
                     A,59350,2020-01-15,\nA,59009,2021-06-01,2022-12-31\nB,59009,2023-01-01,\nB,59512,15/07/2023,\n";

#[test]
fn the_curve_follows_the_days_of_the_table() {
    let folder = tempfile::tempdir().unwrap();
    let table = folder.path().join("dated.csv");
    std::fs::write(&table, DATED).unwrap();
    let output = maillage(&["timeline", table.to_str().unwrap(), "--region", "32", "--every", "year"]);
    let text = stdout(&output);
    let column =
        |place: usize| -> Vec<&str> { text.lines().skip(1).map(|row| row.split(',').nth(place).unwrap()).collect() };
    assert_eq!(column(0), ["2020-01-01", "2021-01-01", "2022-01-01", "2023-01-01", "2024-01-01"]);
    assert_eq!((column(1), column(6)), (vec!["0", "1", "1", "2", "2"], vec!["0", "1", "2", "2", "3"]));
    let days = |options: &[&str]| -> Vec<String> {
        let output = maillage(&[&["timeline", table.to_str().unwrap(), "--region", "32"], options].concat());
        stdout(&output).lines().skip(1).map(|row| row[..10].to_owned()).collect()
    };
    assert_eq!(days(&["--every", "year", "--to", "2022-06-01"]), ["2020-01-01", "2021-01-01", "2022-01-01"]);
    let bounded = ["--every", "month", "--from", "2023-01-31", "--to", "2023-03-30"];
    assert_eq!(days(&bounded), ["2023-02-01", "2023-03-01"]);
    assert_eq!(days(&["--every", "year", "--from", "2023-01-01", "--to", "2023-01-01"]), ["2023-01-01"]);
    let empty = maillage(&["timeline", table.to_str().unwrap(), "--from", "2023-01-02", "--to", "2023-01-20"]);
    assert!(empty.status.code() == Some(2) && stderr(&empty).contains("aucun premier jour"), "{}", stderr(&empty));
    let none = maillage(&["timeline", FIXTURE]);
    assert!(none.status.code() == Some(2) && stderr(&none).contains("aucune date de début"), "{}", stderr(&none));
}

#[test]
fn two_days_of_one_table_are_held_against_each_other() {
    let folder = tempfile::tempdir().unwrap();
    let table = folder.path().join("dated.csv");
    std::fs::write(&table, DATED).unwrap();
    let table = table.to_str().unwrap();
    let text = stdout(&maillage(&["diff", table, table, "--old-date", "2022-06-01", "--new-date", "2023-06-01"]));
    assert!(text.contains("Scission : A → A + B") && text.contains("sorties : 59009"), "{text}");
    let check = stdout(&maillage(&["check", table, "--date", "2022-06-01"]));
    assert!(check.contains("2 lignes sans effet au 2022-06-01"), "{check}");
    let check = stdout(&maillage(&["check", table]));
    assert!(check.contains("faute de --date"), "{check}");
}

#[test]
fn steps_that_are_all_refused_change_nothing_and_write_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let table = folder.path().join("table.csv");
    let output = maillage(&["simulate", FIXTURE, "--move", "99999=HDF-09", "-o", table.to_str().unwrap()]);
    assert!(output.status.code() == Some(2) && !table.exists());
    assert!(
        stderr(&output).contains("aucune étape appliquée") && stderr(&output).contains("99999"),
        "{}",
        stderr(&output)
    );
}
