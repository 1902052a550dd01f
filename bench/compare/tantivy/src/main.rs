//! Tantivy in the comparison of engines: see README.md one folder up for the protocol.
//!
//! usage: compare-tantivy build PASSAGES INDEX | run INDEX QUERIES
use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Write};
use std::path::Path;
use std::time::Instant;

use tantivy::collector::{Collector, SegmentCollector, TopDocs};
use tantivy::columnar::{Column, StrColumn};
use tantivy::directory::MmapDirectory;
use tantivy::query::{BooleanQuery, Occur, PhrasePrefixQuery, PhraseQuery, Query, TermQuery};
use tantivy::schema::*;
use tantivy::tokenizer::{TextAnalyzer, TokenStream};
use tantivy::{DocId, Index, Score, Searcher, SegmentReader, TantivyDocument, Term};

const FACETS: [&str; 3] = ["actor", "era", "decade"];
const THREADS: usize = 2;
const BUDGET: usize = 1_900_000_000; // bytes for each thread: half of the passages are one segment
type Failure = Box<dyn std::error::Error + Send + Sync>;

fn schema() -> Schema {
    let mut builder = Schema::builder();
    let indexing = TextFieldIndexing::default()
        .set_tokenizer("en_stem")
        .set_index_option(IndexRecordOption::WithFreqsAndPositions);
    let text = TextOptions::default().set_indexing_options(indexing);
    builder.add_text_field("body", text);
    builder.add_text_field("text", STORED);
    builder.add_u64_field("document", FAST);
    for facet in FACETS {
        builder.add_text_field(facet, STRING | FAST);
    }
    builder.build()
}

/* build */

fn document(schema: &Schema, line: &str) -> Result<TantivyDocument, Failure> {
    let cells: Vec<&str> = line.split('\t').collect();
    let field = |name: &str| schema.get_field(name);
    let mut out = TantivyDocument::default();
    out.add_u64(field("document")?, cells[0].parse()?);
    for text in &cells[1..4] {
        out.add_text(field("body")?, text);
    }
    out.add_text(field("text")?, cells[3]);
    for (facet, values) in FACETS.iter().zip(&cells[4..]) {
        for value in values.split('|').filter(|value| !value.is_empty()) {
            out.add_text(field(facet)?, value);
        }
    }
    Ok(out)
}

fn build_part(passages: &Path, path: &Path, from: usize, to: usize) -> Result<Index, Failure> {
    std::fs::create_dir_all(path)?;
    let index = Index::create_in_dir(path, schema())?;
    let schema = index.schema();
    let mut writer = index.writer_with_num_threads(1, BUDGET)?;
    for line in BufReader::new(File::open(passages)?).lines().skip(from).take(to - from) {
        writer.add_document(document(&schema, &line?)?)?;
    }
    writer.commit()?;
    let segments = index.searchable_segment_ids()?.len();
    if segments != 1 {
        return Err(format!("{segments} segments: the budget of memory is too small").into());
    }
    Ok(index)
}

// Each thread takes a stretch; joined in order, the passages of a document follow each other.
fn build(passages: &Path, path: &Path) -> Result<(), Failure> {
    let lines = BufReader::new(File::open(passages)?).lines().count();
    let parts: Vec<_> = (0..THREADS).map(|i| path.join(format!("part{i}"))).collect();
    let indexes = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..THREADS)
            .map(|i| {
                let part = &parts[i];
                let (from, to) = (i * lines / THREADS, (i + 1) * lines / THREADS);
                scope.spawn(move || build_part(passages, part, from, to))
            })
            .collect();
        threads.into_iter().map(|t| t.join().unwrap()).collect::<Result<Vec<_>, _>>()
    })?;
    let whole = path.join("whole");
    std::fs::create_dir_all(&whole)?;
    tantivy::indexer::merge_indices(&indexes, MmapDirectory::open(&whole)?)?;
    for part in parts {
        std::fs::remove_dir_all(part)?;
    }
    Ok(())
}

/* queries */

struct Asked {
    words: Box<dyn Query>,
    all: Box<dyn Query>,
    filtered: Option<usize>, // which facet the filter is of
    value: String,
}

fn terms(analyzer: &mut TextAnalyzer, field: Field, text: &str) -> Vec<Term> {
    let mut out = Vec::new();
    let mut stream = analyzer.token_stream(text);
    while stream.advance() {
        out.push(Term::from_field_text(field, &stream.token().text));
    }
    out
}

