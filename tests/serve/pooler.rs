//! PgBouncer between the instances and PostgreSQL, giving each transaction another session; where it is installed.

use std::os::unix::fs::PermissionsExt as _;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use tempfile::TempDir;

use super::instances::{Setup, Site, TAKEN_OVER};
use super::webhook::free_port;
use super::{on_each_database, runtime};

/// Fewer sessions than two instances have connections, so that they are shared.
const SESSIONS: u16 = 3;

struct Pooler {
    child: Child,
    port: u16,
    _folder: TempDir,
}

impl Drop for Pooler {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Pooler {
    /// In front of this database. `None`: there is no PgBouncer here.
    fn start(database: &str) -> Option<Pooler> {
        let program = ["/usr/sbin/pgbouncer", "/usr/bin/pgbouncer"]
            .into_iter()
            .find(|path| std::path::Path::new(path).exists())?;
        let url = url::Url::parse(database).unwrap();
        let schema = url.query_pairs().find_map(|(name, value)| {
            (name == "options").then(|| value.trim_start_matches("-c search_path=").to_owned())
        });
        let port = free_port();
        let settings = format!(
            "[databases]\nalebot = host={} port={} dbname={} user={} connect_query='SET search_path TO {}'\n\
             [pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = {port}\nunix_socket_dir =\nauth_type = any\n\
             pool_mode = transaction\nserver_reset_query =\nmax_client_conn = 100\ndefault_pool_size = {SESSIONS}\n\
             ignore_startup_parameters = extra_float_digits\n",
            url.host_str().unwrap(),
            url.port().unwrap_or(5432),
            url.path().trim_start_matches('/'),
            url.username(),
            schema.unwrap(),
        );
        let folder = tempfile::tempdir().unwrap();
        let open = std::fs::Permissions::from_mode(0o755);
        std::fs::set_permissions(folder.path(), open).unwrap();
        let file = folder.path().join("pgbouncer.ini");
        std::fs::write(&file, settings).unwrap();
        // It does not run as root; whoever else runs the tests cannot become somebody else.
        let child = Command::new(program)
            .args(["-u", "postgres", "-q"])
            .arg(&file)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        Some(Pooler { child, port, _folder: folder })
    }

    fn url(&self) -> String {
        format!("postgres://alebot@127.0.0.1:{}/alebot", self.port)
    }

    async fn answers(&self) {
        for _ in 0..200 {
            if tokio::net::TcpStream::connect(("127.0.0.1", self.port)).await.is_ok() {
                return;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        panic!("PgBouncer does not start");
    }
}

fn behind_a_pooler(body: impl AsyncFn(&str, &Pooler)) {
    on_each_database(|url| {
        if !url.starts_with("postgres") {
            return;
        }
        let Some(pooler) = Pooler::start(url) else {
            eprintln!("PgBouncer is not installed: not tested behind it");
            return;
        };
        runtime().block_on(async {
            pooler.answers().await;
            body(url, &pooler).await;
        });
    });
}

#[test]
fn behind_a_pooler_that_shares_sessions_everything_is_as_without() {
    behind_a_pooler(async |url, pooler| {
        let through = format!("{}?statement-cache-capacity=0", pooler.url());
        let mut site = Site::start_through(url, &through, 2, Setup::default()).await;
        site.ask(0..100, 20);
        site.until("an answer", TAKEN_OVER, async |site| site.double.sent() > 5).await;
        let leader = site.leader().await;
        let mut gone = site.instances.remove(leader);
        gone.running.kill();
        site.balancer.remove(gone.port);
        site.until("a new leader", TAKEN_OVER, async |site| site.instances[0].leads().await).await;
        site.ask(100..200, 20);
        site.quiet(Duration::from_secs(60)).await;
        let doubled = site.account(200, 20).await;
        assert!(doubled.values().all(|times| *times <= 1), "{doubled:?}");
        let running = &site.instances[0].running;
        assert_eq!(running.said("ERROR"), 0, "{}", running.log());
    });
}

#[test]
fn a_pooler_that_is_not_told_of_is_named_with_the_way_out() {
    behind_a_pooler(async |_, pooler| {
        let mut told = String::new();
        for _ in 0..20 {
            let tried = async {
                let store = alebot::store::Store::open(&pooler.url()).await?;
                let all = futures_of(&store).await;
                store.close().await;
                all
            };
            if let Err(error) = tried.await {
                told = error.to_string();
                break;
            }
        }
        assert!(told.contains("?statement-cache-capacity=0"), "{told:?}");
    });
}

/// Questions at once on several connections, so that sessions are exchanged.
async fn futures_of(store: &alebot::store::Store) -> Result<(), alebot::store::StoreError> {
    for _ in 0..10 {
        let (a, b, c) = tokio::join!(store.counts(), store.counts(), store.desk_revision());
        a?;
        b?;
        c?;
    }
    Ok(())
}
