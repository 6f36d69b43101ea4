//! What people get: files, and a summary to read. Everything is computed once in [`Report`]; each file shows a part.

mod anomalies;
mod basis;
mod cells;
mod changes;
mod clean;
mod dashboards;
mod deadlines;
mod drawing;
mod envelopes;
mod files;
mod flaws;
mod funding;
mod history;
mod history_json;
mod lang;
mod layers;
mod model;
mod overlaps;
mod page;
mod parts;
mod picture;
mod populations;
mod rates;
mod reference_info;
mod resume;
mod rules_resume;
mod rules_summary;
mod schemes_text;
mod shared;
mod sheet;
mod summary;
mod territories;
mod texts;
mod thresholds;
mod units;
mod ways_found;
mod ways_out;
mod workbook;
mod zones;

pub use anomalies::anomaly_rows;
pub use cells::row_objects;
pub use changes::{
    Outcome, change_rows, comparison, comparison_text, difference_json, difference_text, disagreement_rows,
    disagreement_text, refusal_text, region_rows,
};
pub use clean::{clean_rows, clean_table};
pub use drawing::{DrawnSheet, between_layer, claimed_rows, doubt_rows, review_layer};
pub use files::{file_names, files};
pub use flaws::{Names, defect_json, defect_message, defects_text, flaws_layer, repair_text};
pub use history::{code_text, day_text, kind_text, step_text, vintages_text, way_text};
pub use history_json::code_json;
pub use lang::Lang;
pub use layers::{LayerKind, ReportLayer, simplified, styled};
pub use model::{Options, Report, ReportError};
pub use picture::{CARDS_FOLDER, cards};
pub use populations::{POPULATION_COLUMNS, population_cells, populations_heading, populations_json};
pub use reference_info::{reference_info, repair_line};
pub use schemes_text::schemes_text;
pub use sheet::{LIST, Sheet};
pub use summary::{populations_line, rows_line, summary};
pub use texts::{
    assignment_summary, correction, doubt_message, doubt_remedy, iris_note, kind_and_year, message, problem_text,
    severity,
};
