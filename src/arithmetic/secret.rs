//! Memory for secrets.

use core::ops::{Deref, DerefMut};
use zeroize::Zeroize;

/// A vector that is never resized and zeroized on drop. (`Zeroizing<Vec<_>>` does the same, inlined in every place of a drop.)
pub(crate) struct Secret<T: Zeroize>(Box<[T]>);

impl<T: Zeroize> Secret<T> {
    pub(crate) fn new(values: Vec<T>) -> Self {
        Self(values.into_boxed_slice())
    }
}

impl<T: Zeroize> Drop for Secret<T> {
    #[inline(never)]
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl<T: Zeroize> Deref for Secret<T> {
    type Target = [T];
    fn deref(&self) -> &[T] {
        &self.0
    }
}

impl<T: Zeroize> DerefMut for Secret<T> {
    fn deref_mut(&mut self) -> &mut [T] {
        &mut self.0
    }
}
