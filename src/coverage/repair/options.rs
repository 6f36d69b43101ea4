//! What repair is asked to do.

/// What repair may do.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RepairOptions {
    /// How far a border may move, in metres: also how wide an overlap may be at most.
    pub tolerance: f64,
    /// Gaps are closed where they are no wider than this, in metres, and their mouths where they give on the outside.
    /// Wider ones may be water.
    pub gap_width: f64,
    /// Vertices that are made have this many decimals.
    pub decimals: u32,
    /// Whether a polygon that comes twice is taken out the second time. Otherwise it is left, and told.
    pub drop_duplicates: bool,
}

impl Default for RepairOptions {
    /// 5 m, for gaps too; 7 decimals, of degrees about a centimetre; duplicates are left.
    fn default() -> Self {
        Self { tolerance: 5.0, gap_width: 5.0, decimals: 7, drop_duplicates: false }
    }
}
