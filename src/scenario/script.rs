//! Scenarios from a file: TOML with a list of steps, or several lists under names.
//!
//! ```toml
//! [[scenario]]
//! name = "Fusion au nord"
//! steps = [{ merge = "A+B=CPTS Nord" }, { move = "59350=CPTS Nord" }]
//! ```

use serde::Deserialize;

use super::{Step, StepError};

/// Steps under a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scenario {
    /// Name.
    pub name: String,
    /// Steps, in order.
    pub steps: Vec<Step>,
}

/// A script that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ScriptError {
    /// Not TOML of the expected shape; the reason tells the place.
    #[error("{reason}")]
    Malformed {
        /// What the TOML reader says.
        reason: String,
    },
    /// A step that is none.
    #[error("scenario {scenario:?}, step {step}: {error}")]
    Step {
        /// The scenario.
        scenario: String,
        /// The step, from 1.
        step: usize,
        /// What is wrong.
        error: StepError,
    },
    /// A step with none of the keys, or several.
    #[error("scenario {scenario:?}, step {step}: one of move, add, remove, merge, split, stage is expected")]
    Keys {
        /// The scenario.
        scenario: String,
        /// The step, from 1.
        step: usize,
    },
    /// Two scenarios of one name.
    #[error("two scenarios are named {name:?}")]
    Twice {
        /// The name.
        name: String,
    },
    /// No step at all.
    #[error("the file has no step: write [[step]], or [[scenario]] with steps")]
    Empty,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Script {
    #[serde(default)]
    step: Vec<RawStep>,
    #[serde(default)]
    scenario: Vec<RawScenario>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawScenario {
    name: String,
    steps: Vec<RawStep>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawStep {
    #[serde(rename = "move")]
    moved: Option<String>,
    add: Option<String>,
    remove: Option<String>,
    merge: Option<String>,
    split: Option<String>,
    stage: Option<String>,
}

/// Reads a script. Steps outside of any scenario are one, named `name`.
///
/// # Errors
/// See [`ScriptError`].
pub fn parse_script(text: &str, name: &str) -> Result<Vec<Scenario>, ScriptError> {
    let script: Script = toml::from_str(text)
        .map_err(|error| ScriptError::Malformed { reason: error.to_string().trim_end().to_owned() })?;
    let mut raw = script.scenario;
    if !script.step.is_empty() {
        raw.insert(0, RawScenario { name: name.to_owned(), steps: script.step });
    }
    if raw.is_empty() {
        return Err(ScriptError::Empty);
    }
    let mut scenarios: Vec<Scenario> = Vec::with_capacity(raw.len());
    for raw in raw {
        if scenarios.iter().any(|other| other.name == raw.name) {
            return Err(ScriptError::Twice { name: raw.name });
        }
        let steps = raw.steps.iter().zip(1..).map(|(step, place)| parse_step(step, &raw.name, place));
        let steps = steps.collect::<Result<_, _>>()?;
        scenarios.push(Scenario { name: raw.name, steps });
    }
    Ok(scenarios)
}

fn parse_step(raw: &RawStep, scenario: &str, step: usize) -> Result<Step, ScriptError> {
    type Parse = fn(&str) -> Result<Step, StepError>;
    let keys: [(&Option<String>, Parse); 6] = [
        (&raw.moved, Step::parse_move),
        (&raw.add, Step::parse_add),
        (&raw.remove, Step::parse_remove),
        (&raw.merge, Step::parse_merge),
        (&raw.split, Step::parse_split),
        (&raw.stage, Step::parse_stage),
    ];
    let mut given = keys.iter().filter_map(|(text, parse)| Some((text.as_deref()?, parse)));
    match (given.next(), given.next()) {
        (Some((text, parse)), None) => {
            parse(text).map_err(|error| ScriptError::Step { scenario: scenario.to_owned(), step, error })
        }
        _ => Err(ScriptError::Keys { scenario: scenario.to_owned(), step }),
    }
}
