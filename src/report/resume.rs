//! `resume.json`: totals, identities and rates, with stable keys for programs.

use serde::Serialize;

use super::model::Report;
use super::rules_resume::{Echeances, Financement, Seuils, echeances, financement, seuils};
use crate::indicators::AreaRates;
use crate::reference::populations::PopulationFile;
use crate::territory::{Severity, Stage, StageSet, ZoneClass};

#[derive(Serialize)]
struct Resume {
    maillage: &'static str,
    perimetre: Perimetre,
    millesime_cog: u16,
    population: Population,
    /// Files of the contours, where they are not those of the reference.
    #[serde(skip_serializing_if = "Option::is_none")]
    contours: Option<Vec<String>>,
    /// Stage set by which units count as covered in every file but the rates.
    ensemble_stades: &'static str,
    table: Table,
    totaux: Totaux,
    cpts: Vec<Count>,
    tailles: Vec<Count>,
    zones_blanches: Vec<Zones>,
    couverture: Vec<Couverture>,
    financement: Financement,
    seuils: Seuils,
    echeances: Echeances,
    identites: Vec<Identite>,
    anomalies: Anomalies,
}

#[derive(Serialize)]
struct Perimetre {
    code: String,
    nom: String,
    regions: Vec<String>,
}

#[derive(Serialize)]
struct Population {
    nature: &'static str,
    /// Null where nobody says.
    annee: Option<u16>,
    autres_annees: Vec<AutreAnnee>,
    /// Files of the populations, where they are not those of the reference.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fichiers: Vec<FichierPopulation>,
}

#[derive(Serialize)]
struct FichierPopulation {
    nom: String,
    colonne: String,
    annee: Option<u16>,
    millesime_cog: u16,
    lignes: usize,
    lignes_reportees: usize,
    population: u64,
    population_placee: u64,
    population_non_placee: u64,
}

impl From<&PopulationFile> for FichierPopulation {
    fn from(file: &PopulationFile) -> Self {
        Self {
            nom: file.file.clone(),
            colonne: file.column.clone(),
            annee: file.year,
            millesime_cog: file.cog,
            lignes: file.rows,
            lignes_reportees: file.moved,
            population: file.inhabitants,
            population_placee: file.placed,
            population_non_placee: file.not_placed(),
        }
    }
}

#[derive(Serialize)]
struct AutreAnnee {
    code: String,
    nom: String,
    annee: Option<u16>,
}

#[derive(Serialize)]
struct Table {
    lignes: usize,
    lignes_utilisees: usize,
    lignes_rejetees: usize,
}

#[derive(Serialize)]
struct Totaux {
    population: u64,
    population_couverte: u64,
    population_blanche: u64,
    taux_population: Option<f64>,
    nb_communes: u64,
    nb_communes_couvertes: u64,
    nb_communes_blanches: u64,
    nb_cpts: usize,
    nb_chevauchements: usize,
    population_en_chevauchement: u64,
    nb_communes_partagees: usize,
    population_reste_des_partagees: u64,
    nb_zones_blanches: usize,
}

#[derive(Serialize)]
struct Count {
    cle: String,
    nombre: usize,
}

#[derive(Serialize)]
struct Zones {
    classe: &'static str,
    nombre: usize,
    nb_communes: usize,
    population: u64,
}

#[derive(Serialize)]
struct Couverture {
    ensemble_stades: &'static str,
    population: u64,
    population_couverte: u64,
    taux_population: Option<f64>,
    nb_communes: u64,
    nb_communes_couvertes: u64,
    taux_communes: Option<f64>,
    taux_surface: Option<f64>,
    nb_cpts: u64,
}

#[derive(Serialize)]
struct Identite {
    code_region: String,
    population: u64,
    couverte: u64,
    blanche: u64,
    somme_cpts: u64,
    comptee_plusieurs_fois: u64,
    exclusive: u64,
    partagee: u64,
    reste_des_partagees: u64,
}

#[derive(Serialize)]
struct Anomalies {
    erreurs: usize,
    avertissements: usize,
    informations: usize,
}

/// The file.
pub(super) fn json(report: &Report) -> Result<Vec<u8>, serde_json::Error> {
    let mut bytes = serde_json::to_vec_pretty(&resume(report))?;
    bytes.push(b'\n');
    Ok(bytes)
}

