//! All schemes of a file, checked, and which of them are in force.

use std::collections::BTreeMap;

use super::{FundingScheme, SchemeError, SettingError, SizeScheme, Status, file};

/// The schemes that come with the program.
const EMBEDDED: &str = include_str!("../../assets/schemes.toml");

/// Size and funding schemes by identifier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Schemes {
    sizes: BTreeMap<String, SizeScheme>,
    funding: BTreeMap<String, FundingScheme>,
    sizes_in_force: SizeScheme,
    funding_in_force: Option<String>,
}

impl Schemes {
    /// The schemes that come with the program.
    ///
    /// # Errors
    /// They are malformed; a test sees to it that they are not.
    pub fn embedded() -> Result<Self, SchemeError> {
        Self::parse(EMBEDDED)
    }

    /// Reads a schemes file (TOML) and checks every figure that can be held against another.
    ///
    /// # Errors
    /// The first fault, with scheme, line and figure.
    pub fn parse(text: &str) -> Result<Self, SchemeError> {
        let (sizes, funding) = file::read(text)?;
        let mut in_force: Vec<&SizeScheme> = sizes.values().filter(|it| it.status == Status::InForce).collect();
        let sizes_in_force = match (in_force.pop(), in_force.is_empty()) {
            (Some(only), true) => only.clone(),
            (last, _) => {
                let found = in_force.into_iter().chain(last).map(|it| it.id.clone()).collect();
                return Err(SchemeError::InForce { kind: "sizes", found });
            }
        };
        if let Some(stray) = funding.values().find(|funding| !sizes.contains_key(&funding.sizes)) {
            return Err(SchemeError::UnknownSizes {
                scheme: stray.id.clone(),
                sizes: stray.sizes.clone(),
                known: sizes.keys().cloned().collect(),
            });
        }
        let funding_in_force = funding_in_force(&funding, &sizes_in_force)?;
        Ok(Self { sizes, funding, sizes_in_force, funding_in_force })
    }

    /// The size scheme in force.
    pub fn sizes_in_force(&self) -> &SizeScheme {
        &self.sizes_in_force
    }

    /// The schemes in force.
    pub fn in_force(&self) -> (&SizeScheme, Option<&FundingScheme>) {
        let funding = self.funding_in_force.as_ref().and_then(|id| self.funding.get(id));
        (&self.sizes_in_force, funding)
    }

    /// All size schemes, by identifier.
    pub fn all_sizes(&self) -> impl Iterator<Item = &SizeScheme> {
        self.sizes.values()
    }

    /// All funding schemes, by identifier.
    pub fn all_funding(&self) -> impl Iterator<Item = &FundingScheme> {
        self.funding.values()
    }

    /// A funding scheme by its identifier.
    pub fn funding(&self, id: &str) -> Option<&FundingScheme> {
        self.funding.get(id)
    }

    /// A scheme by its identifier: a funding scheme with its sizes, or a size scheme with its funding, which is the one in
    /// force, or the only one there is for these sizes.
    ///
    /// # Errors
    /// No scheme has this identifier.
    pub fn find(&self, id: &str) -> Result<(&SizeScheme, Option<&FundingScheme>), SettingError> {
        if let Some(funding) = self.funding.get(id)
            && let Some(sizes) = self.sizes.get(&funding.sizes)
        {
            return Ok((sizes, Some(funding)));
        }
        let Some(sizes) = self.sizes.get(id) else {
            let mut known: Vec<String> = self.funding.keys().chain(self.sizes.keys()).cloned().collect();
            known.sort();
            known.dedup();
            return Err(SettingError::UnknownScheme { id: id.to_owned(), known });
        };
        let mut for_these = self.funding.values().filter(|funding| funding.sizes == id);
        let in_force = self.in_force().1.filter(|funding| funding.sizes == id);
        let only = || for_these.next().filter(|_| for_these.next().is_none());
        Ok((sizes, in_force.or_else(only)))
    }
}

/// The funding in force: the one that says so. A file that says it of none means the only one for the sizes in force
/// whose lines are all known.
fn funding_in_force(
    funding: &BTreeMap<String, FundingScheme>,
    sizes: &SizeScheme,
) -> Result<Option<String>, SchemeError> {
    let says = funding.values().any(|it| it.status.is_some());
    let counts = |it: &&FundingScheme| match it.status {
        Some(status) => status == Status::InForce,
        None => !says && it.sizes == sizes.id && it.is_complete(),
    };
    let found: Vec<String> = funding.values().filter(counts).map(|it| it.id.clone()).collect();
    match found.as_slice() {
        [only] => Ok(Some(only.clone())),
        [] if funding.is_empty() => Ok(None),
        _ => Err(SchemeError::InForce { kind: "funding", found }),
    }
}