fn asked(index: &Index, line: &str) -> Result<Asked, Failure> {
    let cells: Vec<&str> = line.split('\t').collect();
    let schema = index.schema();
    let body = schema.get_field("body")?;
    let mut analyzer = index.tokenizer_for_field(body)?;
    let term_query = |term: Term, option| Box::new(TermQuery::new(term, option)) as Box<dyn Query>;
    let words: Box<dyn Query> = if cells[2] == "prefix" {
        Box::new(PhrasePrefixQuery::new(vec![Term::from_field_text(body, cells[3])]))
    } else {
        let mut terms = terms(&mut analyzer, body, cells[3]);
        if terms.len() == 1 {
            term_query(terms.remove(0), IndexRecordOption::WithFreqs)
        } else if cells[2] == "phrase" {
            Box::new(PhraseQuery::new(terms))
        } else {
            let occur = if cells[2] == "any" { Occur::Should } else { Occur::Must };
            let clauses = terms.into_iter().map(|t| (occur, term_query(t, IndexRecordOption::WithFreqs)));
            Box::new(BooleanQuery::new(clauses.collect()))
        }
    };
    let mut out = Asked { all: words.box_clone(), words, filtered: None, value: String::new() };
    for (place, facet) in [(4, 0), (5, 2)] {
        if cells[place].is_empty() {
            continue;
        }
        let field = schema.get_field(FACETS[facet])?;
        let filter = term_query(Term::from_field_text(field, cells[place]), IndexRecordOption::Basic);
        let filter = Box::new(tantivy::query::ConstScoreQuery::new(filter, 0.0));
        out.all = Box::new(BooleanQuery::new(vec![
            (Occur::Must, out.words.box_clone()),
            (Occur::Must, filter),
        ]));
        out.filtered = Some(facet);
        out.value = cells[place].to_string();
    }
    Ok(out)
}

/* facets */

// Counts passages and documents of one facet by ordinal.
#[derive(Clone, Copy, Default)]
struct Cell {
    passages: u32,
    documents: u32,
    last: u64, // the last document, from 1
}

struct Tally {
    ords: Column<u64>,
    names: StrColumn,
    cells: Vec<Cell>,
}

impl Tally {
    fn new(segment: &SegmentReader, facet: &str) -> tantivy::Result<Tally> {
        let names = segment.fast_fields().str(facet)?.expect("a column");
        Ok(Tally { ords: names.ords().clone(), cells: vec![Cell::default(); names.num_terms()], names })
    }

    // Whether `wanted` is among the values.
    fn count(&mut self, doc: DocId, document: u64, wanted: Option<u64>) -> bool {
        let mut found = false;
        for value in self.ords.values_for_doc(doc) {
            found |= Some(value) == wanted;
            let cell = &mut self.cells[value as usize];
            cell.passages += 1;
            if cell.last != document {
                cell.last = document;
                cell.documents += 1;
            }
        }
        found
    }

    // The first ordinals by passages, then by name.
    fn top(&self, most: usize) -> Vec<usize> {
        let mut used: Vec<usize> =
            (0..self.cells.len()).filter(|&i| self.cells[i].passages > 0).collect();
        let key = |&i: &usize| (u32::MAX - self.cells[i].passages, i);
        if used.len() > most {
            used.select_nth_unstable_by_key(most, key);
            used.truncate(most);
        }
        used.sort_unstable_by_key(key);
        used
    }
}

#[derive(Clone)]
struct Counter {
    filtered: Option<usize>,
    value: String,
}

struct Counted {
    filtered: Option<usize>,
    wanted: Option<u64>,
    documents: Column<u64>,
    tallies: Vec<Tally>,
    total: u64,
    total_documents: u64,
    last: u64,
}

impl Collector for Counter {
    type Fruit = Vec<Counted>;
    type Child = Counted;

    fn for_segment(&self, _: u32, segment: &SegmentReader) -> tantivy::Result<Counted> {
        let tallies: Vec<Tally> =
            FACETS.iter().map(|f| Tally::new(segment, f)).collect::<tantivy::Result<_>>()?;
        let wanted = match self.filtered {
            Some(facet) => tallies[facet].names.dictionary().term_ord(self.value.as_bytes())?,
            None => None,
        };
        let documents = segment.fast_fields().u64("document")?;
        Ok(Counted { filtered: self.filtered, wanted, documents, tallies, total: 0,
                     total_documents: 0, last: 0 })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, fruits: Vec<Counted>) -> tantivy::Result<Vec<Counted>> {
        Ok(fruits)
    }
}

impl SegmentCollector for Counted {
    type Fruit = Counted;

