//! Memory for secrets.

use core::ops::{Deref, DerefMut};
use zeroize::Zeroize;

/// A vector that is never resized and zeroized on drop. (`Zeroizing<Vec<_>>` does the same, inlined in every place of a drop.)
pub struct Secret<T: Zeroize>(Vec<T>);

impl<T: Zeroize> Secret<T> {
    /// Takes the values over.
    pub fn new(values: Vec<T>) -> Self {
        Self(values)
    }
}

impl<T: Zeroize> core::fmt::Debug for Secret<T> {
    fn fmt(&self, formatter: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        formatter.write_str("Secret")
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
