//! Neighbours, connected groups, areas and lengths.

use geo_types::{Coord, MultiPolygon};
use maillage::coverage::{Border, Coverage, Ellipsoid, FaceId, Plane, Surface};

use crate::drawing::{Drawing, draw, faces};
use crate::pen::Pen;

fn borders(drawing: &Drawing) -> Vec<(FaceId, FaceId, f64)> {
    let coverage = drawing.coverage();
    coverage.borders(&coverage.lengths(&Plane)).iter().map(|border| (border.a, border.b, border.metres)).collect()
}

fn components(rows: &[&str], letters: &str, joined: impl Fn(FaceId, FaceId) -> bool) -> Vec<Vec<FaceId>> {
    draw(rows).coverage().components(&faces(letters), joined)
}

fn areas(rows: &[&str]) -> Vec<f64> {
    draw(rows).coverage().areas(&Plane)
}

#[test]
fn a_border_has_its_length_and_the_lower_face_first() {
    assert_eq!(borders(&draw(&["BBA", "BBA"])), [(0, 1, 2.0)]);
}

#[test]
fn faces_that_meet_in_a_corner_only_are_not_neighbours() {
    assert_eq!(borders(&draw(&["A.", ".B"])), []);
    assert_eq!(borders(&draw(&["AB", "CD"])), [(0, 1, 1.0), (0, 2, 1.0), (1, 3, 1.0), (2, 3, 1.0)]);
}

#[test]
fn all_stretches_of_a_border_are_counted_together() {
    assert_eq!(borders(&draw(&["AB", "CB", "AB", "AA"])), [(0, 1, 3.0), (0, 2, 2.0), (1, 2, 1.0)]);
}

#[test]
fn the_border_of_an_enclave_is_its_whole_ring() {
    assert_eq!(borders(&draw(&["AAA", "ABA", "AAA"])), [(0, 1, 4.0)]);
}

#[test]
fn a_face_is_not_its_own_neighbour_even_drawn_as_two_polygons_side_by_side() {
    let halves = draw(&["AB"]).shapes(&Pen::PLAIN);
    let coverage = Coverage::from_polygons(&[MultiPolygon(halves.into_iter().flatten().collect())]).unwrap();
    assert_eq!(coverage.borders(&coverage.lengths(&Plane)), Vec::<Border>::new());
    assert_eq!(coverage.components(&[0], |_, _| true), [[0]]);
}

#[test]
fn faces_connected_by_borders_are_one_part_and_a_corner_does_not_connect() {
    assert_eq!(components(&["AB.E", "..C.", "D.CC"], "ABCDE", |_, _| true), [vec![0, 1], vec![2], vec![3], vec![4]]);
}

#[test]
fn parts_are_sorted_and_in_the_order_of_their_lowest_face_whatever_the_order_asked() {
    assert_eq!(components(&["DA.CB"], "DCBADC", |_, _| true), [[0, 3], [1, 2]]);
}

#[test]
fn a_face_that_is_not_asked_for_does_not_connect() {
    assert_eq!(components(&["ABC"], "AC", |_, _| true), [[0], [2]]);
}

#[test]
fn a_border_that_may_not_be_crossed_does_not_connect() {
    let all_but = |a: FaceId, b: FaceId| move |x: FaceId, y: FaceId| (x.min(y), x.max(y)) != (a, b);
    assert_eq!(components(&["ABCD"], "ABCD", all_but(1, 2)), [[0, 1], [2, 3]]);
    // Round a ring there is another way.
    assert_eq!(components(&["AB", "DC"], "ABCD", all_but(1, 2)), [[0, 1, 2, 3]]);
}

#[test]
fn an_empty_face_is_a_part_by_itself() {
    assert_eq!(components(&["AC"], "ABC", |_, _| true), [vec![0, 2], vec![1]]);
}

#[test]
fn an_enclave_is_connected_to_what_surrounds_it() {
    assert_eq!(components(&["AAA", "ABA", "AAA"], "AB", |_, _| true), [[0, 1]]);
}

#[test]
fn the_area_of_a_face_leaves_its_holes_out_and_takes_all_its_polygons() {
    assert_eq!(areas(&["AAA..", "ABA.A", "AAA.."]), [9.0, 1.0]);
}

#[test]
fn the_area_of_an_empty_face_is_zero() {
    assert_eq!(areas(&["AC"]), [1.0, 0.0, 1.0]);
}

#[test]
fn an_area_far_from_the_origin_is_as_exact_as_its_coordinates() {
    let far = |(x, y)| Coord { x: 6_000_000.0 + f64::from(x), y: 7_000_000.0 + f64::from(y) };
    let mut shape = draw(&["AA", "A."]).shapes(&Pen::PLAIN).remove(0);
    shape.0[0].exterior_mut(|ring| ring.0.iter_mut().for_each(|v| *v = far((v.x as i32, v.y as i32))));
    let coverage = Coverage::from_polygons(&[shape]).unwrap();
    assert_eq!(coverage.areas(&Plane), [3.0]);
}

#[test]
fn the_length_of_all_arcs_is_that_of_all_borders_and_coasts() {
    let coverage = draw(&["AB", "AC"]).coverage();
    assert_eq!(coverage.lengths(&Plane).iter().sum::<f64>(), 8.0 + 3.0);
}

#[test]
fn a_segment_is_as_long_one_way_as_the_other() {
    let (paris, lyon) = (Coord { x: 2.35, y: 48.85 }, Coord { x: 4.83, y: 45.76 });
    assert_eq!(Ellipsoid::WGS84.length(paris, lyon), Ellipsoid::WGS84.length(lyon, paris));
    assert_eq!(Ellipsoid::WGS84.length(paris, paris), 0.0);
}

#[test]
fn areas_on_the_ellipsoid_add_up_across_hemispheres() {
    let band = |south: i32, north: i32| crate::shapes::shape(&[(0, south), (1, south), (1, north), (0, north)]);
    let area = |shape| Coverage::from_polygons(&[shape]).unwrap().areas(&Ellipsoid::WGS84)[0];
    let (south, north, both) = (area(band(-2, 0)), area(band(0, 2)), area(band(-2, 2)));
    assert!(south > 0.0 && (south - north).abs() < 1e-3 && (south + north - both).abs() < 1e-3);
}

#[test]
fn the_areas_of_all_cells_of_a_globe_add_up_to_that_of_the_earth() {
    let globe = crate::shapes::shape(&[(-180, -90), (180, -90), (180, 90), (-180, 90)]);
    let area = Coverage::from_polygons(&[globe]).unwrap().areas(&Ellipsoid::WGS84)[0];
    // WGS 84: 510,065,621.72 square kilometres.
    assert!((area / 5.100_656_217_24e14 - 1.0).abs() < 1e-9, "{area}");
}
