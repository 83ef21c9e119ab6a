package dev.forkyard.catalog.hashsearch;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** A hash function, named as Java names it. */
public enum Algorithm {
    MD5("MD5", 16),
    SHA1("SHA-1", 20),
    SHA256("SHA-256", 32),
    SHA512("SHA-512", 64);

    private final String word;
    private final int length;

    Algorithm(String word, int length) {
        this.word = word;
        this.length = length;
    }

    /** Bytes of a hash. */
    int length() {
        return length;
    }

    MessageDigest digest() {
        try {
            return MessageDigest.getInstance(word);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no " + word, e);
        }
    }

    /** The word that params use. */
    @Override
    public String toString() {
        return word;
    }
}
