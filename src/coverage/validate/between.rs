use super::segments::{SegmentMeeting, Segments};
use super::{Defect, Options};
use crate::coverage::{Shapes, Surface};
use std::collections::BTreeMap;
pub(super) fn check(_s: &Shapes, _g: &Segments, _m: &[SegmentMeeting], _f: &impl Surface, _o: &Options) -> Vec<Defect> {
    let _: BTreeMap<u8, u8>;
    vec![]
}
