//! What memcheck knows of octets.

use crabgrind::memcheck::{MemState, mark_mem};

/// Makes memcheck report what depends on these octets.
pub(crate) fn hide(octets: &mut [u8]) {
    mark(octets, MemState::Undefined);
}

/// Ends that for octets that are public: a signature, say.
pub(crate) fn publish(octets: &mut [u8]) {
    mark(octets, MemState::Defined);
}

fn mark(octets: &mut [u8], state: MemState) {
    // This release takes memcheck's answer, -1, for an error. That marks are seen is known by the controls.
    let _ = mark_mem(octets.as_mut_ptr().cast(), octets.len(), state);
}
