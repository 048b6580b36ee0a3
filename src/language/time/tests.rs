use super::*;
#[test]
fn scratch() {
    let tsv = std::fs::read_to_string("/work/shared/language/time_expressions.tsv").unwrap();
    let at: NaiveDateTime = "2026-05-13T10:00:00".parse().unwrap();
    for line in tsv.lines().skip(1) {
        let cols: Vec<_> = line.split('\t').collect();
        println!("## {} => {}", cols[0], cols[2]);
        for v in cols[0].split('|') {
            let f: Vec<_> = find(v, at).into_iter().map(|e| show(&e)).collect();
            println!("    {v}: {}", f.join(" ; "));
        }
    }
    for line in std::fs::read_to_string("/tmp/dev.txt").unwrap().lines() {
        let (meta, q) = line.split_once('\t').unwrap();
        let (kind, at) = meta.split_once(' ').unwrap();
        let (at, gold) = at.split_once(' ').unwrap();
        let at: NaiveDateTime = format!("{at}:00").parse().unwrap();
        let e = find(q, at);
        let m = main(&e, q, at);
        if kind != "hours" && e.is_empty() {
            continue;
        }
        println!(
            "{kind} {at} {q}\n      gold {gold}\n      main {}   all {}",
            m.map(show).unwrap_or_default(),
            e.iter().map(show).collect::<Vec<_>>().join(" ; ")
        );
    }
}
fn show(e: &TimeExpression) -> String {
    let w = match &e.when {
        When::Dates(d) => d
            .iter()
            .map(|d| d.to_string())
            .collect::<Vec<_>>()
            .join("|"),
        When::Range { from, to } => format!("{from}..{to}"),
        When::Instant(t) => format!("@{t}"),
        w => format!("{w:?}"),
    };
    let within = e
        .within
        .map(|(a, b)| {
            format!(
                " {}-{}",
                a.map(|a| a.format("%H:%M").to_string()).unwrap_or_default(),
                b.map(|b| b.format("%H:%M").to_string()).unwrap_or_default()
            )
        })
        .unwrap_or_default();
    format!(
        "{w}{within}{}",
        if e.certainty == Certainty::Vague {
            " vague"
        } else {
            ""
        }
    )
}
