//! The embedding engine on the command line, where nothing else is asynchronous.

use std::io::{self, IsTerminal, Write};
use std::ops::ControlFlow;
use std::path::Path;

use tokio::runtime::Runtime;

use super::{Failure, Settings};
use crate::assistant::Assistant;
use crate::embedding::{
    Computed, EmbeddingSettings, Engine, FileState, Pace, Patience, Progress, TextHash, Vector,
    VectorFile, Vectors, compute_missing,
};
use crate::search::Meanings;

/// An engine, and what drives its requests.
pub struct Meaning {
    engine: Engine,
    runtime: Runtime,
}

impl Meaning {
    /// `None`: no engine is set.
    pub fn open(
        settings: Option<EmbeddingSettings>,
        patience: Patience,
    ) -> Result<Option<Self>, Failure> {
        let Some(settings) = settings else { return Ok(None) };
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let engine =
            Engine::new(settings, patience).map_err(|error| Failure::Told(error.to_string()))?;
        Ok(Some(Meaning { engine, runtime }))
    }

    /// The assistant with the engine's vectors, where one is set, and the engine to ask for those of messages.
    pub fn beside(
        settings: &Settings,
        assistant: Assistant,
        patience: Patience,
    ) -> Result<(Assistant, Option<Self>), Failure> {
        let meaning = Meaning::open(settings.embeddings()?, patience)?;
        let assistant = match &meaning {
            Some(meaning) => meaning.teach(assistant, &settings.index),
            None => assistant,
        };
        Ok((assistant, meaning))
    }

    /// The assistant, comparing meanings: by the vectors beside the index, and those that are missing there, computed now. What goes wrong
    /// is said on standard error.
    pub fn teach(&self, assistant: Assistant, index: &Path) -> Assistant {
        let assistant = assistant.comparing(&Meanings::default());
        let meanings = assistant.meanings().cloned().unwrap_or_default();
        let vectors = self.vectors(index, meanings.texts());
        assistant.comparing(&meanings.with(vectors))
    }

    /// A message's vector; `None` where the engine does not give one in time.
    pub fn of(&self, text: &str) -> Option<Vector> {
        self.runtime.block_on(self.engine.embed_query(text))
    }

    /// The vectors of texts: those beside the index, and those that are missing there, computed now.
    pub fn vectors(&self, index: &Path, texts: &[String]) -> Vectors {
        let mut file = VectorFile::open(index, &self.engine.identity());
        match self.runtime.block_on(compute_missing(
            &self.engine,
            &mut file,
            texts,
            Pace::Foreground,
            progress(),
        )) {
            Ok(computed) => tell_of(&computed),
            Err(fault) => {
                warn(&format!("embeddingmotorn ger inga vektorer ({fault}); svaren bygger på ord"))
            }
        }
        if let FileState::InMemory { why } = &file.state {
            warn(&format!("vektorerna går inte att spara ({why}), så de räknas om varje gång"));
        }
        file.gather(texts.iter().map(|text| TextHash::of(text)).collect())
    }
}

/// Shows a person at a terminal how far it is.
fn progress() -> impl FnMut(Progress) -> ControlFlow<()> {
    let is_seen = io::stderr().is_terminal();
    move |Progress { done, of }| {
        if is_seen {
            // A closed standard error is no reason to stop.
            let _ = write!(
                io::stderr(),
                "\rVektorer: {done} av {of}{}",
                if done == of { "\n" } else { "" }
            );
        }
        ControlFlow::Continue(())
    }
}

fn tell_of(computed: &Computed) {
    if computed.model_changed {
        warn("embeddingmotorn svarar med en annan modell än förut; alla vektorer har räknats om");
    }
    if computed.refused > 0 {
        warn(&format!(
            "embeddingmotorn tog inte emot {} texter; de hittas på sina ord",
            computed.refused
        ));
    }
}

fn warn(text: &str) {
    let _ = writeln!(io::stderr(), "alebot: varning: {text}");
}
