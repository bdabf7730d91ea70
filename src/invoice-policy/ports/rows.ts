/** Rows of a store: a list, or a stream for as many as there may be. */
export type Rows<Row> = Iterable<Row> | AsyncIterable<Row>;
