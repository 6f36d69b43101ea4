//! The geometry engine, told by its tests: drawn coverages first, then generated ones, then all of France.

mod borders;
mod crossings;
mod dissolve;
mod drawing;
mod from_arcs;
mod from_polygons;
#[path = "../../benches/made/mod.rs"]
mod made;
mod made_properties;
mod mending;
mod mending_properties;
mod mending_seams;
mod pen;
mod pinches;
mod properties;
mod real;
mod seams;
mod shapes;
mod simplify;
mod simplify_properties;
mod triangles;
mod validate;
