// Lucene in the comparison of engines: see README.md one folder up for the protocol.
//
// usage: java Compare build PASSAGES INDEX
//        java Compare run INDEX QUERIES
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.AnalyzerWrapper;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.SortedSetDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.LogByteSizeMergePolicy;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.SortedSetDocValues;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.SimpleCollector;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.MMapDirectory;
import org.apache.lucene.util.BytesRef;

final class Compare {
  static final String[] FACETS = {"actor", "era", "decade"};
  static final int THREADS = 2;
  // Between title, headings and text, so that no phrase reaches across.
  static final int GAP = 100;

  static Analyzer analyzer() {
    return new AnalyzerWrapper(Analyzer.PER_FIELD_REUSE_STRATEGY) {
      private final Analyzer english = new EnglishAnalyzer();
      @Override protected Analyzer getWrappedAnalyzer(String field) { return english; }
      @Override public int getPositionIncrementGap(String field) { return GAP; }
    };
  }

  /* build */

  static Document document(String line) {
    String[] cells = line.split("\t", -1);
    Document document = new Document();
    document.add(new NumericDocValuesField("document", Long.parseLong(cells[0])));
    document.add(new TextField("body", cells[1], Field.Store.NO));
    if (!cells[2].isEmpty()) document.add(new TextField("body", cells[2], Field.Store.NO));
    document.add(new TextField("body", cells[3], Field.Store.NO));
    document.add(new StoredField("text", cells[3]));
    for (int facet = 0; facet < FACETS.length; ++facet) {
      if (cells[4 + facet].isEmpty()) continue;
      for (String value : cells[4 + facet].split("\\|")) {
        document.add(new SortedSetDocValuesField(FACETS[facet], new BytesRef(value)));
        document.add(new StringField(FACETS[facet], value, Field.Store.NO));
      }
    }
    return document;
  }

  static IndexWriter writer(Path index) throws IOException {
    IndexWriterConfig config = new IndexWriterConfig(analyzer());
    config.setRAMBufferSizeMB(256);
    config.setMergePolicy(new LogByteSizeMergePolicy());  // keeps the order of passages
    return new IndexWriter(new MMapDirectory(index), config);
  }

  static void buildPart(Path passages, Path index, long from, long to) {
    try (IndexWriter writer = writer(index); BufferedReader in = Files.newBufferedReader(passages)) {
      for (long i = 0; i < to; ++i) {
        String line = in.readLine();
        if (i >= from) writer.addDocument(document(line));
      }
    } catch (IOException error) {
      throw new UncheckedIOException(error);
    }
  }

  // Each thread takes a stretch; joined in order, the passages of a document follow each other.
  static void build(Path passages, Path index) throws Exception {
    long lines;
    try (Stream<String> all = Files.lines(passages)) {
      lines = all.count();
    }
    Thread.setDefaultUncaughtExceptionHandler((thread, error) -> {
      error.printStackTrace();
      System.exit(1);
    });
    Path[] parts = new Path[THREADS];
    Directory[] directories = new Directory[THREADS];
    Thread[] threads = new Thread[THREADS];
    for (int i = 0; i < THREADS; ++i) {
      Path part = parts[i] = index.resolveSibling(index.getFileName() + "-part" + i);
      directories[i] = new MMapDirectory(part);
      long from = lines * i / THREADS;
      long to = lines * (i + 1) / THREADS;
      threads[i] = new Thread(() -> buildPart(passages, part, from, to));
      threads[i].start();
    }
    for (Thread thread : threads) thread.join();
    try (IndexWriter writer = writer(index)) {
      writer.addIndexes(directories);
      writer.forceMerge(1);
    }
    for (Directory part : directories) {
      for (String file : part.listAll()) part.deleteFile(file);
      part.close();
    }
    for (Path part : parts) Files.delete(part);
  }

  /* queries */

  static final class Asked {
    Query words;          // what is scored
    Query all;            // with the filter
    int filtered = -1;    // which facet the filter is of
    String value;
  }

  static List<Term> terms(Analyzer analyzer, String text, List<Integer> positions)
      throws IOException {
    List<Term> out = new ArrayList<>();
    try (TokenStream stream = analyzer.tokenStream("body", text)) {
      CharTermAttribute term = stream.addAttribute(CharTermAttribute.class);
      PositionIncrementAttribute increment = stream.addAttribute(PositionIncrementAttribute.class);
      stream.reset();
      int position = -1;
      while (stream.incrementToken()) {
        position += increment.getPositionIncrement();
        positions.add(position);
        out.add(new Term("body", term.toString()));
      }
      stream.end();
    }
    return out;
  }

