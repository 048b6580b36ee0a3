//! `alebot backup` and `alebot restore`: everything that is stored, to a file and back.

use std::fs::{self, File};
use std::io::{self, BufReader, BufWriter, Write};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use chrono::Utc;
use clap::Args;

use super::Failure;
use super::additions::{database, waited};
use crate::store::{BackupError, Store};

#[derive(Args)]
pub struct Backup {
    /// Filen att skriva; den får inte finnas
    #[arg(value_name = "FIL")]
    file: PathBuf,
}

#[derive(Args)]
pub struct Restore {
    /// Filen att läsa, skriven av alebot backup
    #[arg(value_name = "FIL")]
    file: PathBuf,
}

impl Backup {
    pub fn run(&self) -> Result<(), Failure> {
        let rows = waited(self.write())?.map_err(|error| told(&self.file, &error))?;
        writeln!(io::stdout(), "{rows} rader skrivna i {}.", self.file.display())?;
        Ok(())
    }

    /// Beside its place first: what stands there is whole.
    async fn write(&self) -> Result<u64, BackupError> {
        if self.file.try_exists()? {
            return Err(io::Error::from(io::ErrorKind::AlreadyExists).into());
        }
        let store = Store::open_existing(&url()).await?;
        let mut part = self.file.clone().into_os_string();
        part.push(".part");
        let part = PathBuf::from(part);
        let written = write(&store, &part).await;
        store.close().await;
        let moved = written.and_then(|rows| Ok(fs::rename(&part, &self.file).map(|()| rows)?));
        if moved.is_err() {
            // Whatever went wrong is told; half a backup is of no use.
            let _ = fs::remove_file(&part);
        }
        moved
    }
}

/// For its owner alone: it holds what people wrote.
async fn write(store: &Store, path: &Path) -> Result<u64, BackupError> {
    let file = File::options().write(true).create(true).truncate(true).mode(0o600).open(path)?;
    let mut out = BufWriter::new(file);
    let rows = store.backup(&mut out, Utc::now().timestamp_millis()).await?;
    let file = out.into_inner().map_err(io::IntoInnerError::into_error)?;
    file.sync_all()?;
    Ok(rows)
}

impl Restore {
    pub fn run(&self) -> Result<(), Failure> {
        let open = || File::open(&self.file).map(BufReader::new);
        let rows =
            waited(Store::restore(&url(), open))?.map_err(|error| told(&self.file, &error))?;
        writeln!(io::stdout(), "{rows} rader återställda från {}.", self.file.display())?;
        Ok(())
    }
}

fn url() -> String {
    database().unwrap_or_else(|| crate::service::DATABASE.to_owned())
}

fn told(file: &Path, error: &BackupError) -> Failure {
    Failure::Told(match error {
        BackupError::File(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            format!("{} finns redan; välj ett annat namn", file.display())
        }
        BackupError::File(error) => format!("{}: {error}", file.display()),
        BackupError::Store(error) => error.to_string(),
        error => format!("{}: {error}", file.display()),
    })
}
