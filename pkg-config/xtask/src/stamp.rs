//! Notes of what a finished step was made from, so that it need not be done again.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use anyhow::Result;

/// A file that holds what a step was made from.
pub(crate) struct Stamp {
    file: PathBuf,
    content: String,
}

impl Stamp {
    /// A stamp in `file` for a step that is made from `inputs`.
    pub(crate) fn new(file: impl Into<PathBuf>, inputs: &[&[u8]]) -> Self {
        let mut hasher = DefaultHasher::new();
        inputs.hash(&mut hasher);
        Self { file: file.into(), content: format!("{:016x}\n", hasher.finish()) }
    }

    /// Whether the step was finished with these very inputs.
    pub(crate) fn is_current(&self) -> bool {
        fs::read_to_string(&self.file).is_ok_and(|found| found == self.content)
    }

    /// To be called when the step begins: whatever it leaves half done is not taken for finished.
    pub(crate) fn clear(&self) -> Result<()> {
        if self.file.exists() {
            fs::remove_file(&self.file)?;
        }
        Ok(())
    }

    /// To be called when the step is finished.
    pub(crate) fn set(&self) -> Result<()> {
        fs::create_dir_all(self.file.parent().unwrap_or(Path::new(".")))?;
        Ok(fs::write(&self.file, &self.content)?)
    }
}
