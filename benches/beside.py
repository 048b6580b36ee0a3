#!/usr/bin/env python3
"""The engine alone beside others, on the same generated texts and questions, one thread: a plain one-field BM25 query of tantivy's,
SQLite's FTS5 and, where it is installed, bm25s.

    python3 benches/beside.py 1000 100000

runs `cargo bench --bench search` for the engine and tantivy, then the others on what that has written down. `pip install bm25s` brings the
last; without it there is a line less. All are asked for ten hits, with the same function words left out; of several rounds the best counts.
"""

import json
import os
import re
import sqlite3
import subprocess
import sys
import tempfile
import time

FUNCTION_WORDS = set(
    "och att det som en för är av på med till den har inte om ett vi du kan eller hur".split()
)
LIMIT = 10
ROUNDS = 5


def words(text):
    return [word for word in re.findall(r"\w+", text.lower()) if word not in FUNCTION_WORDS]


def lines(path):
    with open(path, encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def best(ask, questions):
    """Microseconds a question, of the best round."""
    rounds = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        for question in questions:
            ask(question)
        rounds.append((time.perf_counter() - started) / len(questions))
    return 1e6 * min(rounds)


def fts5(documents, questions):
    base = sqlite3.connect(":memory:")
    base.execute("CREATE VIRTUAL TABLE texts USING fts5(text, content='', tokenize='unicode61')")
    base.executemany("INSERT INTO texts(rowid, text) VALUES (?, ?)", enumerate(documents))
    base.execute("INSERT INTO texts(texts) VALUES ('optimize')")
    asked = [" OR ".join(f'"{word}"' for word in words(question)) for question in questions]
    query = f"SELECT rowid FROM texts WHERE texts MATCH ? ORDER BY rank LIMIT {LIMIT}"
    return best(lambda question: base.execute(query, (question,)).fetchall(), asked)


def of_bm25s(documents, questions):
    import bm25s

    index = bm25s.BM25()
    index.index([words(text) for text in documents], show_progress=False)
    asked = [[words(question)] for question in questions]
    limit = min(LIMIT, len(documents))
    ask = lambda question: index.retrieve(question, k=limit, show_progress=False, n_threads=0)
    return best(ask, asked)


def main():
    for size in sys.argv[1:] or ["1000", "100000"]:
        with tempfile.TemporaryDirectory() as folder:
            environment = os.environ | {
                "ALEBOT_BENCH_ARTICLES": size,
                "ALEBOT_BENCH_WRITES": folder,
            }
            command = ["cargo", "bench", "--locked", "--bench", "search", "--", "--test"]
            subprocess.run(command, env=environment, check=True)
            documents = [row["text"] for row in lines(f"{folder}/documents.jsonl")]
            questions = [row["text"] for row in lines(f"{folder}/questions.jsonl")]
        for name, measure in [("FTS5", fts5), ("bm25s", of_bm25s)]:
            try:
                print(f"{size} articles: {name} {measure(documents, questions):.1f} µs", flush=True)
            except ImportError:
                print(f"{size} articles: {name} is not installed", flush=True)


main()
