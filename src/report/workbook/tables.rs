//! The sheets that hold tables: each has the rows of one CSV file, or of a few of one form.

use super::names::Names;
use crate::formats::csv::Cell;
use crate::reference::Level;
use crate::report::model::Report;
use crate::report::sheet::Sheet;
use crate::report::{
    Lang, anomalies, dashboards, deadlines, envelopes, funding, overlaps, rates, shared, territories, thresholds,
    units, ways_out, zones,
};

/// A sheet with a table.
pub(super) struct Table {
    /// Names of the CSV files that have its rows.
    pub files: &'static [&'static str],
    /// By which its columns are found: the name of the file, or the one that files of a form share.
    pub form: &'static str,
    /// Name of the sheet, in French and English: 31 signs at most.
    pub name: [&'static str; 2],
    /// What a row is.
    pub about: [&'static str; 2],
    /// What an empty table means.
    pub empty: [&'static str; 2],
    /// Columns that stay in sight.
    pub pinned: u16,
    /// Whether the last row is for all others.
    pub has_total: bool,
    rows: fn(&Report, Lang) -> Sheet,
}

impl Table {
    /// Its columns and rows, with names beside codes.
    pub(super) fn sheet(&self, report: &Report, names: &Names, lang: Lang) -> Sheet {
        names.beside_codes(self.form, (self.rows)(report, lang))
    }

    /// The CSV files, as people are told of them.
    pub(super) fn files_text(&self) -> String {
        self.files.iter().map(|file| format!("{file}.csv")).collect::<Vec<_>>().join(", ")
    }
}

/// Rates of the scope, of its regions and of their departments, with the level of each.
fn all_rates(report: &Report) -> Sheet {
    let levels = [("perimetre", Level::France), ("region", Level::Region), ("departement", Level::Department)];
    let mut all = Sheet::default();
    for (key, level) in levels {
        let (header, rows) = rates::sheet(report, level);
        all.0 = std::iter::once("niveau").chain(header).collect();
        all.1.extend(rows.into_iter().map(|row| std::iter::once(Cell::from(key)).chain(row).collect::<Vec<_>>()));
    }
    all
}

/// All of them, in the order of the sheets.
pub(super) const TABLES: [Table; 16] = [
    Table {
        files: &["atlas_regions"],
        form: "tableau",
        name: ["Régions", "Regions"],
        about: [
            "Une ligne par région, et la dernière pour tout le périmètre.",
            "A row for each region, and the last for the whole scope.",
        ],
        empty: ["Aucune région.", "No region."],
        pinned: 3,
        has_total: true,
        rows: |report, _| dashboards::sheet(report, Level::Region),
    },
    Table {
        files: &["tableau_departements"],
        form: "tableau",
        name: ["Départements", "Departments"],
        about: [
            "Une ligne par département, et la dernière pour tout le périmètre.",
            "A row for each department, and the last for the whole scope.",
        ],
        empty: ["Aucun département.", "No department."],
        pinned: 3,
        has_total: true,
        rows: |report, _| dashboards::sheet(report, Level::Department),
    },
    Table {
        files: &["territoires"],
        form: "territoires",
        name: ["CPTS", "CPTS"],
        about: [
            "Une ligne par CPTS de l’ensemble de stades du rapport avec une commune dans le périmètre, avec tout son territoire.",
            "A row for each CPTS of the report’s stage set with a commune in the scope, with the whole of its territory.",
        ],
        empty: ["Aucune CPTS.", "No CPTS."],
        pinned: 2,
        has_total: false,
        rows: |report, _| territories::sheet(report),
    },
    Table {
        files: &["communes"],
        form: "communes",
        name: ["Communes", "Communes"],
        about: [
            "Une ligne par commune du périmètre, par arrondissement à Paris, Lyon et Marseille : qui la rattache.",
            "A row for each commune of the scope, each arrondissement in Paris, Lyon and Marseille: who claims it.",
        ],
        empty: ["Aucune commune.", "No commune."],
        pinned: 2,
        has_total: false,
        rows: |report, _| units::sheet(report),
    },
    Table {
        files: &["communes_partagees"],
        form: "communes_partagees",
        name: ["Communes partagées", "Shared communes"],
        about: [
            "Communes dont une CPTS au moins ne rattache qu’une partie : une ligne par rattachement ; la ligne sans CPTS est ce que personne ne rattache.",
            "Communes of which a CPTS claims a part only: a row for each claim; the row without a CPTS is what nobody claims.",
        ],
        empty: ["Aucune commune partagée.", "No shared commune."],
        pinned: 2,
        has_total: false,
        rows: |report, _| shared::sheet(report),
    },
    Table {
        files: &["chevauchements"],
        form: "chevauchements",
        name: ["Chevauchements", "Overlaps"],
        about: [
            "Une ligne par commune que plusieurs CPTS rattachent.",
            "A row for each commune that several CPTS claim.",
        ],
        empty: ["Aucun chevauchement.", "No overlap."],
        pinned: 2,
        has_total: false,
        rows: |report, _| overlaps::sheet(report),
    },
    Table {
        files: &["chevauchements_options"],
        form: "chevauchements_options",
        name: ["Issues des chevauchements", "Ways out of overlaps"],
        about: [
            "Pour chaque paire de CPTS qui se chevauchent et chaque issue, une ligne par CPTS : ce qu’elle deviendrait.",
            "For each pair of CPTS that overlap and each way out, a row for each CPTS: what it would become.",
        ],
        empty: ["Aucun chevauchement, donc aucune issue.", "No overlap, so no way out."],
        pinned: 2,
        has_total: false,
        rows: |report, _| ways_out::overlaps(report),
    },
    Table {
        files: &["zones_blanches"],
        form: "zones_blanches",
        name: ["Zones blanches", "White zones"],
        about: [
            "Une ligne par zone blanche : communes contiguës d’une région qu’aucune CPTS ne rattache. La plus peuplée d’abord.",
            "A row for each white zone: adjoining communes of a region that no CPTS claims. The most populous first.",
        ],
        empty: ["Aucune zone blanche.", "No white zone."],
        pinned: 2,
        has_total: false,
        rows: |report, _| zones::sheet(report),
    },
    Table {
        files: &["zones_blanches_options"],
        form: "zones_blanches_options",
        name: ["Preneuses des zones blanches", "Takers of white zones"],
        about: [
            "Une ligne par zone blanche et CPTS voisine : ce que cette CPTS deviendrait si elle prenait la zone.",
            "A row for each white zone and CPTS beside it: what that CPTS would become if it took the zone.",
        ],
        empty: ["Aucune zone blanche ne touche une CPTS.", "No white zone touches a CPTS."],
        pinned: 2,
        has_total: false,
        rows: |report, _| ways_out::zones(report),
    },
    Table {
        files: &["seuils"],
        form: "seuils",
        name: ["Seuils de taille", "Size thresholds"],
        about: [
            "Une ligne par CPTS dont la taille pourrait changer, et par raison.",
            "A row for each CPTS whose size may change, and each reason.",
        ],
        empty: ["Aucune CPTS près d’un seuil.", "No CPTS near a threshold."],
        pinned: 2,
        has_total: false,
        rows: |report, _| thresholds::sheet(report),
    },
    Table {
        files: &["echeances"],
        form: "echeances",
        name: ["Échéances", "Deadlines"],
        about: [
            "Une ligne par CPTS dont le jour de signature est connu, mission et jalon.",
            "A row for each CPTS whose day of signature is known, mission and milestone.",
        ],
        empty: [
            "La table ne donne le jour de signature d’aucune CPTS.",
            "The table gives the day of signature of no CPTS.",
        ],
        pinned: 2,
        has_total: false,
        rows: |report, _| deadlines::sheet(report),
    },
    Table {
        files: &["enveloppes"],
        form: "enveloppes",
        name: ["Enveloppes", "Envelopes"],
        about: [
            "Le financement annuel des CPTS de chaque lieu, aujourd’hui et à couverture complète. Une CPTS compte en entier là où vivent le plus de ses habitants.",
            "The yearly funding of the CPTS of each place, now and at full coverage. A CPTS counts whole where most of its inhabitants live.",
        ],
        empty: ["Aucune CPTS.", "No CPTS."],
        pinned: 3,
        has_total: false,
        rows: |report, _| envelopes::sheet(report),
    },
    Table {
        files: &["financement"],
        form: "financement",
        name: ["Financement par ligne", "Funding by line"],
        about: [
            "Ce que chaque CPTS peut recevoir : une ligne par ligne du barème et par lecture, puis leur total.",
            "What each CPTS may receive: a row for each line of the scheme and each reading, then their total.",
        ],
        empty: [
            "Aucun barème de financement pour ces tailles, ou aucune CPTS.",
            "No funding scheme for these sizes, or no CPTS.",
        ],
        pinned: 2,
        has_total: false,
        rows: |report, _| funding::sheet(report),
    },
    Table {
        files: &["couverture_france", "couverture_regions", "couverture_departements"],
        form: "couverture",
        name: ["Taux par ensemble de stades", "Rates by stage set"],
        about: [
            "Ce que les CPTS couvrent : une ligne par territoire et ensemble de stades. Une CPTS compte dans chaque territoire où elle a une commune.",
            "What the CPTS cover: a row for each area and stage set. A CPTS counts in every area where it has a commune.",
        ],
        empty: ["Aucune commune.", "No commune."],
        pinned: 3,
        has_total: false,
        rows: |report, _| all_rates(report),
    },
    Table {
        files: &["couverture_epci"],
        form: "couverture",
        name: ["Taux par EPCI", "Rates by EPCI"],
        about: [
            "Ce que les CPTS couvrent des intercommunalités : une ligne par EPCI et ensemble de stades. Seules comptent les communes du périmètre.",
            "What the CPTS cover of the intercommunalities: a row for each EPCI and stage set. Only communes of the scope count.",
        ],
        empty: ["Aucune commune.", "No commune."],
        pinned: 2,
        has_total: false,
        rows: |report, _| rates::sheet(report, Level::Epci),
    },
    Table {
        files: &["anomalies"],
        form: "anomalies",
        name: ["Anomalies", "Anomalies"],
        about: [
            "Une ligne par chose remarquée dans la table ou dans les territoires : les erreurs d’abord.",
            "A row for each thing noticed in the table or in the territories: errors first.",
        ],
        empty: ["Rien à signaler.", "Nothing noticed."],
        pinned: 2,
        has_total: false,
        rows: anomalies::sheet,
    },
];
