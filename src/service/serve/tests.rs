use super::*;

/// A task that the service cannot do without has ended.
#[tokio::test]
async fn a_dead_task_stops_the_service_and_shows() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}", folder.path().join("alebot.db").display());
    let store = Store::open(&url).await.unwrap();
    let pipe = Arc::new(PipeIntake(Pipe::open(store, Arc::new(|| 1_000))));
    let health = Health::default();
    let (stop_now, mut stopping) = flag::channel(false);
    health.watch(Arc::downgrade(&pipe), stop_now);
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let page = format!("http://{}/healthz", listener.local_addr().unwrap());
    let never = std::future::pending();
    tokio::spawn(listening::serve(listener, health.public(), Bounds::default(), never));
    let asked = async || reqwest::get(&page).await.unwrap().status().as_u16();
    assert_eq!((asked().await, health.dead_task()), (200, None));

    pipe.0.end_writing();
    let told = tokio::time::timeout(Duration::from_secs(10), stopping.wait_for(|stop| *stop));
    assert!(told.await.is_ok(), "it goes on");
    assert_eq!((asked().await, health.dead_task()), (503, Some("writer")));
    let error = ServeError::Died("writer").to_string();
    assert!(error.contains("the task writer ended; start Alebot again"), "{error}");
}
