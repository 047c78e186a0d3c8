// Lucene for the judged collections: `Rank DOCUMENTS QUERIES DEPTH`, a text a line in each file.
// Out: for each query, on a line, the numbers of the documents, best first.

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
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
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;

public final class Rank {
    private static final String WHOLE = "whole";
    private static final Analyzer ANALYZER = new EnglishAnalyzer();
    private static final BM25Similarity BM25 = new BM25Similarity(1.2f, 0.75f);

    public static void main(String[] arguments) throws Exception {
        Directory directory = new ByteBuffersDirectory();
        // Only neighbouring segments are merged, so documents are numbered as they come.
        IndexWriterConfig config = new IndexWriterConfig(ANALYZER)
            .setSimilarity(BM25)
            .setMergePolicy(new LogDocMergePolicy())
            .setMergeScheduler(new SerialMergeScheduler());
        try (IndexWriter writer = new IndexWriter(directory, config)) {
            for (String line : Files.readAllLines(Path.of(arguments[0]))) {
                Document document = new Document();
                document.add(new TextField(WHOLE, line, Field.Store.NO));
                writer.addDocument(document);
            }
            writer.forceMerge(1);
        }
        IndexSearcher.setMaxClauseCount(Integer.MAX_VALUE);
        IndexSearcher searcher = new IndexSearcher(DirectoryReader.open(directory));
        searcher.setSimilarity(BM25);
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        for (String line : Files.readAllLines(Path.of(arguments[1]))) {
            StringBuilder found = new StringBuilder();
            for (ScoreDoc hit : searcher.search(query(line), Integer.parseInt(arguments[2])).scoreDocs) {
                found.append(hit.doc).append(' ');
            }
            out.println(found);
        }
        out.flush();
    }

    // Any of the words; one that comes twice counts twice.
    private static BooleanQuery query(String text) throws java.io.IOException {
        BooleanQuery.Builder clauses = new BooleanQuery.Builder();
        try (var tokens = ANALYZER.tokenStream(WHOLE, text)) {
            var word = tokens.addAttribute(CharTermAttribute.class);
            tokens.reset();
            while (tokens.incrementToken()) {
                clauses.add(new TermQuery(new Term(WHOLE, word.toString())), Occur.SHOULD);
            }
            tokens.end();
        }
        return clauses.build();
    }
}