    fn collect(&mut self, doc: DocId, _: Score) {
        let document = self.documents.values.get_val(doc) + 1;
        if let Some(facet) = self.filtered {
            if !self.tallies[facet].count(doc, document, self.wanted) {
                return;
            }
        }
        self.total += 1;
        self.total_documents += u64::from(document != self.last);
        self.last = document;
        for facet in 0..FACETS.len() {
            if Some(facet) != self.filtered {
                self.tallies[facet].count(doc, document, None);
            }
        }
    }

    fn harvest(self) -> Counted {
        self
    }
}

/* run */

// Microseconds of a clock.
fn now(clock: libc::clockid_t) -> f64 {
    let mut time = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    unsafe { libc::clock_gettime(clock, &mut time) };
    time.tv_sec as f64 * 1e6 + time.tv_nsec as f64 / 1e3
}

fn top10(searcher: &Searcher, asked: &Asked) -> tantivy::Result<Vec<DocId>> {
    let hits = searcher.search(&asked.all, &TopDocs::with_limit(10).order_by_score())?;
    Ok(hits.into_iter().map(|(_, address)| address.doc_id).collect())
}

fn count(searcher: &Searcher, asked: &Asked) -> tantivy::Result<Counted> {
    let counter = Counter { filtered: asked.filtered, value: asked.value.clone() };
    Ok(searcher.search(&asked.words, &counter)?.remove(0))
}

// The values of each facet by ordinal: looked up once, since the dictionary is slow at it.
fn names_of(searcher: &Searcher) -> Result<Vec<Vec<String>>, Failure> {
    let mut out = Vec::new();
    for facet in FACETS {
        let column = searcher.segment_reader(0).fast_fields().str(facet)?.expect("a column");
        let mut names = vec![String::new(); column.num_terms()];
        for (ord, name) in names.iter_mut().enumerate() {
            column.ord_to_str(ord as u64, name)?;
        }
        out.push(names);
    }
    Ok(out)
}

fn answer(searcher: &Searcher, asked: &Asked, names: &[Vec<String>]) -> tantivy::Result<String> {
    let counted = count(searcher, asked)?;
    let top: Vec<String> = top10(searcher, asked)?.iter().map(ToString::to_string).collect();
    let mut out = format!("{}\t{}\t{}", counted.total, counted.total_documents, top.join(","));
    for (tally, names) in counted.tallies.iter().zip(names) {
        let value = |i: usize| {
            let Cell { passages, documents, .. } = tally.cells[i];
            format!("{}={passages}/{documents}", names[i])
        };
        let values: Vec<String> = tally.top(1000).into_iter().map(value).collect();
        out += &format!("\t{}", values.join("|"));
    }
    Ok(out)
}

fn run(path: &Path, queries: &Path) -> Result<(), Failure> {
    let begin = Instant::now();
    let index = Index::open_in_dir(path.join("whole"))?;
    let searcher = index.reader()?.searcher();
    let mut out = BufWriter::new(io::stdout());
    writeln!(out, "opened {}", begin.elapsed().as_micros())?;
    let names = names_of(&searcher)?;
    let queries = BufReader::new(File::open(queries)?)
        .lines()
        .map(|line| asked(&index, &line?))
        .collect::<Result<Vec<_>, _>>()?;
    writeln!(out, "ready")?;
    out.flush()?;
    let mut seen = 0; // keeps the compiler from leaving work out
    for line in io::stdin().lock().lines() {
        let line = line?;
        let facets = line.starts_with("time facets");
        let clock = if line.ends_with(" cpu") { libc::CLOCK_THREAD_CPUTIME_ID } else { libc::CLOCK_MONOTONIC };
        for asked in &queries {
            if line == "answer" {
                writeln!(out, "{}", answer(&searcher, asked, &names)?)?;
                continue;
            }
            let begin = now(clock);
            seen += top10(&searcher, asked)?.len();
            if facets {
                let counted = count(&searcher, asked)?;
                for (tally, names) in counted.tallies.iter().zip(&names) {
                    seen += tally.top(20).into_iter().map(|i| names[i].len()).sum::<usize>();
                }
            }
            writeln!(out, "{:.1}", now(clock) - begin)?;
        }
        out.flush()?;
    }
    std::hint::black_box(seen);
    Ok(())
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let result = match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["build", passages, index] => build(Path::new(passages), Path::new(index)),
        ["run", index, queries] => run(Path::new(index), Path::new(queries)),
        _ => Err("usage: compare-tantivy build PASSAGES INDEX | run INDEX QUERIES".into()),
    };
    if let Err(error) = result {
        eprintln!("compare-tantivy: {error}");
        std::process::exit(1);
    }
}
