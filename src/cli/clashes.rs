//! Files that would be lost: two results that go to one file, or a result that goes to a file which is read.

use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow};
use maillage::report::Lang;

use super::args::{
    BoundariesCommand, CogCommand, Command, Common, Input, PopulationArgs, ReferenceCommand, TableInput,
};
use super::output::STANDARD_OUTPUT;

/// What a command reads, and what it writes by the option that says so.
#[derive(Default)]
struct Files<'a> {
    read: Vec<&'a Path>,
    written: Vec<(&'static str, &'a Path)>,
}

impl<'a> Files<'a> {
    fn reads(&mut self, files: impl IntoIterator<Item = &'a PathBuf>) -> &mut Self {
        self.read.extend(files.into_iter().map(PathBuf::as_path));
        self
    }

    fn writes(&mut self, option: &'static str, file: Option<&'a PathBuf>) -> &mut Self {
        self.written.extend(file.map(|file| (option, file.as_path())));
        self
    }

    /// A result that goes to standard output without the option.
    fn writes_or_prints(&mut self, option: &'static str, file: Option<&'a PathBuf>) -> &mut Self {
        self.written.push((option, file.map_or(Path::new(STANDARD_OUTPUT), PathBuf::as_path)));
        self
    }

    fn reads_table(&mut self, table: &'a TableInput) -> &mut Self {
        self.reads([&table.table]).reads(&table.iris)
    }

    fn reads_populations(&mut self, populations: &'a PopulationArgs) -> &mut Self {
        self.reads(&populations.population)
    }

    fn reads_input(&mut self, input: &'a Input) -> &mut Self {
        self.reads_table(&input.table)
            .reads(&input.boundaries.boundaries)
            .reads(&input.other_populations.other_population)
            .reads_populations(&input.populations)
    }

    /// Those of a command. Results in a folder have names of their own.
    fn of(command: &'a Command) -> Self {
        let mut files = Self::default();
        let _ = match command {
            Command::Report(args) => files.reads_input(&args.input),
            Command::Check(args) => files.reads_input(&args.input),
            Command::Diff(args) => files.reads([&args.old, &args.new]),
            Command::Schemes | Command::Reference(ReferenceCommand::Info) => &mut files,
            Command::Export(args) => files.reads_input(&args.input).writes("--output", args.output.as_ref()),
            Command::Clean(args) => files
                .reads_table(&args.table)
                .writes_or_prints("--output", args.output.as_ref())
                .writes("--anomalies", args.anomalies.as_ref()),
            Command::Compare(args) => files
                .reads([&args.first, &args.second])
                .reads(&args.iris)
                .reads_populations(&args.populations)
                .writes("--output", args.output.as_ref()),
            Command::Assign(args) => files
                .reads([&args.polygons])
                .reads(&args.iris)
                .reads(&args.boundaries.boundaries)
                .reads_populations(&args.populations)
                .writes_or_prints("--output", args.output.as_ref())
                .writes("--anomalies", args.anomalies.as_ref())
                .writes("--review", args.review.as_ref())
                .writes("--overlaps", args.overlaps.as_ref())
                .writes("--gaps", args.gaps.as_ref()),
            Command::Simulate(args) => {
                files.reads_input(&args.input).reads(&args.script).writes("--output", args.output.as_ref())
            }
            Command::Timeline(args) => files.reads_input(&args.input).writes("--output", args.output.as_ref()),
            Command::Boundaries(BoundariesCommand::Check(args)) => {
                files.reads(&args.files.files).writes("--output", args.output.as_ref())
            }
            Command::Boundaries(BoundariesCommand::Repair(args)) => {
                files.reads(&args.files.files).writes("--output", Some(&args.output))
            }
            Command::Cog(args) => match &args.command {
                Some(CogCommand::Convert(args)) => files.reads([&args.table]).writes("--output", args.output.as_ref()),
                Some(CogCommand::Build(args)) => files
                    .reads(&args.recipe)
                    .reads(&args.movements)
                    .reads(&args.communes)
                    .writes("--output", Some(&args.output)),
                None => &mut files,
            },
            Command::Reference(ReferenceCommand::Build(args)) => files
                .reads(&args.recipe)
                .reads(&args.contours)
                .reads(&args.former_contours)
                .reads(&args.boundaries.boundaries)
                .reads_populations(&args.populations)
                .writes("--output", Some(&args.output)),
            Command::Reference(ReferenceCommand::Export(args)) => files.writes("--output", Some(&args.output)),
        };
        files
    }
}

/// Refuses a command of which one result would take the place of another, or of what is read.
pub fn refuse(command: &Command, common: &Common) -> Result<()> {
    let lang = Lang::from(common.lang);
    let mut files = Files::of(command);
    files.reads(&common.reference).reads(&common.history).reads(&common.schemes);
    let read: Vec<PathBuf> = files.read.iter().filter_map(|path| place(path)).collect();
    let mut printed = files.written.iter().filter(|(_, path)| *path == Path::new(STANDARD_OUTPUT));
    if let (Some((one, _)), Some((other, _))) = (printed.next(), printed.next()) {
        return Err(anyhow!(lang.pick(
            format!("{one} et {other} iraient tous deux à la sortie standard ; donner un fichier à l'un des deux"),
            format!("{one} and {other} would both go to standard output; give one of them a file"),
        )));
    }
    let mut written: Vec<(&str, PathBuf)> = Vec::new();
    for (option, path) in files.written {
        let Some(place) = place(path) else { continue };
        let name = path.display();
        if read.contains(&place) {
            return Err(anyhow!(lang.pick(
                format!("{option} : {name} est un fichier lu par cette commande ; écrire sous un autre nom"),
                format!("{option}: {name} is a file that this command reads; write to another name"),
            )));
        }
        if let Some((other, _)) = written.iter().find(|(_, other)| *other == place) {
            return Err(anyhow!(lang.pick(
                format!("{other} et {option} nomment le même fichier, {name} ; donner deux noms"),
                format!("{other} and {option} name the same file, {name}; give two names"),
            )));
        }
        written.push((option, place));
    }
    Ok(())
}

/// Which file a path names, whether it is there or not; none for standard streams, pipes and devices, which nothing replaces.
fn place(path: &Path) -> Option<PathBuf> {
    if path == Path::new(STANDARD_OUTPUT) {
        return None;
    }
    match std::fs::metadata(path) {
        Ok(found) if !found.is_file() => None,
        Ok(_) => path.canonicalize().ok(),
        Err(_) => {
            let folder = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
            let folder = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
            Some(path.file_name().map_or(folder.clone(), |name| folder.join(name)))
        }
    }
}
