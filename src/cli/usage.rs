//! A command line that cannot be understood: the parser's remarks, which it makes in English alone, in French.

use std::error::Error;
use std::ffi::OsString;
use std::process::ExitCode;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use maillage::report::Lang;

use super::{FAILED, help};

/// Tells what cannot be understood, or prints the help that was asked for, and gives the exit code.
pub fn tell(error: &clap::Error, arguments: impl Iterator<Item = OsString>) -> ExitCode {
    let is_french = matches!(language(arguments), Lang::Fr);
    let is_help = matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand);
    match in_french(error) {
        _ if is_french && is_help => help::print(error),
        Some(text) if is_french => tell!("{text}"),
        // Nobody is there to read it where it cannot be printed.
        _ => drop(error.print()),
    }
    if error.use_stderr() { ExitCode::from(FAILED) } else { ExitCode::SUCCESS }
}

/// The language asked for, as far as a command line that cannot be understood tells.
fn language(arguments: impl Iterator<Item = OsString>) -> Lang {
    let arguments: Vec<OsString> = arguments.collect();
    let is_english = |pair: &[OsString]| pair[0] == "--lang" && pair[1] == "en";
    let is_said = arguments.windows(2).any(is_english) || arguments.iter().any(|argument| argument == "--lang=en");
    if is_said { Lang::En } else { Lang::Fr }
}

/// None for what no command of maillage can bring about.
fn in_french(error: &clap::Error) -> Option<String> {
    let text = |kind| error.get(kind).map(plain).unwrap_or_default();
    let (argument, value) = (text(ContextKind::InvalidArg), text(ContextKind::InvalidValue));
    let said = match error.kind() {
        ErrorKind::UnknownArgument => format!("option ou argument inconnu : « {argument} »"),
        ErrorKind::InvalidSubcommand => format!("commande inconnue : « {} »", text(ContextKind::InvalidSubcommand)),
        ErrorKind::MissingRequiredArgument => format!("il manque : {argument}"),
        ErrorKind::MissingSubcommand => "il manque une commande".to_owned(),
        ErrorKind::InvalidValue if value.is_empty() => format!("{argument} : il manque une valeur"),
        ErrorKind::InvalidValue => format!("{argument} : « {value} » n'est pas admis"),
        ErrorKind::ValueValidation => format!("{argument} : « {value} » n'est pas admis{}", reason(error)),
        ErrorKind::TooManyValues => format!("{argument} : « {value} » est de trop"),
        ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            format!("{argument} : le nombre de valeurs n'est pas le bon")
        }
        ErrorKind::NoEquals => format!("{argument} : écrire « = » devant la valeur"),
        ErrorKind::ArgumentConflict => {
            let other = text(ContextKind::PriorArg);
            if other == argument || other.is_empty() {
                format!("{argument} ne peut être donné qu'une fois")
            } else {
                format!("{argument} et {other} ne vont pas ensemble")
            }
        }
        ErrorKind::InvalidUtf8 => "un argument n'est pas un texte en UTF-8".to_owned(),
        _ => return None,
    };
    let mut lines = vec![format!("maillage: {said}")];
    let admitted = text(ContextKind::ValidValue);
    if !admitted.is_empty() {
        lines.push(format!("  valeurs admises : {admitted}"));
    }
    let alike = [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue];
    let alike: Vec<String> = alike.map(text).into_iter().filter(|text| !text.is_empty()).collect();
    if !alike.is_empty() {
        lines.push(format!("  peut-être : {}", alike.join(", ")));
    }
    let usage = text(ContextKind::Usage);
    if !usage.is_empty() {
        lines.push(usage.replace("Usage: ", "Usage : "));
    }
    lines.push("Aide : la même commande suivie de --help".to_owned());
    Some(lines.join("\n"))
}

/// Why a value is refused: numbers are all that the parser itself reads, and it says so in English.
fn reason(error: &clap::Error) -> String {
    let said = error.source().map(ToString::to_string).unwrap_or_default();
    match said.split_once(" is not in ").and_then(|(_, range)| range.split_once("..")) {
        Some((first, last)) => format!(" ; attendu : un nombre entier de {first} à {}", last.trim_start_matches('=')),
        None if said.contains("invalid digit") => " ; attendu : un nombre entier".to_owned(),
        None if said.contains("invalid float") => " ; attendu : un nombre".to_owned(),
        None => format!(" ({said})"),
    }
}

fn plain(value: &ContextValue) -> String {
    match value {
        ContextValue::String(text) => text.clone(),
        ContextValue::Strings(texts) => texts.join(", "),
        ContextValue::StyledStr(text) => text.to_string(),
        ContextValue::StyledStrs(texts) => texts.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "),
        ContextValue::Number(number) => number.to_string(),
        ContextValue::Bool(is_so) => is_so.to_string(),
        _ => String::new(),
    }
}
