//! `maillage simulate`: what would change if, for one scenario or hundreds.

use std::path::Path;

use anyhow::{Context, Result, anyhow};
use maillage::formats::csv;
use maillage::report::{
    Lang, Outcome as Scenarios, clean_table, comparison, comparison_text, difference_json, difference_text,
    populations_heading, refusal_text, row_objects,
};
use maillage::scenario::{Scenario, ScriptError, State, Step, StepError, apply, difference, parse_script};
use rayon::prelude::*;
use serde_json::json;

use super::args::{CheckFormat, Common, SimulateArgs};
use super::{Outcome, failure, input, output, rules};

pub fn run(args: &SimulateArgs, common: &Common) -> Result<Outcome> {
    let lang = Lang::from(common.lang);
    let scenarios = scenarios(args, lang)?;
    let (reference, reading) = input::reference_and_table(&args.input, common);
    let reference = reference?;
    let scope = input::scope(&reference, &args.input.regions, lang)?;
    let rules = rules::chosen(&args.input.rules, common)?;
    let resolution = input::resolved(reading?, &args.input.table, common, &reference)?;
    let today = State::new(&reference, &rules, args.input.stages.into(), resolution.cpts);
    let dialect = output::dialect(args.excel_fr);
    let made: Vec<(Scenarios, State)> = scenarios
        .into_par_iter()
        .map(|Scenario { name, steps }| {
            let (after, refusals) = apply(&today, &steps);
            let difference = difference(&today, &after, &scope);
            (Scenarios { name, steps: steps.into_iter().zip(refusals).collect(), difference }, after)
        })
        .collect();
    if let [(outcome, after)] = made.as_slice() {
        let refused = outcome.steps.iter().filter_map(|(step, refusal)| Some((step, refusal.as_ref()?)));
        let refused: Vec<(String, String)> =
            refused.map(|(step, refusal)| (step.to_string(), refusal_text(refusal, &today, lang))).collect();
        if refused.len() == outcome.steps.len() {
            let refused = refusals(&refused, lang);
            return Err(anyhow!(
                lang.pick(format!("aucune étape appliquée\n{refused}"), format!("no step carried out\n{refused}"))
            ));
        }
        if let Some(path) = &args.output {
            let (header, rows) = clean_table(&after.cpts, &reference);
            output::put(Some(path), &csv::write(&header, &rows, dialect)?)?;
        }
        let text = match args.format {
            CheckFormat::Text => {
                let heading = populations_heading([&reference, &reference], lang);
                refusals(&refused, lang) + &heading + &difference_text(&outcome.difference, &today, after, lang)
            }
            CheckFormat::Json => {
                let refused: Vec<_> =
                    refused.iter().map(|(step, why)| json!({ "etape": step, "refus": why })).collect();
                let mut data = difference_json(&outcome.difference, &today, after);
                data["etapes_refusees"] = json!(refused);
                serde_json::to_string_pretty(&data)? + "\n"
            }
        };
        if args.output.as_deref() != Some(Path::new(output::STANDARD_OUTPUT)) {
            output::print(text.as_bytes())?;
        }
        return Ok(Outcome::Fine);
    }
    let outcomes: Vec<Scenarios> = made.into_iter().map(|(outcome, _)| outcome).collect();
    let sheet = comparison(&outcomes, &today, lang);
    if let Some(path) = &args.output {
        output::put(Some(path), &csv::write(&sheet.0, &sheet.1, dialect)?)?;
    }
    match args.format {
        _ if args.output.as_deref() == Some(Path::new(output::STANDARD_OUTPUT)) => {}
        CheckFormat::Text => {
            let heading = populations_heading([&reference, &reference], lang);
            output::print((heading + &comparison_text(&outcomes, lang)).as_bytes())?;
        }
        CheckFormat::Json => {
            output::print((serde_json::to_string_pretty(&row_objects(&sheet))? + "\n").as_bytes())?;
        }
    }
    Ok(Outcome::Fine)
}

fn refusals(refused: &[(String, String)], lang: Lang) -> String {
    let line = |(step, why): &(String, String)| {
        lang.pick(format!("étape refusée : {step} ({why})\n"), format!("step refused: {step} ({why})\n"))
    };
    refused.iter().map(line).collect()
}

/// The steps of the options as one scenario, those of the script, or both.
fn scenarios(args: &SimulateArgs, lang: Lang) -> Result<Vec<Scenario>> {
    type Parse = fn(&str) -> Result<Step, StepError>;
    let options: [(&str, &[String], Parse); 6] = [
        ("--move", &args.moved, Step::parse_move),
        ("--add", &args.add, Step::parse_add),
        ("--remove", &args.remove, Step::parse_remove),
        ("--merge", &args.merge, Step::parse_merge),
        ("--split", &args.split, Step::parse_split),
        ("--stage", &args.stage, Step::parse_stage),
    ];
    let mut steps = Vec::new();
    for (option, texts, parse) in options {
        for text in texts {
            steps.push(parse(text).map_err(|error| anyhow!("{option}: {}", explain_step(&error, lang)))?);
        }
    }
    let mut scenarios = Vec::new();
    if !steps.is_empty() {
        scenarios.push(Scenario { name: lang.pick("options", "options").to_owned(), steps });
    }
    if let Some(path) = &args.script {
        let name = || path.display().to_string();
        let text = std::fs::read_to_string(path).with_context(name)?;
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        let script =
            parse_script(&text, &stem).map_err(|error| anyhow!(explain_script(&error, lang))).with_context(name)?;
        scenarios.extend(script);
    }
    if scenarios.is_empty() {
        return Err(anyhow!(lang.pick(
            "rien à simuler : donner une étape (--move, --add, --remove, --merge, --split, --stage) ou --script",
            "nothing to simulate: give a step (--move, --add, --remove, --merge, --split, --stage) or --script",
        )));
    }
    Ok(scenarios)
}

fn explain_step(error: &StepError, lang: Lang) -> String {
    match (error, lang) {
        (_, Lang::En) => error.to_string(),
        (StepError::Form { text, form }, Lang::Fr) => {
            let form = form.replace("NAME", "NOM").replace("STAGE", "STADE").replace("PART]", "PARTIE]");
            format!("« {text} » n'est pas de la forme {form}")
        }
        (StepError::Part { text }, Lang::Fr) => format!(
            "« {text} » nomme une partie de commune : une partie se déplace (move 06088/NOM=CPTS), et rien d'autre"
        ),
        (StepError::Stage { text }, Lang::Fr) => format!(
            "« {text} » n'est pas un stade : ACI signé, projet de santé validé, lettre d'intention validée ou pré-projet"
        ),
    }
}

fn explain_script(error: &ScriptError, lang: Lang) -> String {
    if lang == Lang::En {
        return error.to_string();
    }
    match error {
        ScriptError::Malformed { reason } => failure::toml(reason, lang),
        ScriptError::Step { scenario, step, error } => {
            format!("scénario « {scenario} », étape {step} : {}", explain_step(error, lang))
        }
        ScriptError::Keys { scenario, step } => {
            format!(
                "scénario « {scenario} », étape {step} : une clé et une seule parmi move, add, remove, merge, split, stage"
            )
        }
        ScriptError::Twice { name } => format!("deux scénarios s'appellent « {name} »"),
        ScriptError::Empty => "le fichier n'a aucune étape : écrire [[step]], ou [[scenario]] avec steps".to_owned(),
    }
}
