//! The rules that a report goes by: a size scheme, a funding scheme, and what is taken for granted. From a population to
//! its size and funding is one call, made of two small tables: it can be asked millions of times.

use super::{
    Assumptions, Convention, FundingLine, FundingReading, FundingScheme, LineAmounts, OptionalMissions, SIZES,
    SchemeError, Schemes, SettingError, Size, SizeScheme, Totals,
};

/// What a user may choose.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settings {
    /// A funding or size scheme by its identifier; without one, those in force.
    pub scheme: Option<String>,
    /// Side of thresholds that no text decides.
    pub convention: Convention,
    /// What the readings take for granted.
    pub assumptions: Assumptions,
}

/// What a population brings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Assessment {
    /// Its size; `None` where the population is not known.
    pub size: Option<Size>,
    /// Its funding in each reading; unknown where the size is.
    pub funding: Totals,
}

/// A size scheme, a funding scheme and assumptions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rules {
    sizes: SizeScheme,
    funding: Option<FundingScheme>,
    assumptions: Assumptions,
    totals: [Totals; SIZES],
}

impl Rules {
    /// The rules in force, from the schemes that come with the program.
    ///
    /// # Errors
    /// The schemes are malformed; a test sees to it that those of the program are not.
    pub fn in_force() -> Result<Self, SchemeError> {
        let schemes = Schemes::embedded()?;
        let (sizes, funding) = schemes.in_force();
        Ok(Self::new(sizes.clone(), funding.cloned(), Assumptions::default()))
    }

    /// The rules that settings choose among schemes.
    ///
    /// # Errors
    /// The schemes do not have what is asked for.
    pub fn choose(schemes: &Schemes, settings: &Settings) -> Result<Self, SettingError> {
        let (sizes, funding) = match &settings.scheme {
            Some(id) => schemes.find(id)?,
            None => schemes.in_force(),
        };
        if let OptionalMissions::Only(ids) = &settings.assumptions.optional {
            let known: Vec<&str> = funding.iter().flat_map(|it| it.optional()).map(|line| line.id.as_str()).collect();
            if let Some(id) = ids.iter().find(|id| !known.contains(&id.as_str())) {
                let scheme = funding.map_or(&sizes.id, |funding| &funding.id).clone();
                let known = known.iter().map(ToString::to_string).collect();
                return Err(SettingError::UnknownMission { id: id.clone(), scheme, known });
            }
        }
        let sizes = sizes.clone().with(settings.convention);
        Ok(Self::new(sizes, funding.cloned(), settings.assumptions.clone()))
    }

    /// Rules of these schemes; `funding` must be for these sizes.
    fn new(sizes: SizeScheme, funding: Option<FundingScheme>, assumptions: Assumptions) -> Self {
        let mut totals = [Totals::default(); SIZES];
        for (category, totals) in (1..).zip(&mut totals) {
            let size = Size { category, lower: None, upper: None, is_ambiguous: false };
            *totals = funding.as_ref().map(|funding| funding.totals(size, &assumptions)).unwrap_or_default();
        }
        Self { sizes, funding, assumptions, totals }
    }

    /// The size scheme, with its convention.
    pub fn sizes(&self) -> &SizeScheme {
        &self.sizes
    }

    /// The funding scheme; `None` where none is for these sizes.
    pub fn funding(&self) -> Option<&FundingScheme> {
        self.funding.as_ref()
    }

    /// What the readings take for granted.
    pub fn assumptions(&self) -> &Assumptions {
        &self.assumptions
    }

    /// The same rules with the other side for thresholds that no text decides.
    #[must_use]
    pub fn with_other_convention(&self) -> Self {
        let other = self.sizes.convention().other();
        Self { sizes: self.sizes.clone().with(other), ..self.clone() }
    }

    /// The size of a population and its funding; of a population that is not known, neither is.
    pub fn assess(&self, population: impl Into<Option<u64>>) -> Assessment {
        let size = population.into().map(|population| self.sizes.size(population));
        Assessment { size, funding: self.totals_of(size) }
    }

    /// The funding of a size that may be unknown.
    pub fn totals_of(&self, size: Option<Size>) -> Totals {
        size.map(|size| self.totals(size.category)).unwrap_or_default()
    }

    /// The funding of a size, from 1; unknown for a size that there is not.
    pub fn totals(&self, category: u8) -> Totals {
        usize::from(category).checked_sub(1).and_then(|place| self.totals.get(place)).copied().unwrap_or_default()
    }

    /// What each line brings a CPTS of a size, in the order of the funding scheme's lines; unknown where the size is.
    pub fn amounts(&self, size: impl Into<Option<Size>>, reading: FundingReading) -> Vec<LineAmounts> {
        let size = size.into();
        let of = |funding: &FundingScheme| match size {
            Some(size) => funding.amounts(size, reading, &self.assumptions),
            None => vec![LineAmounts::default(); funding.lines.len()],
        };
        self.funding.as_ref().map(of).unwrap_or_default()
    }

    /// The optional missions that count, in the order of the funding scheme's lines.
    pub fn optional(&self) -> impl Iterator<Item = &FundingLine> {
        let lines = self.funding.iter().flat_map(FundingScheme::optional);
        lines.filter(|line| self.assumptions.optional.holds(&line.id))
    }
}
