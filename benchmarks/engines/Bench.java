// Lucene for the benchmark: `build TEXT FOLDER`, or `serve FOLDER`, which answers a query a line.

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LogDocMergePolicy;
import org.apache.lucene.index.SerialMergeScheduler;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.TopScoreDocCollectorManager;
import org.apache.lucene.search.uhighlight.UnifiedHighlighter;
import org.apache.lucene.store.MMapDirectory;

public final class Bench {
    private static final String BODY = "body";
    private static final int LIMIT = 10;
    private static final Analyzer ANALYZER = new EnglishAnalyzer(CharArraySet.EMPTY_SET);

    public static void main(String[] arguments) throws Exception {
        if (arguments[0].equals("build")) {
            build(Path.of(arguments[1]), Path.of(arguments[2]));
        } else {
            serve(Path.of(arguments[1]));
        }
    }

    // Only neighbouring segments are merged, so documents are numbered as paragraphs are.
    private static void build(Path text, Path folder) throws Exception {
        IndexWriterConfig config = new IndexWriterConfig(ANALYZER)
            .setRAMBufferSizeMB(256)
            .setMergePolicy(new LogDocMergePolicy())
            .setMergeScheduler(new SerialMergeScheduler());
        try (IndexWriter writer = new IndexWriter(new MMapDirectory(folder), config);
                BufferedReader lines = Files.newBufferedReader(text, StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Document document = new Document();
                document.add(new TextField(BODY, line, Field.Store.YES));
                writer.addDocument(document);
            }
            writer.forceMerge(1);
        }
    }

    // In: answer, kind, words, excluded word, parted by tabs. Out: CPU nanoseconds of this thread,
    // then for each hit its number, and its score or snippet.
    private static void serve(Path folder) throws Exception {
        IndexSearcher searcher = new IndexSearcher(DirectoryReader.open(new MMapDirectory(folder)));
        searcher.setQueryCache(null);
        UnifiedHighlighter highlighter = UnifiedHighlighter.builder(searcher, ANALYZER).build();
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        BufferedReader in =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] asked = line.split("\t", -1);
            long start = threads.getCurrentThreadCpuTime();
            Query query = query(asked[1], asked[2].split(" "), asked[3]);
            TopDocs found =
                searcher.search(query, new TopScoreDocCollectorManager(LIMIT, null, 1));
            String[] snippets = asked[0].equals("snippets")
                ? highlighter.highlight(BODY, query, found)
                : new String[0];
            long spent = threads.getCurrentThreadCpuTime() - start;
            StringBuilder answer = new StringBuilder().append(spent);
            for (int i = 0; i < found.scoreDocs.length; i++) {
                ScoreDoc hit = found.scoreDocs[i];
                answer.append('\t').append(hit.doc).append('\t');
                answer.append(snippets.length > 0 ? snippets[i] : Float.toString(hit.score));
            }
            out.println(answer);
        }
    }

    private static Query query(String kind, String[] words, String without) {
        if (kind.equals("prefix")) {
            return new PrefixQuery(new Term(BODY, words[0]));
        }
        if (kind.equals("phrase")) {
            PhraseQuery.Builder phrase = new PhraseQuery.Builder();
            for (String word : words) {
                phrase.add(term(word));
            }
            return phrase.build();
        }
        if (words.length == 1) {
            return new TermQuery(term(words[0]));
        }
        BooleanQuery.Builder clauses = new BooleanQuery.Builder();
        for (String word : words) {
            clauses.add(new TermQuery(term(word)), kind.equals("all") ? Occur.MUST : Occur.SHOULD);
        }
        if (!without.isEmpty()) {
            clauses.add(new TermQuery(term(without)), Occur.MUST_NOT);
        }
        return clauses.build();
    }

    // Normalised and stemmed as the text was.
    private static Term term(String word) {
        try (var tokens = ANALYZER.tokenStream(BODY, word)) {
            var text = tokens.addAttribute(
                org.apache.lucene.analysis.tokenattributes.CharTermAttribute.class);
            tokens.reset();
            tokens.incrementToken();
            Term term = new Term(BODY, text.toString());
            tokens.end();
            return term;
        } catch (java.io.IOException impossible) {
            throw new java.io.UncheckedIOException(impossible);
        }
    }
}