fn resume(report: &Report) -> Resume {
    let metadata = &report.reference.metadata;
    let scope = report.options.scope.area(&report.reference.areas);
    let regions = report.options.scope.regions.iter();
    Resume {
        maillage: env!("CARGO_PKG_VERSION"),
        perimetre: Perimetre {
            code: scope.code,
            nom: scope.name,
            regions: regions.map(|&r| report.reference.areas.regions[r as usize].code.clone()).collect(),
        },
        millesime_cog: metadata.cog,
        population: Population {
            nature: metadata.population_kind.column(),
            annee: metadata.population_year,
            autres_annees: metadata
                .population_other_years
                .iter()
                .map(|other| AutreAnnee { code: other.code.clone(), nom: other.name.clone(), annee: other.year })
                .collect(),
            fichiers: metadata.populations.iter().flat_map(|it| &it.files).map(FichierPopulation::from).collect(),
        },
        contours: report.reference.boundaries.as_ref().map(|boundaries| boundaries.files.clone()),
        ensemble_stades: report.options.stages.key(),
        table: Table {
            lignes: report.rows,
            lignes_utilisees: report.rows_used,
            lignes_rejetees: report.rows - report.rows_used,
        },
        totaux: totals(report),
        cpts: by_stage(report),
        tailles: by_size(report),
        zones_blanches: ZoneClass::ALL.map(|class| zones(report, class)).into(),
        couverture: StageSet::ALL.iter().filter_map(|&set| report.rates.whole(set)).map(coverage).collect(),
        financement: financement(report),
        seuils: seuils(report),
        echeances: echeances(report),
        identites: report
            .identities
            .iter()
            .map(|figures| Identite {
                code_region: figures.region.code.clone(),
                population: figures.population,
                couverte: figures.covered,
                blanche: figures.white,
                somme_cpts: figures.sum_of_cpts,
                comptee_plusieurs_fois: figures.counted_again,
                exclusive: figures.exclusive,
                partagee: figures.shared,
                reste_des_partagees: figures.rest,
            })
            .collect(),
        anomalies: Anomalies {
            erreurs: report.count(Severity::Error),
            avertissements: report.count(Severity::Warning),
            informations: report.count(Severity::Info),
        },
    }
}

fn totals(report: &Report) -> Totaux {
    let whole = report.rates.whole(report.options.stages);
    let (total, covered) = whole.map_or_else(Default::default, |whole| (whole.total, whole.covered));
    Totaux {
        population: total.population,
        population_couverte: covered.population,
        population_blanche: total.population - covered.population,
        taux_population: whole.and_then(AreaRates::population_rate).map(two_decimals),
        nb_communes: total.units,
        nb_communes_couvertes: covered.units,
        nb_communes_blanches: total.units - covered.units,
        nb_cpts: report.territories.len(),
        nb_chevauchements: report.overlaps.len(),
        population_en_chevauchement: report.overlap_population(),
        nb_communes_partagees: report.shared_units().count(),
        population_reste_des_partagees: report
            .shared_units()
            .map(|unit| {
                let all = u64::from(report.reference.unit(unit).population.unwrap_or(0));
                all.saturating_sub(report.partition.covered_population(report.reference, unit))
            })
            .sum(),
        nb_zones_blanches: report.zones.len(),
    }
}

fn by_stage(report: &Report) -> Vec<Count> {
    let stages = Stage::ALL.into_iter().map(Some).chain([None]);
    let count = |stage: Option<Stage>| Count {
        cle: stage.map_or("sans_stade", Stage::key).into(),
        nombre: report.territories.iter().filter(|t| report.cpts[t.cpts as usize].stage == stage).count(),
    };
    stages.map(count).collect()
}

fn by_size(report: &Report) -> Vec<Count> {
    let sizes = (1..=report.categories).map(|category| format!("taille_{category}")).chain(["taille_inconnue".into()]);
    sizes.zip(report.by_size()).map(|(cle, nombre)| Count { cle, nombre }).collect()
}

fn zones(report: &Report, class: ZoneClass) -> Zones {
    let of_class = || report.zones.iter().filter(|zone| zone.class == class);
    Zones {
        classe: class.key(),
        nombre: of_class().count(),
        nb_communes: of_class().map(|zone| zone.units.len()).sum(),
        population: of_class().map(|zone| zone.population).sum(),
    }
}

fn coverage(rates: &AreaRates) -> Couverture {
    Couverture {
        ensemble_stades: rates.stages.key(),
        population: rates.total.population,
        population_couverte: rates.covered.population,
        taux_population: rates.population_rate().map(two_decimals),
        nb_communes: rates.total.units,
        nb_communes_couvertes: rates.covered.units,
        taux_communes: rates.units_rate().map(two_decimals),
        taux_surface: rates.area_rate().map(two_decimals),
        nb_cpts: rates.cpts(),
    }
}

fn two_decimals(percent: f64) -> f64 {
    (percent * 100.0).round() / 100.0
}
