//! What memcheck knows of octets.

use crabgrind::memcheck::{MemState, mark_mem};

/// Makes memcheck report what depends on these octets.
pub(crate) fn hide(octets: &mut [u8]) {
    mark(octets.as_mut_ptr(), octets.len(), MemState::Undefined);
}

/// The same for letters.
pub(crate) fn hide_text(text: &mut str) {
    mark(text.as_mut_ptr(), text.len(), MemState::Undefined);
}

/// Ends that for octets that are public: a signature, say.
pub(crate) fn publish(octets: &mut [u8]) {
    mark(octets.as_mut_ptr(), octets.len(), MemState::Defined);
}

/// The same for letters.
pub(crate) fn publish_text(text: &mut str) {
    mark(text.as_mut_ptr(), text.len(), MemState::Defined);
}

fn mark(start: *mut u8, length: usize, state: MemState) {
    // This release takes memcheck's answer, -1, for an error. That marks are seen is known by the controls.
    let _ = mark_mem(start.cast(), length, state);
}
