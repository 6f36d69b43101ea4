//! What people get: files, and a summary to read. Everything is computed once in [`Report`]; each file shows a part.

mod anomalies;
mod files;
mod flaws;
mod history;
mod history_json;
mod lang;
mod model;
mod overlaps;
mod page;
mod rates;
mod reference_info;
mod resume;
mod summary;
mod table_texts;
mod territories;
mod texts;
mod units;
mod zones;

pub use files::files;
pub use flaws::{Names, defect_json, defect_message, defects_text, flaws_layer, repair_text};
pub use history::{code_text, day_text, kind_text, moved_text, movement_text, vintages_text};
pub use history_json::code_json;
pub use lang::Lang;
pub use model::{Options, Report, ReportError};
pub use reference_info::{reference_info, repair_line};
pub use summary::summary;
pub use texts::{correction, message, severity};