  static Asked asked(Analyzer analyzer, String line) throws IOException {
    String[] cells = line.split("\t", -1);
    String how = cells[2];
    List<Integer> positions = new ArrayList<>();
    Asked asked = new Asked();
    if (how.equals("prefix")) {
      asked.words = new PrefixQuery(new Term("body", cells[3]));
    } else {
      List<Term> terms = terms(analyzer, cells[3], positions);
      if (how.equals("phrase")) {
        PhraseQuery.Builder phrase = new PhraseQuery.Builder();
        for (int i = 0; i < terms.size(); ++i) phrase.add(terms.get(i), positions.get(i));
        asked.words = phrase.build();
      } else if (terms.size() == 1) {
        asked.words = new TermQuery(terms.get(0));
      } else {
        BooleanQuery.Builder builder = new BooleanQuery.Builder();
        for (Term term : terms)
          builder.add(new TermQuery(term), how.equals("any") ? Occur.SHOULD : Occur.MUST);
        asked.words = builder.build();
      }
    }
    asked.all = asked.words;
    for (int i = 0; i < 2; ++i) {
      if (cells[4 + i].isEmpty()) continue;
      asked.filtered = i == 0 ? 0 : 2;
      asked.value = cells[4 + i];
      asked.all = new BooleanQuery.Builder().add(asked.words, Occur.MUST)
          .add(new TermQuery(new Term(FACETS[asked.filtered], asked.value)), Occur.FILTER).build();
    }
    return asked;
  }

  /* facets */

  // Counts passages and documents of one facet by ordinal.
  static final class Tally {
    int[] passages, documents, lastDocument, used;
    int distinct;

    Tally(int values) {
      passages = new int[values];
      documents = new int[values];
      lastDocument = new int[values];
      used = new int[values];
    }

    void clear() {
      for (int i = 0; i < distinct; ++i) passages[used[i]] = documents[used[i]] = lastDocument[used[i]] = 0;
      distinct = 0;
    }

    void add(int value, int document) {
      if (passages[value]++ == 0) used[distinct++] = value;
      if (lastDocument[value] == document) return;
      lastDocument[value] = document;
      ++documents[value];
    }

    // The first values by passages, then by ordinal.
    int[] top(int most) {
      long[] best = new long[Math.min(most, distinct)];
      int held = 0;
      for (int i = 0; i < distinct; ++i) {
        long key = ((long) passages[used[i]] << 32) | (Integer.MAX_VALUE - used[i]);
        if (held < best.length) {
          best[held++] = key;
          if (held == best.length) Arrays.sort(best);
        } else if (key > best[0]) {
          int at = 0;
          while (at + 1 < held && best[at + 1] < key) { best[at] = best[at + 1]; ++at; }
          best[at] = key;
        }
      }
      Arrays.sort(best);
      int[] out = new int[best.length];
      for (int i = 0; i < out.length; ++i)
        out[i] = Integer.MAX_VALUE - (int) best[out.length - 1 - i];
      return out;
    }
  }

  // By doc values over one segment; quicker here than SortedSetDocValuesFacetCounts, which counts
  // passages only. A facet with a filter on it is counted without that filter.
  static final class Counter extends SimpleCollector {
    final Tally[] tallies;
    final Asked asked;
    final long wanted;  // ordinal that the filter asks for
    NumericDocValues documents;
    SortedSetDocValues[] values = new SortedSetDocValues[FACETS.length];
    int total, totalDocuments, last;

    Counter(Tally[] tallies, Asked asked, long wanted) {
      this.tallies = tallies;
      this.asked = asked;
      this.wanted = wanted;
    }

    @Override public ScoreMode scoreMode() { return ScoreMode.COMPLETE_NO_SCORES; }

    @Override protected void doSetNextReader(LeafReaderContext context) throws IOException {
      documents = context.reader().getNumericDocValues("document");
      for (int i = 0; i < FACETS.length; ++i)
        values[i] = context.reader().getSortedSetDocValues(FACETS[i]);
    }

    boolean count(int facet, int doc, int document) throws IOException {
      boolean found = false;
      if (!values[facet].advanceExact(doc)) return false;
      for (int n = values[facet].docValueCount(); n > 0; --n) {
        long value = values[facet].nextOrd();
        found |= value == wanted;
        tallies[facet].add((int) value, document);
      }
      return found;
    }

