//! Memory for secrets.

use core::ops::{Deref, DerefMut};
use zeroize::{DefaultIsZeroes, optimization_barrier};

/// A vector that is never resized, and zeroized on drop. (`Zeroizing<Vec<_>>` does the same, inlined in every place of a drop, by a loop over
/// values that an engine has to compile for every type.)
pub struct Secret<T: DefaultIsZeroes>(Vec<T>);

impl<T: DefaultIsZeroes> Secret<T> {
    /// Takes the values over.
    pub fn new(values: Vec<T>) -> Self {
        Self(values)
    }
}

impl<T: DefaultIsZeroes> Default for Secret<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T: DefaultIsZeroes> core::fmt::Debug for Secret<T> {
    fn fmt(&self, formatter: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        formatter.write_str("Secret")
    }
}

impl<T: DefaultIsZeroes> Drop for Secret<T> {
    #[inline(never)]
    fn drop(&mut self) {
        self.0.fill(T::default());
        optimization_barrier(&*self.0);
    }
}

impl<T: DefaultIsZeroes> Deref for Secret<T> {
    type Target = [T];
    fn deref(&self) -> &[T] {
        &self.0
    }
}

impl<T: DefaultIsZeroes> DerefMut for Secret<T> {
    fn deref_mut(&mut self) -> &mut [T] {
        &mut self.0
    }
}
