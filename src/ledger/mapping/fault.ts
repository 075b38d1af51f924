/** Where in a source of a mapping something is wrong, and what. */
export interface Fault {
  readonly path: string;
  readonly problem: string;
}