    @Override public void collect(int doc) throws IOException {
      documents.advanceExact(doc);
      int document = (int) documents.longValue() + 1;
      if (asked.filtered >= 0 && !count(asked.filtered, doc, document)) return;
      ++total;
      if (document != last) ++totalDocuments;
      last = document;
      for (int facet = 0; facet < FACETS.length; ++facet)
        if (facet != asked.filtered) count(facet, doc, document);
    }
  }

  /* run */

  final IndexSearcher searcher;
  final SortedSetDocValues[] names = new SortedSetDocValues[FACETS.length];
  final Tally[] tallies = new Tally[FACETS.length];
  final List<Asked> queries = new ArrayList<>();

  Compare(Path index, Path queryFile) throws IOException {
    searcher = new IndexSearcher(DirectoryReader.open(new MMapDirectory(index)));
    if (searcher.getIndexReader().leaves().size() != 1)
      throw new IllegalStateException("the index is not merged into one segment");
    for (int i = 0; i < FACETS.length; ++i) {
      names[i] = searcher.getIndexReader().leaves().get(0).reader().getSortedSetDocValues(FACETS[i]);
      tallies[i] = new Tally((int) names[i].getValueCount());
    }
    Analyzer analyzer = analyzer();
    for (String line : Files.readAllLines(queryFile)) queries.add(asked(analyzer, line));
  }

  Counter count(Asked asked) throws IOException {
    for (Tally tally : tallies) tally.clear();
    long wanted = asked.value == null ? -1
        : Math.max(-1, names[asked.filtered].lookupTerm(new BytesRef(asked.value)));
    Counter counter = new Counter(tallies, asked, wanted < 0 ? Long.MIN_VALUE : wanted);
    searcher.search(asked.words, counter);
    return counter;
  }

  long seen;  // keeps the compiler from leaving work out

  void ask(String mode, Asked asked) throws IOException {
    TopDocs top = searcher.search(asked.all, 10);
    for (ScoreDoc hit : top.scoreDocs) {
      seen += hit.doc;
      if (mode.equals("texts")) seen += searcher.storedFields().document(hit.doc).get("text").length();
    }
    if (!mode.equals("facets")) return;
    count(asked);
    for (int facet = 0; facet < FACETS.length; ++facet)
      for (int value : tallies[facet].top(20)) seen += names[facet].lookupOrd(value).length;
  }

  String answer(Asked asked) throws IOException {
    StringBuilder out = new StringBuilder();
    Counter counter = count(asked);
    out.append(counter.total).append('\t').append(counter.totalDocuments).append('\t');
    String comma = "";
    for (ScoreDoc hit : searcher.search(asked.all, 10).scoreDocs) {
      out.append(comma).append(hit.doc);
      comma = ",";
    }
    for (int facet = 0; facet < FACETS.length; ++facet) {
      String bar = "\t";
      int[] top = tallies[facet].top(1000);
      if (top.length == 0) out.append('\t');
      for (int value : top) {
        out.append(bar).append(names[facet].lookupOrd(value).utf8ToString()).append('=')
            .append(tallies[facet].passages[value]).append('/').append(tallies[facet].documents[value]);
        bar = "|";
      }
    }
    return out.toString();
  }

  void run() throws IOException {
    PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    out.println("ready");
    out.flush();
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
    for (String line; (line = in.readLine()) != null;) {
      String[] words = line.split(" ");
      LongSupplier clock = line.endsWith(" cpu") ? threads::getCurrentThreadCpuTime : System::nanoTime;
      StringBuilder answers = new StringBuilder();
      for (Asked asked : queries) {
        if (words[0].equals("time")) {
          long begin = clock.getAsLong();
          ask(words[1], asked);
          answers.append((clock.getAsLong() - begin) / 1e3).append('\n');
        } else {
          answers.append(answer(asked)).append('\n');
        }
      }
      out.print(answers);
      out.flush();
    }
  }

  public static void main(String[] arguments) throws Exception {
    if (arguments.length == 3 && arguments[0].equals("build")) {
      build(Path.of(arguments[1]), Path.of(arguments[2]));
    } else if (arguments.length == 3 && arguments[0].equals("run")) {
      long begin = System.nanoTime();
      Compare compare = new Compare(Path.of(arguments[1]), Path.of(arguments[2]));
      System.out.println("opened " + (System.nanoTime() - begin) / 1000);
      compare.run();
    } else {
      System.err.println("usage: Compare build PASSAGES INDEX | run INDEX QUERIES");
      System.exit(2);
    }
  }
}
