//! What was noticed about a drawing, as data.

use crate::formats::layer::Problem;
use crate::reference::{IrisBasis, IrisNote, UnitId};
use crate::territory::Severity;

/// How much of a unit, or of a part of it, a drawn territory holds.
#[derive(Debug, Clone, PartialEq)]
pub struct Share {
    /// The territory, by its index; `None` for what no territory holds.
    pub territory: Option<usize>,
    /// Square metres.
    pub area: u64,
    /// Of the unit's area, from 0 to 1.
    pub share: f64,
    /// Inhabitants, estimated; `None` where the unit's figure is not published.
    pub population: Option<u64>,
}

/// What was noticed.
#[derive(Debug, Clone, PartialEq)]
pub enum Doubt {
    /// A feature without the name of a CPTS. It is not used.
    NoName,
    /// A feature whose name says that it is no CPTS. It is not used.
    Excluded,
    /// A feature without polygon. It is not used.
    NoPolygon {
        /// What it has instead.
        problem: Option<Problem>,
    },
    /// Something that the reader of the file passed over.
    Reading {
        /// What.
        problem: Problem,
    },
    /// A polygon whose rings cross, or polygons of a feature that overlap: what is inside was made polygons anew.
    Mended,
    /// A polygon that could not be mended. It is not used.
    NotMended,
    /// A polygon given twice.
    Duplicate {
        /// Number of the feature that it repeats.
        of: usize,
        /// Whether both are of one CPTS: then it counts once. Otherwise both claim what is in it.
        is_same_cpts: bool,
    },
    /// Several features of one CPTS, taken as one territory.
    United,
    /// Features of one CPTS that overlap: what they have in common counts once.
    OwnOverlap,
    /// Features of one CPTS that differ in a column which says one thing of a CPTS.
    SeveralValues {
        /// The column.
        column: String,
        /// The values, in order; an empty one where a feature gives none.
        values: Vec<String>,
        /// The one that counts; empty for none.
        kept: String,
    },
    /// CPTS that are called alike but for case, accents and punctuation, and count as several.
    Alike {
        /// How each is written, with its identifier where it has one.
        names: Vec<String>,
    },
    /// A name to exclude that no feature has.
    ExcludesNothing,
    /// A territory without area: flat, or smaller than a square metre.
    NoArea,
    /// Something noticed in the file of IRIS as it was read.
    Iris(IrisNote),
    /// IRIS of an inhabited commune that all have a population of 0: what is divided there goes by areas instead.
    IrisWithoutPeople,
    /// IRIS that do not make up their commune: what is divided there goes by areas instead.
    IrisUnfit {
        /// Share of the commune's area that no IRIS holds, from 0 to 1.
        missing: f64,
        /// Codes of IRIS that lie elsewhere, or nowhere.
        elsewhere: Vec<String>,
    },
    /// An attribute that the features of a CPTS do not agree on: left out for those CPTS.
    AttributeLeftOut {
        /// Its name.
        column: String,
        /// For how many CPTS.
        territories: usize,
    },
    /// A territory outside all units.
    Outside {
        /// Its area in square metres.
        area: u64,
    },
    /// A territory that lies outside all units in part.
    PartlyOutside {
        /// Square metres of it outside.
        area: u64,
        /// Of its area, from 0 to 1.
        share: f64,
    },
    /// A territory that gets no unit.
    HoldsNone,
    /// A unit that several territories hold, or one and nobody; one has the majority.
    Split {
        /// Who claims it.
        taken: Vec<usize>,
        /// Shares, largest first.
        shares: Vec<Share>,
    },
    /// A unit that is held in part, by none above the threshold: nobody claims it.
    NoMajority {
        /// Shares, largest first.
        shares: Vec<Share>,
    },
    /// A unit divided into rows, one for each part.
    Shared {
        /// Shares, largest first.
        shares: Vec<Share>,
        /// Rows by IRIS; otherwise one for each territory.
        by_iris: bool,
    },
    /// Territories that overlap on a unit: each that holds the majority of it claims it.
    Overlap {
        /// Who claims it.
        taken: Vec<usize>,
        /// Shares, largest first; they sum to more than one.
        shares: Vec<Share>,
        /// Square metres that several territories hold.
        area: u64,
        /// Of the unit's area, from 0 to 1.
        share: f64,
    },
    /// Parts of a divided unit that several territories hold: each of them claims these parts.
    Disputed {
        /// Who claims them.
        taken: Vec<usize>,
        /// Square metres of them.
        area: u64,
        /// Of the unit's area, from 0 to 1.
        share: f64,
    },
    /// A unit barely touched by a territory that does not claim it.
    Touched {
        /// What it holds.
        share: Share,
        /// Greatest width of its pieces there, in metres.
        width: f64,
    },
    /// Slivers along borders drawn in another way, all together.
    Slivers {
        /// How many.
        count: usize,
        /// Units that they are in.
        units: usize,
        /// Their square metres.
        area: u64,
        /// Width of the widest, in metres.
        width: f64,
    },
    /// A unit over which a territory could not be laid: a point inside the unit decided.
    Failed,
    /// Populations of parts are estimates.
    Estimated {
        /// Units that have some.
        units: usize,
        /// What they were made from; `None` for the areas of the parts.
        basis: Option<IrisBasis>,
    },
}

