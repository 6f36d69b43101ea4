//! Packed references: read or refused.
#![no_main]

use libfuzzer_sys::fuzz_target;
use maillage::reference::read_pack;

fuzz_target!(|bytes: &[u8]| {
    let _ = read_pack(bytes);
});
