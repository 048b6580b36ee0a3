//! A server that goes away in the middle of everything, and comes back.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

use super::{QUESTION, World, on_each_database, runtime};
use crate::databases::execute;
use crate::double::Double;
use crate::process::{Database, OPEN, Program};
use crate::small_disk::SmallDisk;

/// Stands between the service and its database; can be shut, which breaks every connection and takes no new one.
struct Tap {
    address: SocketAddr,
    is_open: Arc<watch::Sender<bool>>,
}

impl Tap {
    async fn to(server: String) -> Tap {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let is_open = Arc::new(watch::Sender::new(true));
        let state = is_open.clone();
        tokio::spawn(async move {
            loop {
                let (client, _) = listener.accept().await.unwrap();
                let mut state = state.subscribe();
                if *state.borrow_and_update() {
                    tokio::spawn(carried(client, server.clone(), state));
                }
            }
        });
        Tap { address, is_open }
    }
}

async fn carried(mut client: TcpStream, server: String, mut state: watch::Receiver<bool>) {
    let Ok(mut server) = TcpStream::connect(server).await else { return };
    tokio::select! {
        _ = tokio::io::copy_bidirectional(&mut client, &mut server) => {}
        _ = state.wait_for(|is_open| !*is_open) => {}
    }
}

/// The address of a database, and the same by way of another server; `None`: it is a file.
fn by_way_of(url: &str, other: SocketAddr) -> Option<String> {
    let (head, rest) = url.strip_prefix("postgres://").map(|rest| ("postgres://", rest))?;
    let (user, rest) = rest.split_once('@')?;
    let (_, path) = rest.split_once('/')?;
    Some(format!("{head}{user}@{other}/{path}"))
}

fn server_of(url: &str) -> Option<String> {
    let (_, rest) = url.strip_prefix("postgres://")?.split_once('@')?;
    Some(rest.split_once('/')?.0.to_owned())
}

/// One statement as somebody else.
async fn run(url: &str, sql: String) {
    let url = url.to_owned();
    tokio::task::spawn_blocking(move || execute(&url, &sql)).await.unwrap();
}

#[test]
fn a_server_that_is_read_only_for_a_while_costs_nobody_an_answer_and_is_told_of_once() {
    on_each_database(|url| {
        let Some(server) = server_of(url) else { return };
        let (_, path) = url.split_once(&server).unwrap();
        let role = format!("alebot_frozen_{}", std::process::id());
        runtime().block_on(async {
            run(url, format!("CREATE ROLE {role} SUPERUSER LOGIN")).await;
            let mut world = World::start(&format!("postgres://{role}@{server}{path}")).await;
            // What looks into the database is not cut off with the service.
            world.database = Database::open(url).await;
            world.double.text(1, QUESTION);
            world.quiet().await;
            for round in 0..2 {
                let setting = "default_transaction_read_only";
                run(url, format!("ALTER ROLE {role} SET {setting} = on")).await;
                let cut = format!("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '{role}'");
                run(url, cut).await;
                let first = 2 + round * 10;
                for chat in first..first + 10 {
                    world.double.text(chat, QUESTION);
                }
                tokio::time::sleep(Duration::from_secs(6)).await;
                assert_eq!(world.double.shown(first).len(), 0);
                run(url, format!("ALTER ROLE {role} RESET {setting}")).await;
                for chat in first..first + 10 {
                    world.answered(chat, 1).await;
                }
                world.quiet().await;
            }
            for chat in 1..=21 {
                assert_eq!(world.answers(chat), 1, "{chat}");
            }
            let said = |words: &str| world.running.said(words);
            // By who writes and by who leads, and by nobody else.
            assert!(said("PostgreSQL is read-only") <= 4, "{}", world.running.log());
            assert_eq!(said("the database takes writes again"), 2, "{}", world.running.log());
            world.running.kill();
            drop(world);
            run(url, format!("REASSIGN OWNED BY {role} TO CURRENT_USER")).await;
            run(url, format!("DROP ROLE {role}")).await;
        });
    });
}

#[test]
fn a_database_server_that_goes_away_costs_nobody_an_answer_and_is_told_of_once() {
    on_each_database(|url| {
        let Some(server) = server_of(url) else { return };
        runtime().block_on(async {
            let tap = Tap::to(server).await;
            let through = by_way_of(url, tap.address).unwrap();
            let double = Double::start().await;
            let running = Program::new(&double.address(), &through).at(OPEN).start();
            let database = Database::open(url).await;
            let mut world = World { running, database, double, url: url.to_owned() };
            for round in 0..2 {
                let first = 1 + round * 20;
                for chat in first..first + 10 {
                    world.double.text(chat, QUESTION);
                }
                world.answered(first, 1).await;
                tap.is_open.send_replace(false);
                for chat in first + 10..first + 20 {
                    world.double.text(chat, QUESTION);
                }
                tokio::time::sleep(Duration::from_secs(3)).await;
                tap.is_open.send_replace(true);
                for chat in first..first + 20 {
                    world.answered(chat, 1).await;
                }
                world.quiet().await;
            }
            for chat in 1..=40 {
                let answers = world.answers(chat);
                // What was under way when the connection broke may come twice.
                assert!((1..=2).contains(&answers), "{chat} got {answers}");
            }
            let log = world.running.log();
            let said = |words: &str| log.lines().filter(|line| line.contains(words)).count();
            assert!(said("a write failed and is tried until it succeeds") <= 2, "{log}");
            assert_eq!(said("panicked"), 0, "{log}");
        });
    });
}

#[test]
fn a_full_disk_costs_nobody_an_answer_and_is_told_of_once() {
    let Some(disk) = SmallDisk::mount(8192) else { return };
    runtime().block_on(async {
        let url = format!("sqlite://{}", disk.path().join("alebot.db").display());
        let mut world = World::start(&url).await;
        world.double.text(1, QUESTION);
        world.quiet().await;
        disk.fill();
        const TOLD: &str = "a write failed and is tried until it succeeds";
        let mut chats = 1;
        // What is written at first finds room in files that are there.
        while world.running.said(TOLD) == 0 {
            assert!(chats < 2000, "the disk is not full");
            chats += 1;
            world.double.text(chats, QUESTION);
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        tokio::time::sleep(Duration::from_secs(3)).await;
        disk.free();
        world.quiet().await;
        for chat in 1..=chats {
            assert_eq!(world.answers(chat), 1, "{chat}");
        }
        let log = world.running.log();
        for once in [TOLD, "the database takes writes again"] {
            assert_eq!(world.running.said(once), 1, "{log}");
        }
        assert_eq!(world.running.said("panicked"), 0, "{log}");
    });
}
