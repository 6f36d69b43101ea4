//! What columns of a table say.

/// A column that claims are read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Column {
    /// Identifier of the CPTS.
    CptsId,
    /// Its name.
    CptsName,
    /// Its stage.
    Stage,
    /// INSEE code of the commune, or a list of codes.
    Code,
    /// Name of the commune.
    CommuneName,
    /// Department of the commune, by code or name.
    Department,
    /// Postal code of the commune.
    PostalCode,
    /// Population of the commune. Not read: populations are the reference's.
    Population,
    /// Part of the commune that is claimed.
    Part,
    /// Population of that part.
    PartPopulation,
    /// Day from which the claim holds.
    Start,
    /// Last day on which it holds.
    End,
    /// Day on which the contract was signed.
    Signed,
    /// How the CPTS can be reached. There may be several.
    Contact,
}

impl Column {
    pub(super) const COUNT: usize = 14;

    /// All columns.
    pub const ALL: [Self; Self::COUNT] = [
        Self::CptsId,
        Self::CptsName,
        Self::Stage,
        Self::Code,
        Self::CommuneName,
        Self::Department,
        Self::PostalCode,
        Self::Population,
        Self::Part,
        Self::PartPopulation,
        Self::Start,
        Self::End,
        Self::Signed,
        Self::Contact,
    ];

    /// The name that written tables use.
    pub fn name(self) -> &'static str {
        match self {
            Self::CptsId => "cpts_id",
            Self::CptsName => "cpts_nom",
            Self::Stage => "stade",
            Self::Code => "code_insee",
            Self::CommuneName => "commune",
            Self::Department => "code_departement",
            Self::PostalCode => "code_postal",
            Self::Population => "population",
            Self::Part => "part",
            Self::PartPopulation => "population_part",
            Self::Start => "date_debut",
            Self::End => "date_fin",
            Self::Signed => "date_signature",
            Self::Contact => "contacts",
        }
    }

    /// Whether it tells of the CPTS as a whole, or of the time of all its claims.
    pub(super) fn is_of_cpts(self) -> bool {
        matches!(self, Self::CptsId | Self::CptsName | Self::Stage | Self::Start | Self::End | Self::Signed)
    }

    /// Two columns for the same would decide who claims what, so that none is taken before the other.
    pub(super) fn must_be_one(self) -> bool {
        matches!(self, Self::CptsId | Self::CptsName | Self::Stage | Self::Code)
    }
}