impl Doubt {
    /// How serious it is.
    pub fn severity(&self) -> Severity {
        match self {
            Self::NoName
            | Self::NoPolygon { .. }
            | Self::NotMended
            | Self::Outside { .. }
            | Self::NoArea
            | Self::Disputed { .. }
            | Self::NoMajority { .. } => Severity::Error,
            // A unit that two claim breaks rule R01; one that nobody gets is white.
            Self::Overlap { taken, .. } if taken.len() != 1 => Severity::Error,
            Self::Mended
            | Self::Duplicate { .. }
            | Self::OwnOverlap
            | Self::SeveralValues { .. }
            | Self::Alike { .. }
            | Self::ExcludesNothing
            | Self::Iris(_)
            | Self::IrisUnfit { .. }
            | Self::IrisWithoutPeople
            | Self::PartlyOutside { .. }
            | Self::HoldsNone
            | Self::Split { .. }
            | Self::Overlap { .. }
            | Self::Failed => Severity::Warning,
            Self::Excluded
            | Self::Reading { .. }
            | Self::United
            | Self::AttributeLeftOut { .. }
            | Self::Shared { .. }
            | Self::Touched { .. }
            | Self::Slivers { .. }
            | Self::Estimated { .. } => Severity::Info,
        }
    }

    /// What it is called in files.
    pub fn key(&self) -> &'static str {
        match self {
            Self::NoName => "sans_nom",
            Self::Excluded => "exclu",
            Self::NoPolygon { .. } => "sans_polygone",
            Self::Reading { .. } => "lecture",
            Self::Mended => "polygone_repare",
            Self::NotMended => "polygone_irreparable",
            Self::Duplicate { .. } => "polygone_en_double",
            Self::United => "objets_reunis",
            Self::OwnOverlap => "objets_superposes",
            Self::SeveralValues { .. } => "valeurs_differentes",
            Self::Alike { .. } => "noms_semblables",
            Self::ExcludesNothing => "exclusion_sans_effet",
            Self::NoArea => "sans_surface",
            Self::Iris(_) => "iris",
            Self::IrisUnfit { .. } => "iris_incomplets",
            Self::IrisWithoutPeople => "iris_sans_habitants",
            Self::AttributeLeftOut { .. } => "attribut_omis",
            Self::Outside { .. } => "hors_communes",
            Self::PartlyOutside { .. } => "deborde",
            Self::HoldsNone => "sans_commune",
            Self::Split { .. } => "commune_divisee",
            Self::NoMajority { .. } => "sans_majorite",
            Self::Shared { .. } => "commune_partagee",
            Self::Overlap { .. } => "chevauchement",
            Self::Disputed { .. } => "partie_disputee",
            Self::Touched { .. } => "effleure",
            Self::Slivers { .. } => "eclats",
            Self::Failed => "echec",
            Self::Estimated { .. } => "estimation",
        }
    }
}

/// Something noticed, and what about.
#[derive(Debug, Clone, PartialEq)]
pub struct Noted {
    /// What.
    pub doubt: Doubt,
    /// Numbers of the features, from 1, ascending.
    pub features: Vec<usize>,
    /// Name of the CPTS as the features give it; empty where none is meant.
    pub cpts: String,
    /// The unit.
    pub unit: Option<UnitId>,
    /// The IRIS, where it is about a part of the unit.
    pub part: String,
}

impl Noted {
    pub(super) fn of_features(doubt: Doubt, features: Vec<usize>, cpts: impl Into<String>) -> Self {
        Self { doubt, features, cpts: cpts.into(), unit: None, part: String::new() }
    }

    pub(super) fn of_unit(doubt: Doubt, unit: UnitId) -> Self {
        Self { doubt, features: Vec::new(), cpts: String::new(), unit: Some(unit), part: String::new() }
    }

    /// Errors first; then what is about the drawing as a whole, about features in their order, about units in theirs.
    pub(super) fn sort(notes: &mut [Self]) {
        let rank = |noted: &Self| match noted.doubt.severity() {
            Severity::Error => 0,
            Severity::Warning => 1,
            Severity::Info => 2,
        };
        notes.sort_by(|a, b| {
            let key =
                |it: &Self| (rank(it), it.unit, it.part.clone(), it.features.clone(), it.doubt.key(), it.cpts.clone());
            key(a).cmp(&key(b))
        });
    }
}
