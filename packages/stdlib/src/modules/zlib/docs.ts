/** Docstrings of `zlib`. */
export const DOCS = {
  module:
    "Compression and decompression by deflate.\n\nadler32(string[, start]) -- Compute an Adler-32 checksum.\ncompress(data[, level]) -- Compress data, with compression level 0-9 or -1.\ncompressobj([level[, ...]]) -- Return a compressor object.\ncrc32(string[, start]) -- Compute a CRC-32 checksum.\ndecompress(string,[wbits],[bufsize]) -- Decompresses a compressed string.\ndecompressobj([wbits[, zdict]]) -- Return a decompressor object.\n\n'wbits' is window buffer size and container format.",
  adler32: 'Compute an Adler-32 checksum of data.\n\n  value\n    Starting value of the checksum.',
  crc32: 'Compute a CRC-32 checksum of data.\n\n  value\n    Starting value of the checksum.',
  compress: 'Returns a bytes object containing compressed data.',
  decompress: 'Returns a bytes object containing the uncompressed data.',
  compressobj: 'Return a compressor object.',
  decompressobj: 'Return a decompressor object.',
  compressMore:
    'Returns a bytes object containing compressed data.\n\nSome of the input may stay in the object: flush() gives the rest.',
  compressFlush: 'Return a bytes object containing any remaining compressed data.',
  decompressMore:
    'Return a bytes object containing the decompressed version of the data.\n\n  max_length\n    No more than so many bytes; unread input is then in unconsumed_tail.',
  decompressFlush: 'Return a bytes object containing any remaining decompressed data.',
} as const;
