//! The help of a command: what the parser writes in it of its own, in English alone, in French. The rest is ours and is French.

use std::io::Write;

/// Prints a help, with its styles where a person sees them. Nobody is there to read it where it cannot be printed.
pub fn print(help: &clap::Error) {
    let text = in_french(&help.render().ansi().to_string());
    drop(if help.use_stderr() {
        anstream::stderr().write_all(text.as_bytes())
    } else {
        anstream::stdout().write_all(text.as_bytes())
    });
}

/// A help in French, with or without the marks of styles.
fn in_french(help: &str) -> String {
    let words = [
        ("Usage:", "Usage :"),
        ("Commands:", "Commandes :"),
        ("Possible values:", "Valeurs admises :"),
        ("[default:", "[défaut :"),
        ("[env:", "[variable :"),
        ("Print this message or the help of the given subcommand(s)", "Affiche cette aide, ou celle d'une commande"),
    ];
    let text = words.iter().fold(admitted(help), |text, (english, french)| text.replace(english, french));
    text.split_inclusive('\n').map(heading).collect()
}

/// A line, with the space that French puts before its last colon.
fn heading(line: &str) -> String {
    const PLAIN: &str = "\u{1b}[0m";
    let (text, end) = line.strip_suffix('\n').map_or((line, ""), |text| (text, "\n"));
    let (text, style) = text.strip_suffix(PLAIN).map_or((text, ""), |text| (text, PLAIN));
    match text.strip_suffix(':') {
        Some(text) if !text.ends_with([' ', '\u{a0}']) => format!("{text} :{style}{end}"),
        _ => line.to_owned(),
    }
}

/// The values admitted in a short help, whose English words may stand on two lines.
fn admitted(text: &str) -> String {
    let mut pieces = text.split("[possible");
    let mut french = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let values = piece.trim_start();
        let space = &piece[..piece.len() - values.len()];
        french += &match values.strip_prefix("values:") {
            Some(values) if space.contains('\n') => format!("[admis :{space}{}", values.trim_start_matches(' ')),
            Some(values) => format!("[admis :{values}"),
            None => format!("[possible{piece}"),
        };
    }
    french
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_the_parser_are_french_wherever_lines_break_and_others_stay() {
        for (help, french) in [
            ("Usage: maillage\n\nOptions:\n", "Usage : maillage\n\nOptions :\n"),
            ("Un texte [possible values: x] [default: x]\n", "Un texte [admis : x] [défaut : x]\n"),
            ("Un texte [possible\n     values: x, y]\n", "Un texte [admis :\n     x, y]\n"),
            ("Un texte [possible values:\n     x, y]\n", "Un texte [admis :\n     x, y]\n"),
            ("Un texte [default:\n     x] [env: A=]\n", "Un texte [défaut :\n     x] [variable : A=]\n"),
            ("\u{1b}[1mCommands:\u{1b}[0m\n", "\u{1b}[1mCommandes :\u{1b}[0m\n"),
            ("Si [possible], voici :\n", "Si [possible], voici :\n"),
        ] {
            assert_eq!(in_french(help), french);
        }
    }
}
