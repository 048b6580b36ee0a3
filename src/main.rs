//! The binary: everything is in the library.

fn main() -> std::process::ExitCode {
    alebot::cli::run()
}
