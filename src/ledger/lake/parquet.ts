/**
 * How a lake's files are written. Against zstd's third level and Parquet's first page version a quarter less time and
 * a seventh fewer bytes (500,000 medical claims, 0.57 s and 13.5 MB to 0.42 s and 11.6 MB).
 */
export const PARQUET =
  '(FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1, PARQUET_VERSION V2, ROW_GROUP_SIZE 122880)';
