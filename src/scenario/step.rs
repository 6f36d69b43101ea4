//! Steps as users write them.

use std::fmt;

use super::Place;
use crate::territory::Stage;

/// One change. Codes are INSEE's: of communes, of arrondissements, of Paris, Lyon or Marseille for all of their arrondissements, or
/// SIREN numbers of EPCI for all of their communes. CPTS are named by identifier or name. Parts of units can be moved, and nothing else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// Units, or parts of them, leave whoever claims them, and join a CPTS.
    Move {
        /// What moves.
        places: Vec<Place>,
        /// The CPTS that they join.
        to: String,
    },
    /// A CPTS claims units, and whoever claims them already keeps them too.
    Add {
        /// Codes.
        codes: Vec<String>,
        /// The CPTS.
        to: String,
    },
    /// Units leave a CPTS, or all that claim them.
    Remove {
        /// Codes.
        codes: Vec<String>,
        /// The CPTS; all of them where none is named.
        from: Option<String>,
    },
    /// CPTS become one: a new one, with the most advanced stage that they share, or one of them, which takes the others in and keeps
    /// its identifier, name, stage and contract.
    Merge {
        /// The CPTS.
        cpts: Vec<String>,
        /// Name of the one that they become; identifier or name of one of them for that one to go on.
        name: String,
    },
    /// Units leave a CPTS and become one of their own, with its stage.
    Split {
        /// The CPTS.
        cpts: String,
        /// Codes of the units that leave.
        codes: Vec<String>,
        /// Name of the new CPTS.
        name: String,
    },
    /// A CPTS comes to another stage.
    Stage {
        /// The CPTS.
        cpts: String,
        /// The stage.
        stage: Stage,
    },
}

/// A text that is not a step.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StepError {
    /// Not of the form that the option has.
    #[error("{text:?} is not of the form {form}")]
    Form {
        /// The text.
        text: String,
        /// The form.
        form: &'static str,
    },
    /// A part of a commune, where whole ones alone can stand.
    #[error("{text:?} names a part of a commune: a part can be moved (move 06088/NAME=CPTS), and nothing else")]
    Part {
        /// The text.
        text: String,
    },
    /// No known stage.
    #[error("{text:?} is no stage: ACI signé, projet de santé validé, lettre d'intention validée or pré-projet")]
    Stage {
        /// The text.
        text: String,
    },
}

impl Step {
    /// Reads `CODE[/PART][,CODE]=CPTS`; see [`Place`].
    ///
    /// # Errors
    /// Another form.
    pub fn parse_move(text: &str) -> Result<Self, StepError> {
        let form = "CODE[/PART][,CODE]=CPTS";
        let (list, to) = list_and_name(text, form)?;
        Ok(Self::Move { places: Place::list(list, text, form)?, to })
    }

    /// Reads `CODE[,CODE]=CPTS`.
    ///
    /// # Errors
    /// Another form.
    pub fn parse_add(text: &str) -> Result<Self, StepError> {
        let (codes, to) = codes_and_name(text, "CODE[,CODE]=CPTS")?;
        Ok(Self::Add { codes, to })
    }

    /// Reads `CODE[,CODE]`, or `CODE[,CODE]=CPTS` for one CPTS alone.
    ///
    /// # Errors
    /// Another form.
    pub fn parse_remove(text: &str) -> Result<Self, StepError> {
        let form = "CODE[,CODE][=CPTS]";
        match text.split_once('=') {
            Some(_) => {
                let (codes, from) = codes_and_name(text, form)?;
                Ok(Self::Remove { codes, from: Some(from) })
            }
            None => Ok(Self::Remove { codes: codes(text, text, form)?, from: None }),
        }
    }

    /// Reads `A+B=NAME`.
    ///
    /// # Errors
    /// Another form, or one CPTS only.
    pub fn parse_merge(text: &str) -> Result<Self, StepError> {
        let form = "CPTS+CPTS=NAME";
        let wrong = || StepError::Form { text: text.to_owned(), form };
        let (cpts, name) = text.rsplit_once('=').ok_or_else(wrong)?;
        let cpts: Vec<String> = cpts.split('+').map(|id| id.trim().to_owned()).collect();
        let name = name.trim().to_owned();
        let is_whole = cpts.len() > 1 && !name.is_empty() && cpts.iter().all(|id| !id.is_empty());
        if is_whole { Ok(Self::Merge { cpts, name }) } else { Err(wrong()) }
    }

    /// Reads `CPTS:CODE[,CODE]=NAME`.
    ///
    /// # Errors
    /// Another form.
    pub fn parse_split(text: &str) -> Result<Self, StepError> {
        let form = "CPTS:CODE[,CODE]=NAME";
        let wrong = || StepError::Form { text: text.to_owned(), form };
        let (before, name) = text.rsplit_once('=').ok_or_else(wrong)?;
        let (cpts, list) = before.rsplit_once(':').ok_or_else(wrong)?;
        let (cpts, name) = (cpts.trim().to_owned(), name.trim().to_owned());
        if cpts.is_empty() || name.is_empty() {
            return Err(wrong());
        }
        Ok(Self::Split { cpts, codes: codes(list, text, form)?, name })
    }

    /// Reads `CPTS=STAGE`.
    ///
    /// # Errors
    /// Another form, or a stage that is not known.
    pub fn parse_stage(text: &str) -> Result<Self, StepError> {
        let wrong = || StepError::Form { text: text.to_owned(), form: "CPTS=STAGE" };
        let (cpts, stage) = text.rsplit_once('=').ok_or_else(wrong)?;
        let stage = Stage::parse(stage).ok_or_else(|| StepError::Stage { text: stage.trim().to_owned() })?;
        Ok(Self::Stage { cpts: cpts.trim().to_owned(), stage })
    }
}

fn list_and_name<'a>(text: &'a str, form: &'static str) -> Result<(&'a str, String), StepError> {
    let wrong = || StepError::Form { text: text.to_owned(), form };
    let (list, name) = text.split_once('=').ok_or_else(wrong)?;
    let name = name.trim().to_owned();
    if name.is_empty() { Err(wrong()) } else { Ok((list, name)) }
}

fn codes_and_name(text: &str, form: &'static str) -> Result<(Vec<String>, String), StepError> {
    let (list, name) = list_and_name(text, form)?;
    Ok((codes(list, text, form)?, name))
}

fn codes(list: &str, text: &str, form: &'static str) -> Result<Vec<String>, StepError> {
    if list.contains('/') {
        return Err(StepError::Part { text: text.to_owned() });
    }
    let codes: Vec<String> =
        list.split([',', ';', ' ']).map(str::trim).filter(|it| !it.is_empty()).map(str::to_owned).collect();
    if codes.is_empty() || codes.iter().any(|code| code.contains('=')) {
        Err(StepError::Form { text: text.to_owned(), form })
    } else {
        Ok(codes)
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Move { places, to } => {
                let places: Vec<String> = places.iter().map(Place::to_string).collect();
                write!(f, "move {}={to}", places.join(","))
            }
            Self::Add { codes, to } => write!(f, "add {}={to}", codes.join(",")),
            Self::Remove { codes, from: Some(from) } => write!(f, "remove {}={from}", codes.join(",")),
            Self::Remove { codes, from: None } => write!(f, "remove {}", codes.join(",")),
            Self::Merge { cpts, name } => write!(f, "merge {}={name}", cpts.join("+")),
            Self::Split { cpts, codes, name } => write!(f, "split {cpts}:{}={name}", codes.join(",")),
            Self::Stage { cpts, stage } => write!(f, "stage {cpts}={}", stage.label()),
        }
    }
}
