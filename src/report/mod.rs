//! What people get: files, and a summary to read. Everything is computed once in [`Report`]; each file shows a part.

mod anomalies;
mod boundary_texts;
mod cells;
mod changes;
mod clean;
mod dashboards;
mod deadlines;
mod drawing;
mod drawing_texts;
mod envelopes;
mod files;
mod flaws;
mod funding;
mod history;
mod history_json;
mod lang;
mod layer_columns;
mod layer_styles;
#[cfg(test)]
mod layer_tests;
mod layers;
mod lookup_texts;
mod model;
mod overlaps;
mod page;
mod parts;
mod parts_texts;
mod picture;
mod population_texts;
mod populations;
mod rates;
mod reading_texts;
mod reference_info;
mod resume;
mod row_texts;
mod rules_resume;
mod rules_summary;
mod rules_texts;
mod schemes_text;
mod shared;
mod source_texts;
mod summary;
mod table_texts;
mod territories;
mod texts;
mod thresholds;
mod units;
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
pub use drawing_texts::{assignment_summary, doubt_message, doubt_remedy};
pub use files::{Sheet, file_names, files};
pub use flaws::{Names, defect_json, defect_message, defects_text, flaws_layer, repair_text};
pub use history::{code_text, day_text, kind_text, step_text, vintages_text, way_text};
pub use history_json::code_json;
pub use lang::Lang;
pub use layers::{LayerKind, ReportLayer, simplified, styled};
pub use model::{LIST, Options, Report, ReportError};
pub use parts_texts::iris_note;
pub use picture::{CARDS_FOLDER, cards};
pub use population_texts::kind_and_year;
pub use populations::{POPULATION_COLUMNS, population_cells, populations_heading, populations_json};
pub use reading_texts::problem_text;
pub use reference_info::{reference_info, repair_line};
pub use schemes_text::schemes_text;
pub use summary::{populations_line, rows_line, summary};
pub use texts::{correction, message, severity};
